"""Reading a lineage's file: every fault of it is gathered and told at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from backcheck.knowledge.reading import DATA, Reader, Table

from .body import LEVELS, Part
from .channel import channels
from .lineage import (
    At,
    Between,
    Combo,
    Disagreement,
    Distance,
    Line,
    Lineage,
    Pairing,
    Placing,
    Projection,
    RegionRow,
    Row,
    Scores,
    SideRule,
    System,
    Use,
)
from .rule import BalanceRule

FOLDER = "balance"
COMPASS: tuple[str, ...] = ("gone", "better", "other_side", "other_projection", "next_system")
COMPASS += ("worse", "nothing_left", "nothing_changed")
PROJECTIONS = ("mirror", "reverse_mirror", "same_place", "image", "reverse_image", "head")
_KINDS = ("conflict", "error", "slip", "words")
_SYSTEM_KEYS = ("rule", "side", "unverified", "table")
_USE_KEYS = ("point", "channel", "part", "at_cun", "for_parts")


def lineages() -> tuple[str, ...]:
    """The names of the lineages this release has: one file each."""
    return tuple(sorted(path.stem for path in (DATA / FOLDER).glob("*.toml")))


@cache
def lineage(name: str = "tan") -> Lineage:
    """A lineage of this release.

    Raises:
        LookupError: there is none of this name.
    """
    if name not in lineages():
        raise LookupError(f"there is no lineage {name!r}; there is {', '.join(lineages())}")
    return read_lineage(name)


def read_lineage(name: str, text: str | None = None) -> Lineage:
    """Read the file of a lineage (or ``text``).

    Raises:
        KnowledgeFaults: every fault of the file at once.
    """
    reader = _LineageReader(f"{FOLDER}/{name}.toml", text)
    found = reader.lineage(name)
    reader.done()
    return found


class _LineageReader(Reader):
    def lineage(self, name: str) -> Lineage:
        search = self.one("search", "usual", ("beyond_cun",))
        fours = self.one("fours", "usual", ("steps",))
        scores = self.one("scores", "usual", ("smallest_change", "gone"))
        evidence = self.one("evidence", "low_back", ("trials",))
        self.exactly("compass", COMPASS)
        return Lineage(
            name=name,
            provenance=self.row("lineage", name, self.one("lineage", name)).provenance,
            evidence=self.row("evidence", "low_back", evidence),
            trials=round(self.number(evidence, "trials", "evidence.low_back", 0.0, 1000.0)),
            systems={key: self.system(key, e) for key, e in self.table("systems").items()},
            projections={k: self.projection(k, e) for k, e in self.table("projections").items()},
            both_sides=self.row("both_sides", "split", self.one("both_sides", "split")),
            search=self.row("search", "usual", search),
            beyond_cun=self.number(search, "beyond_cun", "search.usual", 0.0, 8.0),
            regions=tuple(self.region(key, e) for key, e in self.table("regions").items()),
            continuing=self.row("continuing", "usual", self.one("continuing", "usual")),
            distances=self.distances(),
            uses=tuple(self.use(key, e) for key, e in self.optional("uses").items()),
            disagreements=tuple(
                self.disagreement(k, e) for k, e in self.optional("disagreements").items()
            ),
            combos={key: self.combo(key, e) for key, e in self.optional("combos").items()},
            fours=self.row("fours", "usual", fours),
            four_steps=frozenset(fours.get("steps", ())),
            scores=Scores(
                "usual",
                self.number(scores, "smallest_change", "scores.usual", 0.1, 10.0),
                self.number(scores, "gone", "scores.usual", 0.0, 10.0),
                self.provenance(scores, "scores.usual"),
            ),
            compass={
                key: self.row("compass", key, entry) for key, entry in self.table("compass").items()
            },
            order=self.row("order", "more_tender", self.one("order", "more_tender")),
        )

    def optional(self, name: str) -> Mapping[str, Table]:
        """A table that a lineage may leave out."""
        return self.table(name) if name in self.root else {}

    def one(self, table: str, key: str, keys: tuple[str, ...] = ()) -> Table:
        """The only entry of a table."""
        self.exactly(table, (key,))
        entry = self.table(table).get(key, {})
        self.known_keys(entry, f"{table}.{key}", keys)
        return entry

    def row(self, table: str, key: str, entry: Table) -> Row:
        return Row(f"{table}.{key}", self.provenance(entry, f"{table}.{key}"))

    def channel(self, code: object, place: str) -> str:
        if code not in channels():
            self.fault(place, f"{code!r} is no channel; write one of {' '.join(channels())}")
            return "BL"
        return str(code)

    def channel_list(self, entry: Table, key: str, place: str) -> tuple[str, ...]:
        return tuple(self.channel(each, place) for each in self.texts(entry, key, place))

    def system(self, key: str, entry: Table) -> System:
        place = f"systems.{key}"
        self.known_keys(entry, place, _SYSTEM_KEYS)
        table = entry.get("table", {})
        if not table:
            self.fault(place, "table is missing: write which channel balances which")
        return System(
            id=place,
            provenance=self.provenance(entry, place),
            number=int(key) if key.isascii() and key.isdecimal() else None,
            rule=BalanceRule(self.choice(entry, "rule", place, [e.value for e in BalanceRule])),
            side=SideRule(self.choice(entry, "side", place, [each.value for each in SideRule])),
            unverified="unverified" in entry and self.truth(entry, "unverified", place),
            table={sick: self.pairing(f"{place}.table", sick, e) for sick, e in table.items()},
        )

    def pairing(self, table: str, sick: str, entry: Table) -> Pairing:
        place = f"{table}.{sick}"
        self.known_keys(entry, place, ("by",))
        by = entry.get("by")
        codes = by if isinstance(by, list) else [by]
        return Pairing(
            id=place,
            provenance=self.provenance(entry, place),
            sick=self.channel(sick, place),
            by=tuple(self.channel(each, place) for each in codes),
        )

    def projection(self, key: str, entry: Table) -> Projection:
        place = f"projections.{key}"
        self.known_keys(entry, place, ("between", "placings"))
        if key not in PROJECTIONS:
            self.fault(place, f"{key!r} is no projection; there is {', '.join(PROJECTIONS)}")
        placings = {
            pain: self.placing(place, pain, each)
            for pain, each in entry.get("placings", {}).items()
        }
        between = self.choice(entry, "between", place, [each.value for each in Between])
        return Projection(place, self.provenance(entry, place), key, Between(between), placings)

    def placing(self, table: str, pain: str, entry: Table) -> Placing:
        place = f"{table}.{pain}"
        self.known_keys(entry, place, ("at",))
        if pain not in (*LEVELS, *Part):
            self.fault(place, f"{pain!r} is no place where it may hurt")
        given = entry.get("at")
        at = [self.at(each, place) for each in given] if isinstance(given, list) else []
        if not at:
            self.fault(place, "at must be a list of parts")
        return Placing(place, self.provenance(entry, place), pain, tuple(at))

    def at(self, entry: Table, place: str) -> At:
        if set(entry) - {"part", "from", "to"} or ("from" in entry) != ("to" in entry):
            self.fault(place, "at holds part, and for a segment from and to")
        part = Part(self.choice(entry, "part", place, [each.value for each in Part]))
        is_segment = part in (Part.DISTAL_SEGMENT, Part.PROXIMAL_SEGMENT)
        if is_segment != ("from" in entry):
            self.fault(place, "a segment has from and to, a joint, a hand or a foot has neither")
            return At(part, (0.0, 1.0) if is_segment else None)
        if not is_segment:
            return At(part, None)
        low = self.number(entry, "from", place, 0.0, 1.0)
        high = self.number(entry, "to", place, 0.0, 1.0)
        if low >= high:
            self.fault(place, "from must be less than to")
        return At(part, (low, high))

    def region(self, key: str, entry: Table) -> RegionRow:
        place = f"regions.{key}"
        self.known_keys(entry, place, ("of", "line", "channels"))
        return RegionRow(
            id=place,
            provenance=self.provenance(entry, place),
            of=self.texts(entry, "of", place),
            line=Line(self.choice(entry, "line", place, [each.value for each in Line])),
            channels=self.channel_list(entry, "channels", place),
        )

    def distances(self) -> tuple[Distance, ...]:
        found: list[Distance] = []
        for key, entry in self.table("distances").items():
            place = f"distances.{key}"
            self.known_keys(entry, place, ("line", "from_cun", "to_cun"))
            line = Line(self.choice(entry, "line", place, [each.value for each in Line]))
            low = self.number(entry, "from_cun", place, 0.0, 30.0)
            high = self.number(entry, "to_cun", place, 0.0, 30.0)
            if found and found[-1].to_cun != low:
                self.fault(place, "must begin where the one before it ends")
            found.append(Distance(place, self.provenance(entry, place), line, low, high))
        return tuple(found)

    def use(self, key: str, entry: Table) -> Use:
        place = f"uses.{key}"
        self.known_keys(entry, place, _USE_KEYS)
        at_cun = self.number(entry, "at_cun", place, 0.0, 30.0) if "at_cun" in entry else None
        return Use(
            id=place,
            provenance=self.provenance(entry, place),
            point=self.text(entry, "point", place),
            channel=self.channel(entry["channel"], place) if "channel" in entry else "",
            part=self.text(entry, "part", place),
            at_cun=at_cun,
            for_parts=self.texts(entry, "for_parts", place),
        )

    def disagreement(self, key: str, entry: Table) -> Disagreement:
        place = f"disagreements.{key}"
        self.known_keys(entry, place, ("touches", "kind", "claims", "sources"))
        keys = self.texts(entry, "sources", place)
        for each in [each for each in keys if each not in self.sources]:
            self.fault(place, f"source {each!r} is not among this file's sources")
        claims: list[Any] = entry.get("claims", [])
        return Disagreement(
            id=place,
            provenance=self.provenance(entry, place),
            name=key,
            kind=self.choice(entry, "kind", place, _KINDS),
            touches=self.texts(entry, "touches", place, 0),
            sources=tuple(self.sources[each] for each in keys if each in self.sources),
            claims=tuple((self.channel(a, place), self.channel(b, place)) for a, b in claims),
        )

    def combo(self, key: str, entry: Table) -> Combo:
        place = f"combos.{key}"
        self.known_keys(entry, place, ("channels", "balances"))
        return Combo(
            id=place,
            provenance=self.provenance(entry, place),
            channels=self.channel_list(entry, "channels", place),
            balances=self.channel_list(entry, "balances", place),
        )
