"""``score``: an Arrow table of events goes in, an Arrow table with one row a course comes out.

Nothing else is read or written, so any engine that hands Arrow tables to a function can carry it,
if all rows of a course come in one table: group by ``course`` (Spark's ``applyInArrow``, a map
over batches in Ray or Dask after a shuffle by course) and pass ``score``; ``SCHEMA`` is what it
returns. We write no scheduler of our own.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from backcheck.verdict.assessment import assess

from .answer_json import Json, to_json
from .fault import CourseFileFaults, Fault
from .flat_answer import flat
from .gathering import courses_of
from .table_rows import check_columns, nothing, table_rows

_TEXT, _WHOLE, _NUMBER, _YES_OR_NO = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_TEXTS = pa.list_(pa.string())
_INTERVAL = ("mean", "low", "high")


def _columns() -> Iterable[tuple[str, pa.DataType]]:
    """In the order of ``answer_json.to_json``."""
    yield from ((name, _TEXT) for name in ("course", "on", "stratum", "primary"))
    yield from ((name, _WHOLE) for name in ("ratings", "visits", "days_before", "days_after"))
    yield "also_started", _TEXT
    yield "ignored_after", _WHOLE
    yield from ((name, _TEXT) for name in ("verdict", "next_step"))
    yield from ((f"p_{name}", _NUMBER) for name in ("real", "one_point", "two_points", "worse"))
    yield from ((f"change_{name}", _NUMBER) for name in _INTERVAL)
    yield from ((name, _NUMBER) for name in ("level", "p_helping"))
    yield from ((f"effect_{name}", _NUMBER) for name in _INTERVAL)
    for course_goes in ("if_continued", "if_stopped"):
        yield from ((f"forecast_{course_goes}_{name}", _NUMBER) for name in _INTERVAL)
    yield "forecast_p_success_if_continued", _NUMBER
    yield from ((f"priors_{name}", _NUMBER) for name in ("neutral", "informed", "sceptical"))
    yield from ((f"relief_{name}", _NUMBER) for name in ("median_days", "p_longer"))
    yield "relief_enough", _YES_OR_NO
    yield from ((f"combined_effect_{name}", _NUMBER) for name in _INTERVAL)
    yield from ((f"combined_{name}", _NUMBER) for name in ("p_helping", "correlation"))
    yield "combined_signs", _WHOLE
    yield "discordant", _TEXTS
    for rule in ("two_points_or_30_percent", "week_against_week", "two_points_and_30_percent"):
        yield f"usual_rules_{rule}", _YES_OR_NO
    yield from ((name, _TEXTS) for name in ("because", "would_change", "cannot_show", "signs_said"))
    yield from ((f"five_sentences_{who}", _TEXTS) for who in ("practitioner", "patient"))
    yield "engine", _TEXT


SCHEMA: pa.Schema = pa.schema(list(_columns()))


def score(events: pa.Table) -> pa.Table:
    """The answer of every course, as ``check --json`` gives it.

    Args:
        events: the columns course, at, event, name and value of a course file (docs/course-file.md)
            as text; a null is an empty cell, other columns are ignored. A column ``line`` of
            integers says on which line of a text a row stood, for the faults; without it they
            count the rows of the table from 1.

    Returns:
        a table of ``SCHEMA``, a row a course in the order in which they first appear; null where
        the JSON has null.

    Raises:
        CourseFileFaults: every fault of every row; nothing is computed when there is any.
    """
    check_columns(events.schema)
    faults: list[Fault] = []
    courses = courses_of(table_rows(events, faults), faults)
    if not courses:
        raise CourseFileFaults([nothing()])
    return answers_table([flat(to_json(assess(course))) for course in courses])


def answers_table(rows: list[Json]) -> pa.Table:
    """Flat answers as a table of ``SCHEMA``.

    Raises:
        ValueError: a key that the schema does not have, or one that is missing.
    """
    for row in rows:
        if row.keys() != set(SCHEMA.names):
            raise ValueError(f"not the schema's: {sorted(row.keys() ^ set(SCHEMA.names))}")
    return pa.Table.from_pylist(rows, schema=SCHEMA)
