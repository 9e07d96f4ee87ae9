"""What a log never holds: the secret of an address."""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(r"(/welcome/)[^/\s?'\"]+")


class NoSecrets(logging.Filter):
    """Blot the secret of a one-time link out of every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the line without it."""
        record.msg, record.args = _SECRET.sub(r"\1…", record.getMessage()), None
        return True
