"""What a row says of a room, a desk or a member, as plain values; names are looked up later."""

from dataclasses import dataclass, field

Places = dict[str, list[str]]  # column → letter and header of its cell


@dataclass
class RoomSaid:
    """One room. Amounts are plain numbers, empty where nothing is said."""

    sheet: str
    row: int
    identity: str
    name: str = ""
    name_ar: str = ""
    place: str = ""
    capacity: int = 0
    equipment: list[str] = field(default_factory=list)
    is_quiet: bool = False
    is_shared: bool = False
    parts: list[str] = field(default_factory=list)
    part_of: str = ""
    price_hour: str = ""
    price_half_day: str = ""
    price_day: str = ""
    note: str = ""
    cells: Places = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The name as written."""
        return self.name or self.name_ar


@dataclass
class DeskSaid:
    """One desk."""

    sheet: str
    row: int
    identity: str
    name: str = ""
    place: str = ""
    zone: str = ""
    kind: str = ""
    cells: Places = field(default_factory=dict)


@dataclass
class MemberSaid:
    """Under which plan somebody is hosted, from when, who pays how much, where they sit. Days as
    year-month-day; `price_kind` empty: nothing said."""

    plan: str = ""
    from_on: str = ""
    until_on: str = ""
    price: str = ""
    price_kind: str = ""
    price_said: str = ""
    payer: str = ""
    desk: str = ""
    halves: list[tuple[int, str]] = field(default_factory=list)
    cells: Places = field(default_factory=dict)
    is_wrong: bool = False  # a cell that decides could not be read
