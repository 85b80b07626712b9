"""Sums what several runs of pytest said into one line in pytest's words."""

import re
from collections import Counter
from collections.abc import Iterable

WORDS = ("failed", "passed", "skipped", "xfailed", "xpassed", "error")
COUNT = re.compile(rf"(\d+) ({'|'.join(WORDS)})s?\b")


def counts(output: str) -> Counter[str]:
    """What the last line of one run says: {"passed": 312, …}."""
    lines = [line for line in output.splitlines() if re.search(r" in [\d.]+s", line)]
    found = COUNT.findall(lines[-1]) if lines else []
    return Counter({word: int(number) for number, word in found})


def total_line(outputs: Iterable[str], seconds: float) -> str:
    """All runs as one line: "1 failed, 312 passed in 61.20s"."""
    total = sum((counts(output) for output in outputs), Counter[str]())
    said = ", ".join(f"{total[word]} {word}" for word in WORDS if total[word])
    return f"{said or 'no tests ran'} in {seconds:.2f}s"
