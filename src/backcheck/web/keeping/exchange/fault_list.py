"""Every fault of a file, told at once; of a file with a million, the first hundred."""

from __future__ import annotations

from .faults import NotTaken
from .form import FAULTS_TOLD


def printable(text: str) -> str:
    """Text of a file without what would steer a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


class FaultList:
    """Faults, as they are found."""

    def __init__(self) -> None:
        self._told: list[str] = []

    def add(self, file: str, line: int | None, told: str) -> None:
        """One more: where, and what to do.

        Raises:
            NotTaken: there are too many to go on.
        """
        where = f"{file}, line {line}" if line else file
        self._told.append(printable(f"{where}: {told}"))
        if len(self._told) >= FAULTS_TOLD:
            self._told.append(f"... and maybe more after these {FAULTS_TOLD}; mend them first")
            self.refuse()

    def refuse(self) -> None:
        """End it, if there is any.

        Raises:
            NotTaken: there is.
        """
        if self._told:
            raise NotTaken("\n".join(self._told))
