# Every target that people type; `make help` lists them. The work itself is in scripts/ and manage.py.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo demo-month demo-2027 run trial trial-erase backup restore check fix messages pictures sizes requirements
.PHONY: test test-postgres races browser bench bench-rooms bench-optimiser clean

HOST ?= 127.0.0.1
PORT ?= 8000
TRIAL_PORT ?= 8100
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && exit; done; echo python3)
VENV := .venv/bin
MANAGE := $(VENV)/python manage.py

help: ## List what can be asked for
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Bring everything that running and testing need (a second run does nothing)
	@$(PYTHON) scripts/setup.py

demo: setup ## Serve a believable hub with fictional people on PORT (8000), sign-ins printed
	@ELSPACE_DEMO=1 PUBLIC_URL=http://127.0.0.1:$(PORT) $(MANAGE) start_demo --port $(PORT)

demo-month: setup ## The same after a month of use: 150 people, 300 needs, 120 sessions (a minute to lay)
	@ELSPACE_DEMO=month PUBLIC_URL=http://127.0.0.1:$(PORT) $(MANAGE) start_demo --port $(PORT)

demo-2027: setup ## The same on the fixed term of 2027 (Ramadan, Eid), the clock set to 16 February
	@ELSPACE_DEMO=1 ELSPACE_DEMO_TODAY=2027-02-16 PUBLIC_URL=http://127.0.0.1:$(PORT) \
		$(MANAGE) start_demo --port $(PORT)

run: setup ## Serve your own hub: empty at first, production settings; HOST and PORT can be given
	@$(PYTHON) scripts/secret.py
	@$(MANAGE) start_hub --host $(HOST) --port $(PORT)

trial: setup ## Serve a trial hub beside yours, in another colour, on TRIAL_PORT (8100); nothing of it is real
	@ELSPACE_TRIAL=1 PUBLIC_URL=http://127.0.0.1:$(TRIAL_PORT) $(MANAGE) start_hub --port $(TRIAL_PORT)

trial-erase: setup ## Make the trial hub new again; yours is not touched
	@ELSPACE_TRIAL=1 $(MANAGE) erase_trial

backup: setup ## Write database and media into one file in var/backups/
	@$(PYTHON) scripts/secret.py
	@$(MANAGE) backup

# `make restore FILE` and `make restore FILE=path` both work.
ifeq (restore,$(firstword $(MAKECMDGOALS)))
FILE ?= $(wordlist 2,2,$(MAKECMDGOALS))
$(eval .PHONY: $(wordlist 2,9,$(MAKECMDGOALS)))
$(eval $(wordlist 2,9,$(MAKECMDGOALS)):;@:)
endif
restore: setup ## Put a backup back: make restore FILE=var/backups/….tar.gz
	@$(PYTHON) scripts/secret.py
	@$(MANAGE) restore "$(FILE)"

check: setup ## Fast checks: format, lint, types, layers, migrations, strings, templates, security
	@$(VENV)/python scripts/check.py

fix: setup ## Put format and simple findings right
	@$(VENV)/ruff check --fix . ; $(VENV)/ruff format .

pictures: setup ## Take the guides' pictures again (needs Chromium); PICTURES=besoins takes those alone
	@$(VENV)/python -m scripts.pictures $(PICTURES)

messages: setup ## Extract new strings into locale/ (needs gettext), compile them
	@scripts/messages

sizes: setup ## The ten largest files and functions, to look at
	@$(VENV)/python scripts/sizes.py

requirements: setup ## Pin and hash requirements/*.in again; arguments in ARGS, as --upgrade
	@scripts/requirements $(ARGS)

test: setup ## Everything: checks, unit and journeys and races on SQLite, then the browser once
	@DATABASE_URL=sqlite:///var/tests.sqlite3 $(VENV)/python scripts/test.py check unit races browser

test-postgres: setup ## Unit, journeys and races on the PostgreSQL of DATABASE_URL
	@$(VENV)/python scripts/test.py --postgres unit races

races: setup ## Race for rooms, seats, series, desks on the database of DATABASE_URL; ROUNDS=10 OPERATIONS=10000
	@ROUNDS=$(or $(ROUNDS),1) OPERATIONS=$(or $(OPERATIONS),160) $(VENV)/python -m pytest -q -s -m race tests/races/test_booking.py \
		tests/races/test_booking_served.py tests/races/test_mixed.py

browser: setup ## The browser tests alone
	@DATABASE_URL=sqlite:///var/tests.sqlite3 $(VENV)/python scripts/test.py browser

bench: setup ## Processor time, queries and bytes of each page at demo size; ARGS=month for a full house
	@$(VENV)/python benchmarks/pages.py $(ARGS)

bench-rooms: setup ## Timeline, booking and reception with 50 and 300 rooms, 200 and 2,000 bookings, in French and Arabic
	@$(VENV)/python benchmarks/rooms.py

bench-optimiser: setup ## The three planners beside honest baselines, in one run
	@$(VENV)/python benchmarks/optimiser.py

clean: ## Remove what setup made; keeps .env and var/ (your data)
	@rm -rf .venv .stamps node_modules static .mypy_cache .ruff_cache .import_linter_cache .hypothesis
