"""How a command ends: 0 done, 1 bad or missing input, 2 wrong usage, 3 our fault."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable

DONE, BAD_INPUT, WRONG_USAGE, OUR_FAULT = 0, 1, 2, 3
_INTERRUPTED = 130


class BadInput(Exception):
    """The input is missing or has faults; the message says where and what to write instead."""


class WrongUsage(Exception):
    """The command line asks for what isn't there; the message says what there is."""


def _speak_utf8() -> None:
    """A pipe gets UTF-8 whatever the locale says; a terminal never fails for a letter it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")


def ending(command: Callable[[], None]) -> int:
    """Run a command and give its exit code; a user's mistake never shows a traceback."""
    _speak_utf8()
    try:
        command()
        sys.stdout.flush()
    except BadInput as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except WrongUsage as error:
        print(f"backcheck: {error}", file=sys.stderr)
        return WRONG_USAGE
    except BrokenPipeError:
        # The reader went away (as in "| head"): nothing is wrong, and nothing more is written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception:
        traceback.print_exc()
        print(
            "This is our fault, not yours. Please report it with the lines above.", file=sys.stderr
        )
        return OUR_FAULT
    return DONE
