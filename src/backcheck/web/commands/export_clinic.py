"""``backcheck export``: a whole clinic in one file of open formats."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from backcheck.web.configuration.configuration import Configuration
from backcheck.web.keeping.exchange.fault_list import printable
from backcheck.web.keeping.exchange.faults import ExchangeFault
from backcheck.web.keeping.exchange.to_file import refuse_taken, write

from .installation import ready
from .set_up import refusals_told


def export(configuration: Configuration, out: Path, clinic: str | None) -> int:
    """Write the export, and record it.

    Args:
        configuration: of the installation.
        out: where nothing is yet.
        clinic: its name or its id; None when there is one alone.

    Returns:
        how many bytes it has.

    Raises:
        KeepingFault, SealingFault, KeyTrouble: there is no file; the message says what to do.
    """
    refuse_taken(out)
    ready(configuration)
    from backcheck.web.audit.event import Process  # noqa: PLC0415 after the set-up
    from backcheck.web.keeping.exchange.actions import give  # noqa: PLC0415

    with refusals_told("The export can't be made"):
        return write(out, give(_chosen(clinic), Process("export")))


def _chosen(named: str | None) -> UUID:
    from backcheck.web.clinics.queries import clinics  # noqa: PLC0415 after the set-up

    known = clinics()
    if not known:
        raise ExchangeFault("There is no clinic in this installation yet.")
    found = known if named is None else [each for each in known if _is(each, named)]
    if len(found) == 1:
        return found[0][0]
    listed = "".join(f"\n  {key}  {printable(name)}" for key, name in found or known)
    if found:
        raise ExchangeFault(f"Which clinic? Write --clinic with one of these ids:{listed}")
    raise ExchangeFault(f"There is no clinic {named!r}; write --clinic with one of these:{listed}")


def _is(known: tuple[UUID, str], named: str) -> bool:
    with suppress(ValueError):
        if known[0] == UUID(named):
            return True
    return known[1] == named


def told(out: Path, size: int) -> str:
    """What is printed."""
    return (
        f"{os.fspath(out)} ({size:,} bytes)\n"
        "It is not encrypted: keep it as you keep paper files, and delete it when it has served."
    )
