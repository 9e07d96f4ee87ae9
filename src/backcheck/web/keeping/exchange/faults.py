"""What can go wrong. Messages say what to do and hold nothing of a patient."""

from __future__ import annotations

from backcheck.web.keeping.faults import KeepingFault


class ExchangeFault(KeepingFault):
    """It can't be done, and nothing was changed; the message says what to do."""


class NotTaken(ExchangeFault):
    """A file that can't be taken in; the message lists every fault, one a line."""
