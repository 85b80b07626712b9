"""The arguments of the command line."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable

KINDS = {
    "programme": "plan a term of support sessions",
    "tables": "seat an evening at rotating tables",
    "meetings": "plan a day of one-to-one meetings",
}


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="python -m optimiser", description="Plans programmes, evenings and days of meetings."
    )
    commands = found.add_subparsers(
        dest="command", required=True, metavar="programme|tables|meetings|check|remedies"
    )
    for kind, text in KINDS.items():
        _plan(commands.add_parser(kind, help=text, allow_abbrev=False))
    checks = commands.add_parser("check", help="check a plan", allow_abbrev=False)
    checks.add_argument("kind", choices=list(KINDS))
    checks.add_argument("problem")
    checks.add_argument("solution")
    checks.add_argument("--previous", help="the solution it was re-planned from")
    remedies = commands.add_parser("remedies", help="what would help most", allow_abbrev=False)
    remedies.add_argument("problem")
    remedies.add_argument("solution")
    remedies.add_argument("--most", type=_whole(1, 1000), default=10, help="how many (10)")
    _limit(remedies, 20.0)
    _common(remedies)
    return found


def _plan(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("problem", help="the problem as JSON; - reads standard input")
    _limit(plan, 10.0)
    _common(plan)
    plan.add_argument("--previous", help="a solution to begin with, or to change little")
    plan.add_argument("--moves", type=_share, help="share of it moved without need (0.02)")
    plan.add_argument("--certificate", action="store_true", help="write what proves the bound")


def _limit(plan: argparse.ArgumentParser, seconds: float) -> None:
    limit = plan.add_mutually_exclusive_group()
    limit.add_argument("--seconds", type=_seconds, default=seconds, help=f"time ({seconds:g})")
    limit.add_argument("--work", type=_whole(0), help="steps to search: the same bytes every time")


def _common(plan: argparse.ArgumentParser) -> None:
    plan.add_argument("--workers", type=_whole(1, 64), default=2, help="processes (2)")
    plan.add_argument("--seed", type=_whole(0, 2**31 - 1000), default=1, help="of all chance (1)")
    plan.add_argument("--output", help="a file, replaced when the plan is complete")


def _seconds(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or not 0 < value <= 1e6:
        raise argparse.ArgumentTypeError("must be a number of seconds above 0")
    return value


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("must be a share from 0 to 1")
    return value


def _whole(least: int, most: int = 10**9) -> Callable[[str], int]:
    def whole(text: str) -> int:
        value = int(text) if len(text) < 20 else most + 1
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}")
        return value

    return whole
