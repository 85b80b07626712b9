"""What a file says, row by row, as plain values: people, their needs, what experts offer."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.functional import Promise

from .columns import Column, Kind, columns_off
from .faults import Fault
from .house_columns import labels_of
from .house_drafts import DeskSaid, MemberSaid, RoomSaid

WHOLE_HUB = "hub"  # the kind of a workbook of everything


@dataclass
class NeedSaid:
    """One need. Several disciplines: it is several needs in the same words."""

    words: str
    level: int
    disciplines: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    is_level_said: bool = True
    part: int = 0  # its number within the row


@dataclass
class ExpertSaid:
    """What somebody offers as an expert; unknown limits are None."""

    disciplines: list[str]
    formats: list[str] = field(default_factory=list)
    times: int | None = None
    hours_month: int | None = None
    hours_term: int | None = None
    pro_bono: bool = True
    rate: str = ""
    note: str = ""


@dataclass
class Draft:
    """What one row says; codes for what stands in a list of the hub."""

    place: str  # sheet and row, the same for the same file
    sheet: str
    row: int
    kind: str
    identity: str = ""  # what the same row has in every export
    ref: str = ""  # what the file itself calls the person by
    first_name: str = ""
    last_name: str = ""
    first_name_ar: str = ""
    last_name_ar: str = ""
    phone: str = ""
    email: str = ""
    speaks: list[str] = field(default_factory=list)
    language: str = ""
    channel: str = ""
    gender: str = ""
    age_band: str = ""
    governorate: str = ""
    venture: str = ""
    activity: str = ""
    half_days: list[tuple[int, str, str]] = field(default_factory=list)
    needs: list[NeedSaid] = field(default_factory=list)
    expert: ExpertSaid | None = None
    member: MemberSaid | None = None
    column: str = ""  # the letter of the column of the words

    @property
    def name(self) -> str:
        """The name as written."""
        latin = f"{self.first_name} {self.last_name}".strip()
        return latin or f"{self.first_name_ar} {self.last_name_ar}".strip()


@dataclass
class HeaderRead:
    """A header: what it was read as ("" = unknown), and some of what stands below it."""

    sheet: str
    signature: str  # of all headers of the sheet
    header: str
    column: str
    values: list[str]
    kind: str = ""  # of the sheet

    @property
    def labels(self) -> dict[Column, str | Promise]:
        """What it may mean, as the screen names it."""
        off = columns_off()
        labels = labels_of(self.kind)
        return {column: label for column, label in labels.items() if column not in off}


@dataclass
class Understood:
    """Everything a file says, its faults and what was left out or read otherwise."""

    kind: str = "spreadsheet"
    drafts: list[Draft] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    headers: list[HeaderRead] = field(default_factory=list)
    fault_count: int = 0
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)  # of a whole hub
    rooms: list[RoomSaid] = field(default_factory=list)
    desks: list[DeskSaid] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain values, to be kept until the confirmation."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Understood":
        """What was kept."""
        drafts = []
        for kept in content["drafts"]:
            made = Draft(**kept)
            made.half_days = [(day, half, free) for day, half, free in kept["half_days"]]
            made.needs = [NeedSaid(**need) for need in kept["needs"]]
            made.expert = ExpertSaid(**kept["expert"]) if kept["expert"] else None
            if member := kept.get("member"):
                made.member = MemberSaid(**member)
                made.member.halves = [(day, half) for day, half in member["halves"]]
            drafts.append(made)
        faults, notes = ([Fault(**one) for one in content[name]] for name in ("faults", "notes"))
        headers = [HeaderRead(**one) for one in content["headers"]]
        count, tables = content["fault_count"], content["tables"]
        made_of = cls(content["kind"], drafts, faults, notes, headers, count, tables)
        made_of.rooms = [RoomSaid(**one) for one in content.get("rooms", ())]
        made_of.desks = [DeskSaid(**one) for one in content.get("desks", ())]
        return made_of

    def leave_out(self, off: Collection[str]) -> None:
        """What belongs to parts this hub does not use is not brought in, nor spoken of."""
        if "programme" in off:
            self.drafts = [draft for draft in self.drafts if draft.kind != Kind.EXPERTS]
        for draft in self.drafts:
            if "programme" in off:
                draft.expert, draft.half_days = None, []
            if "needs" in off:
                draft.needs = []
        if "needs" in off and self.kind == "whatsapp":
            self.drafts = []

    @property
    def unexplained(self) -> list[HeaderRead]:
        """Headers nobody has explained yet."""
        return [one for one in self.headers if not one.column]
