"""What would be believed had one reading never been made, for each reading in turn.

The run is a fold, so the posterior before reading i is shared by all that leave out a later one:
one way there, and from each reading the rest of the way, about half of n whole runs. In the cells
it is given this is exact: each is the run of all events but that one.

How it is used: docs/model.md, "Does it hold?"
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .model import Placed, Prior
from .run import Happening, Posterior, Reading, blocks, first_day, further


def each_left_out(
    prior: Prior, happenings: Sequence[Happening], placed: Sequence[Placed]
) -> Iterator[tuple[int, Posterior]]:
    """The place of each reading but the first among the events, and the posterior without it.

    The first reading is where time begins: without it every event has another time, so that is a
    run of its own and isn't made here.

    Args:
        prior: what is believed beforehand.
        happenings: in the order of time, at equal times readings before treatments.
        placed: the cells of each natural course.
    """
    before: Posterior = tuple(blocks(prior, placed, first_day(happenings)))
    is_first = True
    for place, event in enumerate(happenings):
        if isinstance(event, Reading):
            if not is_first:
                yield place, further(before, happenings[place + 1 :])
            is_first = False
        before = further(before, [event])
