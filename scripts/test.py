"""All tests in named parts: check, unit (with journeys), races, browser; times, then one total.

The last line is worded as pytest words its own, summed over the parts.
"""

import argparse
import os
import shutil
import sys

from parts import ENVIRONMENT, Outcome, headline, run_part
from totals import total_line

PYTEST = [sys.executable, "-m", "pytest", "-q"]
PARTS = {
    "check": [sys.executable, "scripts/check.py"],
    "unit": [*PYTEST, "-n", "auto", "-m", "not browser and not race"],
    "races": [*PYTEST, "-m", "race"],
    "browser": [*PYTEST, "-n", "auto", "-m", "browser"],
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = """
****************************************************************************
*** NO CHROMIUM ON THIS MACHINE: THE BROWSER TESTS DID NOT RUN.
*** To bring it:  sudo apt-get install -y --no-install-recommends chromium
****************************************************************************
"""


def chromium() -> str:
    """The browser the tests drive, "" where the machine has none."""
    named = os.environ.get("CHROMIUM", "")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="+", choices=PARTS)
    parser.add_argument("--postgres", action="store_true", help="refuse any other database")
    asked = parser.parse_args()
    if asked.postgres and not ENVIRONMENT["DATABASE_URL"].startswith("postgres"):
        sys.exit("Give DATABASE_URL: postgres://role:password@host:port/database")
    ENVIRONMENT["CHROMIUM"] = chromium()
    outcomes = []
    for name in asked.parts:
        if name == "browser" and not ENVIRONMENT["CHROMIUM"]:
            print(NO_BROWSER, flush=True)
            outcomes.append(Outcome("browser", 1 if os.environ.get("CI") else 0, 0, ""))
            continue
        headline(name)
        outcomes.append(run_part(name, PARTS[name], shown=True))
    headline("seconds")
    for outcome in outcomes:
        failed = "  FAILED" if outcome.code else ""
        print(f"  {outcome.name:<10} {outcome.seconds:7.1f}{failed}")
    tests = [outcome for outcome in outcomes if outcome.name != "check"]
    seconds = sum(outcome.seconds for outcome in tests)
    print(total_line([outcome.output for outcome in tests], seconds), flush=True)
    return 1 if any(outcome.code for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
