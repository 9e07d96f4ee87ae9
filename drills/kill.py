"""``kill -9`` at random moments under writing load: what was acknowledged is there, and whole.

A clinic is served as its owner would serve it, four people write at once, and at a moment nobody
knows every process of the server is ended with no time for anything; on PostgreSQL, in a third of
the rounds, every process of the database's server too. Then both are started again, and the whole
database is looked at.

    python -m drills.kill sqlite 200
    python -m drills.kill postgresql 200 --seed 7
"""

from __future__ import annotations

import argparse
import os
import secrets
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from drills.deeds import noted, refused, registered
from drills.found import Ledger, faults
from drills.installation import KINDS, SKIPPED, Installation, installation
from drills.load import AtWork, Worked
from drills.people import signed_in
from drills.serving import Served
from tests.support.postgres import NoServer

DAYS = (*[(registered, noted)] * 3, (refused,))
MOST = 25  # acknowledged before the kill: from none to so many
WITHIN_S = 5.0  # and if they take longer, then now
A_WRITE_S = 0.08  # somewhere between the beginning and the end of the next


@dataclass(frozen=True)
class Round:
    """One kill, and what was found after it."""

    worked: list[Worked]
    with_database: bool
    back_after_s: float
    faults: list[str]


def rounds(place: Installation, chance: Random) -> Iterator[Round]:
    """Kill and look, again and again."""
    people = signed_in("Drill", *DAYS)
    ledger = Ledger()
    log = place.home / "log"
    served = Served(log)
    try:
        while True:
            at_work = AtWork(served.port, people, chance.randrange(2**32))
            at_work.wait(chance.randrange(MOST), WITHIN_S)
            time.sleep(chance.uniform(0, A_WRITE_S))
            with_database = place.cluster is not None and chance.random() < 1 / 3
            if with_database and chance.random() < 0.5:
                _kill_database(place)
                served.kill()
            else:
                served.kill()
                if with_database:
                    _kill_database(place)
            worked = at_work.end()
            ledger.add(worked)
            began = time.monotonic()
            if with_database and place.cluster is not None:
                place.cluster.start()
            served = Served(log)
            back_after_s = time.monotonic() - began
            found = [*_trouble(worked, with_database), *faults(place.home, ledger, worked)]
            yield Round(worked, with_database, back_after_s, found)
    finally:
        served.kill()


def _kill_database(place: Installation) -> None:
    assert place.cluster is not None
    place.cluster.kill()


def _trouble(worked: list[Worked], with_database: bool) -> Iterator[str]:
    """While the database dies first the server may say that it is gone, and nothing else."""
    for each in worked:
        told = str(each.trouble or "")
        if told and not (with_database and told.startswith("503")):
            yield f"while working: {told}"


def drill(kind: str, count: int, seed: int) -> int:
    """Do it, and print what was found as it goes; how many rounds went wrong."""
    print(f"kill -9 on {kind}, {count} rounds, seed {seed}", flush=True)
    began, wrong, done, cut, databases = time.monotonic(), 0, 0, 0, 0
    slowest_s = 0.0
    with installation(kind) as place:
        for number, each in enumerate(rounds(place, Random(seed)), start=1):
            wrong += bool(each.faults)
            done += sum(len(worked.done) for worked in each.worked)
            cut += sum(worked.cut_off for worked in each.worked)
            databases += each.with_database
            slowest_s = max(slowest_s, each.back_after_s)
            for fault in each.faults:
                print(f"round {number}: {fault}", flush=True)
            if number % 10 == 0 or number == count:
                print(
                    f"{number} kills ({databases} with the database's server): {done} acknowledged "
                    f"writes, {cut} cut off, {wrong} rounds wrong; back after at most "
                    f"{slowest_s:.1f} s; {time.monotonic() - began:.0f} s, load "
                    f"{os.getloadavg()[0]:.1f}",
                    flush=True,
                )
            if number == count:
                return wrong
    raise AssertionError("there is always another round")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m drills.kill", description=__doc__.split("\n\n")[0]
    )
    parser.add_argument("database", choices=KINDS)
    parser.add_argument("rounds", type=int)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    asked = parser.parse_args()
    try:
        return min(drill(asked.database, asked.rounds, asked.seed), 1)
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return SKIPPED


if __name__ == "__main__":
    sys.exit(main())
