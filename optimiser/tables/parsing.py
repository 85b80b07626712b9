"""Reads an evening, and a seating of one, strictly: a sentence with its path for each fault."""

from __future__ import annotations

from optimiser.reading import Reader, key_path, shown
from optimiser.tables.problem import Evening, Pair, Seating, Table, pair

MOST_PEOPLE = 500
MOST_ROUNDS = 100
MOST_TABLES = 500
_OPTIONAL = ("tables", "table_sizes", "apart", "together", "hosts", "absent", "spread", "history",
             "goal")  # fmt: skip


def parse_evening(value: object) -> Evening:
    """The evening in a JSON value; raises reading.BadInputError."""
    reader = Reader()
    return reader.run(lambda: _evening(reader, value))


def _evening(reader: Reader, value: object) -> Evening:
    if isinstance(value, dict) and value.get("kind", "tables") != "tables":
        reader.fault("$.kind", f'must be "tables", not {shown(value["kind"])}')
        value = {**value, "kind": "tables"}
    top = reader.fields(value, "$", ("kind", "people", "rounds"), _OPTIONAL)
    people = reader.texts(top.get("people", []), "$.people")
    if len(people) > MOST_PEOPLE:
        reader.fault("$.people", f"{len(people)} are too many, the limit is {MOST_PEOPLE}")
    rounds = reader.whole(top.get("rounds", 1), "$.rounds", 1, MOST_ROUNDS)
    tables = _tables(reader, top, rounds)
    known = dict.fromkeys(people)
    apart = _pairs(reader, top.get("apart", []), "$.apart", known)
    together = _pairs(reader, top.get("together", []), "$.together", known)
    for index, both in enumerate(together):
        if both in apart:
            sentence = f"{shown(both[0])} and {shown(both[1])} are to be kept apart as well"
            reader.fault(f"$.together[{index}]", sentence)
    attribute, most = _spread(reader, top.get("spread"), known)
    goal = top.get("goal", "min_repeats")
    if goal not in ("min_repeats", "cover_all"):
        reader.fault("$.goal", f'must be "min_repeats" or "cover_all", not {shown(goal)}')
    return Evening(
        tuple(people),
        tables,
        frozenset(apart),
        frozenset(together),
        _hosts(reader, top, known),
        _absent(reader, top.get("absent", {}), known, rounds),
        attribute,
        most,
        _history(reader, top.get("history", []), known),
        goal == "cover_all",
    )


def _tables(reader: Reader, top: dict[str, object], rounds: int) -> tuple[tuple[Table, ...], ...]:
    if ("tables" in top) == ("table_sizes" in top):
        reader.fault("$", 'exactly one of "tables" and "table_sizes" is asked for')
        return ((),) * rounds
    if "tables" in top:
        items = reader.items(top["tables"], "$.tables")
        if len(items) > MOST_TABLES:
            reader.fault("$.tables", f"{len(items)} are too many, the limit is {MOST_TABLES}")
        found = tuple(_table(reader, item, f"$.tables[{i}]") for i, item in enumerate(items))
        seen: set[str] = set()
        for index, table in enumerate(found):
            if table.id and table.id in seen:
                sentence = f"{shown(table.id)} stands twice in this list"
                reader.fault(f"$.tables[{index}].id", sentence)
            seen.add(table.id)
        return (found,) * rounds
    lists = reader.items(top["table_sizes"], "$.table_sizes")
    if isinstance(top["table_sizes"], list) and len(lists) != rounds:
        sentence = f"must hold one list for each of the {rounds} rounds, not {len(lists)}"
        reader.fault("$.table_sizes", sentence)
    return tuple(_sizes(reader, item, f"$.table_sizes[{i}]") for i, item in enumerate(lists))


def _table(reader: Reader, value: object, path: str) -> Table:
    fields = reader.fields(value, path, ("id", "max"), ("min",))
    name = reader.text(fields["id"], f"{path}.id") if "id" in fields else ""
    least = reader.whole(fields.get("min", 0), f"{path}.min", 0)
    most = reader.whole(fields.get("max", least), f"{path}.max", 0)
    if most < least:
        reader.fault(path, f"max is {most}, which is less than min, {least}")
    return Table(name, least, most)


def _sizes(reader: Reader, value: object, path: str) -> tuple[Table, ...]:
    items = reader.items(value, path)
    if len(items) > MOST_TABLES:
        reader.fault(path, f"{len(items)} are too many, the limit is {MOST_TABLES}")
    sizes = [reader.whole(item, f"{path}[{i}]", 0) for i, item in enumerate(items)]
    return tuple(Table(str(i + 1), size, size) for i, size in enumerate(sizes))


def _pairs(reader: Reader, value: object, path: str, known: dict[str, None]) -> list[Pair]:
    found: list[Pair] = []
    for index, item in enumerate(reader.items(value, path)):
        both = _two(reader, item, f"{path}[{index}]", known, 2)
        if both is not None:
            found.append(both)
    return found


