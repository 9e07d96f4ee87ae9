"""How far along its limb a point lies, reckoned from the landmark it is counted from."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from .place import Way
from .point import Joint, Point, Segment, Station
from .segments import BEGINNING_AT, ENDING_AT, Segments


class Stations:
    """Reckons the stations of points, one from another where a point is the landmark.

    Args:
        all_points: every point by code, whose stations aren't known yet.
        reckoned_cun: by code, where a point lies that can't be reckoned from its landmark.
    """

    def __init__(
        self,
        segments: Segments,
        all_points: Mapping[str, Point],
        reckoned_cun: Mapping[str, Mapping[str, float]],
    ):
        self._segments = segments
        self._points = all_points
        self._reckoned = reckoned_cun

    def of(self, point: Point) -> tuple[Station, ...]:
        """Its stations: from its own entry, its landmark, or the joint it lies at."""
        if point.code in self._reckoned:
            return tuple(
                Station(Segment(name), cun, self._length(point, Segment(name)), exact=False)
                for name, cun in self._reckoned[point.code].items()
            )
        counted = self._counted(point)
        if counted or point.joint is None:
            return counted
        return self._segments.at_joint(point.channel, point.joint, exact=False)

    def _length(self, point: Point, segment: Segment) -> float:
        return self._segments.length_cun(point.channel, segment)

    def _counted(self, point: Point) -> tuple[Station, ...]:
        """From one landmark, above or below it; none of another way or between two."""
        place = point.place
        if place is None or len(place.at) != 1:
            return ()
        (landmark,) = place.at
        other = self._points.get(landmark)
        joint = self._segments.joint_of.get(landmark) if other is None else other.joint
        if place.way not in (Way.ABOVE, Way.BELOW):
            if joint is not None and place.way is None:
                return self._segments.at_joint(point.channel, joint)
            return () if other is None else self._moved(point, other, 0.0)
        cun = (place.cun or 0.0) * (1.0 if place.way is Way.ABOVE else -1.0)
        if joint is not None:
            return self._from_joint(point, joint, cun)
        return () if other is None else self._moved(point, other, cun)

    def _from_joint(self, point: Point, joint: Joint, cun: float) -> tuple[Station, ...]:
        segment = (BEGINNING_AT if cun > 0.0 else ENDING_AT).get(joint)
        if segment is None:
            return ()
        length = self._length(point, segment)
        return (Station(segment, cun if cun > 0.0 else length + cun, length),)

    def _moved(self, point: Point, other: Point, cun: float) -> tuple[Station, ...]:
        stations = other.stations or self.of(other)  # of another file, they are known already
        return tuple(dataclasses.replace(each, cun=each.cun + cun) for each in stations)
