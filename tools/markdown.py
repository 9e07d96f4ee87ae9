"""Tables of the generated pages."""

from __future__ import annotations

from collections.abc import Sequence


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], numbers: bool = True) -> str:
    """A table; all columns but the first are numbers unless told otherwise."""
    ruler = "|---|" + ("---:|" if numbers else "---|") * (len(columns) - 1)
    lines = [_line(columns), ruler, *(_line(row) for row in rows)]
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
