"""What sealing costs, and how long a search among opened names takes.

    python -m benchmarks.sealing [NAMES]

Prints the table of benchmarks/sealing.md.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from backcheck.web.sealing.blind import Kind, blind
from backcheck.web.sealing.keys import new_keyring
from backcheck.web.sealing.normal import begins
from backcheck.web.sealing.passphrase import unwrapped, wrapped
from backcheck.web.sealing.recovery import make_recovery, recovered
from backcheck.web.sealing.seal import place_of, seal, unseal

FIRST = ("משה", "Dana", "יוסף", "Noa", "רחל", "John", "מרים")
LAST = ("כהן", "Levi", "בן-דוד", "O'Neill", "מזרחי", "Schmidt")
Made = TypeVar("Made")
WORDS = "forty grey herons asleep"


def main(names: int) -> None:
    ring = new_keyring(date(2026, 6, 1))
    rows = [
        (f"{FIRST[n % 7]} {LAST[n % 6]} {n}", place_of("probe_person", "name", n))
        for n in range(names)
    ]
    print(f"| what, {names:,} times | microseconds of one core, each |\n|---|---:|")
    sealed = _row("seal a name", names, lambda: [(seal(ring, *row), row[1]) for row in rows])
    opened = _row("unseal it", names, lambda: [unseal(ring, *row) for row in sealed])
    _row("blind index of it", names, lambda: [blind(ring, Kind.NAME, t, "c") for t, _ in rows])
    _row("compare it with two beginnings", names, lambda: list(map(begins("כה מש"), opened)))
    wrap = _row("wrap a keyring by a passphrase, once", 1, lambda: wrapped(b"x" * 300, WORDS))
    _row("unwrap it, once", 1, lambda: unwrapped(wrap, WORDS))
    paper = _row("make a recovery paper, once", 1, lambda: make_recovery(ring))
    _row("recover from it, once", 1, lambda: recovered(*paper))


def _row(name: str, times: int, make: Callable[[], Made]) -> Made:
    began = time.process_time()
    made = make()
    print(f"| {name} | {(time.process_time() - began) / times * 1e6:,.1f} |")
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
