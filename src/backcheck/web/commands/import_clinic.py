"""``backcheck import``: a clinic of another installation is taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from backcheck.web.configuration.configuration import Configuration
from backcheck.web.keeping.exchange.fault_list import printable

from .installation import ready
from .set_up import refusals_told

if TYPE_CHECKING:
    from backcheck.web.keeping.exchange.importing import Taken


def take_in(configuration: Configuration, file: Path) -> Taken:
    """Take the clinic in.

    Raises:
        KeepingFault, SealingFault, KeyTrouble: nothing was written; the message lists every fault.
    """
    ready(configuration)
    from backcheck.web.keeping.exchange.importing import take  # noqa: PLC0415 after the set-up

    with refusals_told("The clinic can't be written"):
        return take(file)


def told(taken: Taken) -> str:
    """What is printed; the link is shown this once."""
    owner = printable(taken.owner)
    return (
        f"Imported: {printable(taken.name)} ({taken.clinic}), {taken.rows} rows; "
        f"{taken.events} events of its earlier trail, for reading\n"
        f"Nobody can sign in yet. For its owner {owner}, once and within 24 hours, at "
        f"the address that `backcheck serve` prints:\n/welcome/{taken.secret}/"
    )
