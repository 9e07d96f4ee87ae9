"""``backcheck simulate``: how often each answer is given where the truth is known."""

from __future__ import annotations

import argparse

from backcheck.knowledge.scenarios import Scenario, scenarios

from .exits import WrongUsage

_DESCRIPTION = """\
Simulate courses of which the truth is known, answer each, and count: how often is each verdict
given, and how often do the usual rules say "helped"? The figures of this release, with the meaning
of every scenario, are in docs/generated/how-often-wrong.md; the same seed and number give the same
counts on every machine, whatever the number of its cores."""
_N, _MOST, _SEED = 100, 100_000, 2026


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "simulate",
        help="how often each answer is wrong, on simulated courses",
        description=_DESCRIPTION,
        epilog="scenarios: " + ", ".join(scenarios().all),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--scenario", metavar="S", help="only this scenario (default: all)")
    parser.add_argument(
        "--n", type=_n, default=_N, metavar="N", help=f"courses a scenario (default: {_N})"
    )
    parser.add_argument(
        "--seed",
        type=_seed,
        default=_SEED,
        metavar="K",
        help=f"another seed draws other people (default: {_SEED}, that of the figures)",
    )
    parser.add_argument("--json", action="store_true", help="a JSON list, one object a scenario")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    """Counts on standard output, progress on standard error.

    Raises:
        WrongUsage: no such scenario.
        BadInput: a worker process was killed; there is no file of input to blame.
    """
    wanted = _chosen(arguments.scenario)
    from . import simulated  # the engine is for a run alone  # noqa: PLC0415

    simulated.show(wanted, arguments.n, arguments.seed, as_json=arguments.json)


def _chosen(name: str | None) -> list[Scenario]:
    known = scenarios().all
    if name is None:
        return list(known.values())
    if name not in known:
        raise WrongUsage(f"--scenario {name!r}: there is {', '.join(known)}")
    return [known[name]]


def _n(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _MOST):
        raise argparse.ArgumentTypeError(f"a whole number from 1 to {_MOST:,}")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) < 2**32):
        raise argparse.ArgumentTypeError("a seed is a whole number from 0 to 4294967295")
    return int(text)