def _two(
    reader: Reader, value: object, path: str, known: dict[str, None], length: int
) -> Pair | None:
    items = reader.items(value, path)
    if not isinstance(value, list):
        return None
    if len(items) != length:
        reader.fault(path, f"must hold {length} values, not {len(items)}")
        return None
    names = reader.texts(items[:2], path, known)
    return pair(names[0], names[1]) if len(names) == 2 else None


def _history(reader: Reader, value: object, known: dict[str, None]) -> frozenset[Pair]:
    found: set[Pair] = set()
    for index, item in enumerate(reader.items(value, "$.history")):
        path = f"$.history[{index}]"
        both = _two(reader, item, path, known, 3)
        if both is not None and isinstance(item, list):
            times = reader.whole(item[2], f"{path}[2]", 0)
            if times:
                found.add(both)
    return frozenset(found)


def _hosts(reader: Reader, top: dict[str, object], known: dict[str, None]) -> dict[str, int]:
    value = top.get("hosts", {})
    if not isinstance(value, dict):
        reader.fault("$.hosts", f"must be an object, not {shown(value)}")
        return {}
    reader.report_repeated(value, "$.hosts")
    if value and "tables" not in top:
        reader.fault("$.hosts", 'stands only beside "tables"')
        return {}
    given = top.get("tables")
    ids = [t.get("id") for t in given if isinstance(t, dict)] if isinstance(given, list) else []
    found: dict[str, int] = {}
    for name, table in value.items():
        path = key_path("$.hosts", name)
        if name not in known:
            reader.fault(path, f"{shown(name)} is not defined in this problem")
        text = reader.text(table, path)
        if text and text not in ids:
            reader.fault(path, f"{shown(text)} is not defined in this problem")
        elif text:
            found[name] = ids.index(text)
    return found


def _absent(
    reader: Reader, value: object, known: dict[str, None], rounds: int
) -> dict[str, frozenset[int]]:
    if not isinstance(value, dict):
        reader.fault("$.absent", f"must be an object, not {shown(value)}")
        return {}
    reader.report_repeated(value, "$.absent")
    found: dict[str, frozenset[int]] = {}
    for name, listed in value.items():
        path = key_path("$.absent", name)
        if name not in known:
            reader.fault(path, f"{shown(name)} is not defined in this problem")
        items = reader.items(listed, path)
        found[name] = frozenset(
            reader.whole(item, f"{path}[{i}]", 1, rounds) for i, item in enumerate(items)
        )
    return found


def _spread(
    reader: Reader, value: object, known: dict[str, None]
) -> tuple[dict[str, str], int | None]:
    if value is None:
        return {}, None
    fields = reader.fields(value, "$.spread", ("attr", "max_same"))
    given = fields.get("attr", {})
    found: dict[str, str] = {}
    if not isinstance(given, dict):
        reader.fault("$.spread.attr", f"must be an object, not {shown(given)}")
        given = {}
    reader.report_repeated(given, "$.spread.attr")
    for name, item in given.items():
        path = key_path("$.spread.attr", name)
        if name not in known:
            reader.fault(path, f"{shown(name)} is not defined in this problem")
        found[name] = reader.text(item, path)
    return found, reader.whole(fields.get("max_same", 1), "$.spread.max_same", 1)


def parse_seating(value: object) -> Seating:
    """The seating in a JSON value; only its form is read here. Raises reading.BadInputError."""
    reader = Reader()
    return reader.run(lambda: _seating(reader, value))


def _seating(reader: Reader, value: object) -> Seating:
    fields = reader.fields(value, "$", ("rounds",), ("value", "bound", "gap", "status", "proof"))
    rounds = []
    for r, tables in enumerate(reader.items(fields.get("rounds", []), "$.rounds")):
        seats = []
        for t, seated in enumerate(reader.items(tables, f"$.rounds[{r}]")):
            path = f"$.rounds[{r}][{t}]"
            items = reader.items(seated, path)
            seats.append(tuple(reader.text(name, f"{path}[{i}]") for i, name in enumerate(items)))
        rounds.append(tuple(seats))
    figures = {
        key: reader.whole(fields[key], f"$.{key}", 0, 10**15) if key in fields else None
        for key in ("value", "bound")
    }
    gap, status = fields.get("gap"), fields.get("status")
    if gap is not None and (isinstance(gap, bool) or not isinstance(gap, (int, float))):
        reader.fault("$.gap", f"must be a number, not {shown(gap)}")
        gap = None
    if status is not None and status not in ("optimal", "feasible"):
        reader.fault("$.status", f'must be "optimal" or "feasible", not {shown(status)}')
        status = None
    return Seating(
        tuple(rounds),
        figures["value"],
        figures["bound"],
        float(gap) if isinstance(gap, (int, float)) else None,
        status if isinstance(status, str) else None,
    )
