"""Eight people at one server for ten minutes, reading and writing: no error, memory stays flat.

python -m drills.soak sqlite 600
python -m drills.soak postgresql 600
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from drills.deeds import noted, read, refused, registered
from drills.found import Ledger, faults
from drills.installation import KINDS, SKIPPED, installation
from drills.load import AtWork, Worked
from drills.people import signed_in
from drills.serving import Served
from tests.support.postgres import NoServer

DAYS = (*[(read, read, read, registered, noted)] * 7, (refused,))
_WARM_S = 30.0  # every thread has a connection, every template is read
_SEED = 8
_REST_S = 1.0  # on average, between two things that somebody does
SHARES = (0.5, 0.95, 0.99, 1.0)
_FLAT = 1.25  # what memory may become; it is measured on a busy machine


def memory_mb(pids: Sequence[int]) -> float:
    """What processes take, with what they share counted once."""
    total = 0
    for pid in pids:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        found = re.search(r"^Pss: +(\d+) kB", rollup, re.MULTILINE)
        total += int(found[1]) if found else 0
    return total / 1024


def drill(kind: str, seconds: float) -> int:
    """Do it, and print what was seen; 0 when nothing went wrong."""
    with installation(kind) as place:
        people = signed_in("Drill", *DAYS)
        log = place.home / "log"
        served = Served(log)
        try:
            at_work = AtWork(served.port, people, _SEED, _REST_S)
            time.sleep(min(_WARM_S, seconds / 4))
            first = memory_mb(served.pids)
            time.sleep(seconds - min(_WARM_S, seconds / 4))
            last = memory_mb(served.pids)
            worked = at_work.end()
            said = log.read_text(encoding="utf-8").splitlines()
        finally:
            served.stop()
        ledger = Ledger()
        ledger.add(worked)
        told = [f"trouble: {each.trouble}" for each in worked if each.trouble]
        told += ["a connection broke" for each in worked if each.cut_off]
        told += faults(place.home, ledger, worked)
        told += [f"on stderr: {line}" for line in said]
    if last > first * _FLAT:
        told.append(f"memory grew by more than {_FLAT - 1:.0%}")
    _tell(kind, seconds, worked, first, last)
    for fault in told:
        print(fault)
    return int(bool(told))


def _tell(
    kind: str, seconds: float, worked: Sequence[Worked], first_mb: float, last_mb: float
) -> None:
    count = sum(len(each.done) for each in worked)
    print(
        f"soak on {kind}, {len(worked)} people, {seconds:.0f} s: {count} requests, "
        f"{count / seconds:.1f} a second; memory {first_mb:.0f} MB, then {last_mb:.0f} MB; "
        f"load {os.getloadavg()[0]:.1f}"
    )
    for what in ("read", "registered", "noted", "refused"):
        took = sorted(
            took_s
            for each in worked
            for done, took_s in zip(each.done, each.took_s, strict=True)
            if done.what == what
        )
        if took:
            shown = (f"{took[int(share * (len(took) - 1))] * 1000:.0f}" for share in SHARES)
            print(f"{what}: {len(took)}; ms at 50, 95, 99, 100 %: {', '.join(shown)}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m drills.soak")
    parser.add_argument("database", choices=KINDS)
    parser.add_argument("seconds", type=float)
    asked = parser.parse_args()
    try:
        return drill(asked.database, asked.seconds)
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return SKIPPED


if __name__ == "__main__":
    sys.exit(main())
