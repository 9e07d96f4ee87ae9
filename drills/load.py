"""Several people at work at once, each on a connection of their own, until they are cut off."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from drills.browser import Browser
from drills.deeds import Done, Somebody


@dataclass
class Worked:
    """What one person did.

    Attributes:
        done: what was acknowledged, in order.
        took_s: how long each took, seen from outside.
        cut_off: whether one more was under way when the connection broke.
        trouble: an answer that no working server gives.
    """

    who: Somebody
    done: list[Done] = field(default_factory=list)
    took_s: list[float] = field(default_factory=list)
    cut_off: bool = False
    trouble: Exception | None = None


class AtWork:
    """People at work; ``end`` says what they did."""

    def __init__(self, port: int, people: Sequence[Somebody], seed: int, rest_s: float = 0) -> None:
        """Begin. Between two things everybody rests for up to twice ``rest_s``."""
        self._rest_s = rest_s
        self._over = threading.Event()
        self._worked = [Worked(who) for who in people]
        self._threads = [
            threading.Thread(target=self._work, args=(port, worked, Random(f"{seed} {number}")))
            for number, worked in enumerate(self._worked)
        ]
        for thread in self._threads:
            thread.start()

    def wait(self, count: int, within_s: float) -> None:
        """Come back when so much was acknowledged, or after a while."""
        until = time.monotonic() + within_s
        while sum(len(each.done) for each in self._worked) < count and time.monotonic() < until:
            time.sleep(0.002)

    def end(self) -> list[Worked]:
        """Let nobody begin anything more, and wait for all."""
        self._over.set()
        for thread in self._threads:
            thread.join()
        return self._worked

    def _work(self, port: int, worked: Worked, chance: Random) -> None:
        browser = Browser(port, worked.who.session)
        try:
            while not self._over.is_set():
                began = time.monotonic()
                done = chance.choice(worked.who.deeds)(browser, worked.done, chance)
                worked.took_s.append(time.monotonic() - began)
                worked.done.append(done)
                self._over.wait(chance.uniform(0, 2 * self._rest_s))
        except (OSError, http.client.HTTPException):
            worked.cut_off = True
        except Exception as error:
            worked.trouble = error
        finally:
            browser.close()
