"""160 bits on paper: eight groups of four letters, each with a check letter.

The letters are Crockford's base 32, which has no I, L, O and U; typed small, or as I, L or O, they
are understood. A group's check letter is a weighted sum in the field of 32 elements: it finds
every single wrong letter, every two letters exchanged within the group and every group in another
group's place, with certainty; of other mistakes it misses one in 32, and the recovery file
finds those.
"""

from __future__ import annotations

from .faults import Mistyped

SECRET_BYTES = 20
GROUPS = 8
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_UNDERSTOOD = str.maketrans("ILO", "110")
_WEIGHTS = (2, 3, 4, 5)  # different, and none of them 1, which is the check letter's own
_DATA = len(_WEIGHTS)


def to_paper(secret: bytes) -> str:
    """The secret (20 bytes) as eight groups of five letters."""
    number = int.from_bytes(secret)
    count = GROUPS * _DATA
    values = [number >> 5 * (count - 1 - place) & 31 for place in range(count)]
    groups = [values[at : at + _DATA] for at in range(0, count, _DATA)]
    return "-".join(_spelt([*group, _check(group, n)]) for n, group in enumerate(groups, 1))


def from_paper(typed: str) -> bytes:
    """The secret on the paper. Spaces, hyphens and capitals don't matter.

    Raises:
        Mistyped: says which group to look at again.
    """
    letters = "".join(typed.upper().replace("-", " ").split()).translate(_UNDERSTOOD)
    size = _DATA + 1
    number = 0
    for n in range(1, GROUPS + 1):
        group = letters[(n - 1) * size : n * size]
        values = [_LETTERS.find(letter) for letter in group]
        if len(group) < size:
            raise Mistyped(f"Group {n} is missing or too short. There are {GROUPS} of {size}.", n)
        if -1 in values or values[-1] != _check(values[:-1], n):
            raise Mistyped(f"Group {n} ({group}) is mistyped. Compare it with the paper.", n)
        for value in values[:-1]:
            number = number << 5 | value
    if len(letters) > GROUPS * size:
        raise Mistyped(f"There is more than the {GROUPS} groups of {size} letters.")
    return number.to_bytes(SECRET_BYTES)


def _check(values: list[int], group: int) -> int:
    total = group
    for weight, value in zip(_WEIGHTS, values, strict=True):
        total ^= _times(weight, value)
    return total


def _times(left: int, right: int) -> int:
    """The product of two elements of GF(32), modulo x^5 + x^2 + 1."""
    product = 0
    for bit in range(5):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << bit - 5
    return product


def _spelt(values: list[int]) -> str:
    return "".join(_LETTERS[value] for value in values)
