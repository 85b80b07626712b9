"""The command line: plan a programme, or check one. `python -m optimiser --help` says how."""

from __future__ import annotations

import sys

from optimiser.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
