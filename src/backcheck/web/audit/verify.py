"""Is the trail whole? Pure: events in, the first place where it is broken out."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from .chain import START, Link, mac


@dataclass(frozen=True, slots=True)
class Whole:
    """Every event is there and unchanged.

    Attributes:
        events: how many there are.
        head: the code of the last one; kept elsewhere, it shows later that none was cut off.
    """

    events: int
    head: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first number at which the trail isn't what was written, and in which way."""

    number: int
    told: str


def verify(
    links: Iterable[tuple[Link, str]], key: bytes, head: str | None = None
) -> Whole | Broken:
    """Follow the trail from its first event to its last.

    Args:
        links: the events with their codes, in the order of their numbers.
        key: the key of the trail.
        head: the code of an event that was the last one once, and has to be there still.
    """
    events, before, is_there = 0, START, head in (None, START)
    for link, own in links:
        number = events + 1
        if link.number != number:
            return Broken(number, _gap(number, link.number))
        if not _same(own, mac(link, key)):
            return Broken(number, f"event {number} was changed, or written without the key")
        if not _same(link.previous_mac, before):
            return Broken(number, f"event {number} does not follow the one before it")
        events, before = number, own
        is_there = is_there or own == head
    if not is_there:
        return Broken(
            events + 1,
            f"no event has the given head: what came after event {events} was cut off, or it is "
            "the head of another trail",
        )
    return Whole(events, before)


def _gap(wanted: int, found: object) -> str:
    if not isinstance(found, int) or found < wanted:
        return f"event {found} stands where event {wanted} belongs"
    if found == wanted + 1:
        return f"event {wanted} is missing"
    return f"events {wanted} to {found - 1} are missing"


def _same(one: object, other: str) -> bool:
    return hmac.compare_digest(str(one).encode("utf-8", "surrogatepass"), other.encode())
