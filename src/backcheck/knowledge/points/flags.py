"""What a point is flagged for: the rules of caution name a flag, never the points one by one."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from .point import InPregnancy, Over, Point
from .pregnancy import lists_naming
from .tung import all_points

_VESSELS = ("artery", "branch", "vein", "vessels")  # how the names of vessels end


class PointFlag(StrEnum):
    """One reason to heed something at a point."""

    LUNG = "lung"
    KIDNEY = "kidney"
    CORD = "cord"
    BESIDE = "beside"  # a vessel, a nerve or the eye
    VESSEL = "vessel"
    NOT_NEEDLED = "not_needled"
    PREGNANCY = "pregnancy"  # most lists leave it out
    PREGNANCY_SOME = "pregnancy_some"
    PREGNANCY_SCHOOL = "pregnancy_school"


_OVER = {Over.LUNG: PointFlag.LUNG, Over.KIDNEY: PointFlag.KIDNEY, Over.CORD: PointFlag.CORD}
_IN_PREGNANCY = {
    InPregnancy.CORE: PointFlag.PREGNANCY,
    InPregnancy.ABDOMEN: PointFlag.PREGNANCY,
    InPregnancy.LUMBOSACRAL: PointFlag.PREGNANCY,
    InPregnancy.SOME_LISTS: PointFlag.PREGNANCY_SOME,
    InPregnancy.SCHOOL: PointFlag.PREGNANCY_SCHOOL,
}


def flags_of(point: Point) -> frozenset[PointFlag]:
    """Everything a point is flagged for."""
    found = {_OVER[each] for each in point.over}
    if point.near:
        found.add(PointFlag.BESIDE)
    if any(each.endswith(_VESSELS) for each in point.near):
        found.add(PointFlag.VESSEL)
    if not point.needled:
        found.add(PointFlag.NOT_NEEDLED)
    if point.pregnancy is not None:
        found.add(_IN_PREGNANCY[point.pregnancy])
    elif lists_naming(point.code):
        found.add(PointFlag.PREGNANCY_SOME)
    return frozenset(found)


@cache
def flagged() -> Mapping[PointFlag, tuple[str, ...]]:
    """Codes of the points by flag, in the order of the lists."""
    found = {code: flags_of(point) for code, point in all_points().items()}
    return {
        flag: tuple(code for code, flags in found.items() if flag in flags) for flag in PointFlag
    }
