# The whole workflow. `make` alone lists it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Where Python is told to keep no bytecode, each of the hundreds of processes that the tests start compiles all of Headway.
export PYTHONDONTWRITEBYTECODE :=

venv := .venv
python := $(venv)/bin/python
pip := $(python) -m pip --quiet --disable-pip-version-check --no-input
compile := $(venv)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url
# ClickHouse's engine asks for it to make data frames, which nobody here wants; there, pyarrow would load it each time.
left_out := --no-emit-package pandas
front_end := package.json package-lock.json .npmrc hatch_build.py
messages := $(wildcard src/headway/locale/*/LC_MESSAGES/*.po)
exact := engine metrics reports planning importers replay
# Their own tests have to reach every line of them. To watch lines takes half as long again, so the rest goes unwatched.
counting := $(addprefix tests/,engine metrics reports planning importers replay oracles conformance)
measured := $(addprefix --cov headway.,$(exact)) --cov-report=
# A file is run by one worker, since its tests share what they start (a server, the events of a bank), the long ones first.
pytest := $(python) -m pytest -n 2 --dist loadfile --no-loadscope-reorder
# Those in a browser, which run here alone, wait more than they compute: one more worker, and both databases at a time.
on_sqlite := env -u HEADWAY_DATABASE_URL $(pytest) -n 3
on_postgresql := $(python) tests/postgresql.py $(pytest)
others := $(addprefix --ignore ,$(counting))

.PHONY: help
help: ## list these recipes
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 16

.PHONY: run
run: $(venv)/headway.stamp ## set up what is missing, then start Headway
	@exec $(venv)/bin/headway

.PHONY: test
test: tools browser database java ## check the code, and run the tests on SQLite and on PostgreSQL
	@rm -f .coverage .coverage.* .tested-*
	@$(MAKE) --jobs 2 tested-numbers check
	@$(MAKE) --jobs 2 tested-on-sqlite tested-on-postgresql
	@$(MAKE) gate
	@echo "What counts and measures, on every engine; the rest on SQLite; of it, what touches the database, on PostgreSQL:"
	@tail -q -n 1 .tested-numbers.txt .tested-on-sqlite.txt .tested-on-postgresql.txt

.PHONY: tested-numbers
tested-numbers:
	$(on_postgresql) $(counting) $(measured) | tee .tested-numbers.txt

.PHONY: tested-on-sqlite
tested-on-sqlite:
	$(on_sqlite) $(others) | tee .tested-on-sqlite.txt

# Its words follow when it is done, so that those of two runs do not mix.
.PHONY: tested-on-postgresql
tested-on-postgresql:
	@$(on_postgresql) --only-database $(others) > .tested-on-postgresql.txt 2>&1 || passed=no; \
		cat .tested-on-postgresql.txt; [ -z "$${passed:-}" ]

.PHONY: check
check: tools ## ruff, mypy and the import contracts
	$(venv)/bin/ruff check
	$(venv)/bin/ruff format --check
	HEADWAY_SECRET_KEY=checking $(venv)/bin/mypy
	$(venv)/bin/lint-imports --no-logo

.PHONY: format
format: tools ## put the code in shape
	$(venv)/bin/ruff check --fix
	$(venv)/bin/ruff format

.PHONY: cover
cover: tools browser database java ## run the tests on PostgreSQL and show which lines and branches they missed
	@rm -f .coverage .coverage.*
	$(on_postgresql) $(measured)
	@echo "Coverage of the web and the doors, as it is:"
	@$(venv)/bin/coverage report --include "*/headway/web/*,*/headway/cli/*,*/headway/mcp/*"
	@$(MAKE) gate

.PHONY: gate
gate:
	@echo "Coverage of what counts and measures, which must be whole:"
	@$(venv)/bin/coverage report --fail-under 100 --include "$$(printf '*/headway/%s/*,' $(exact))"

.PHONY: bench
bench: tools ## measure Headway against hand-written SQL
	$(python) -m bench

.PHONY: docs
docs: tools ## write the reference pages anew
	$(python) -m docs.generate

.PHONY: messages
messages: tools ## collect the texts to be translated
	@command -v xgettext >/dev/null || .ci/need gettext
	cd src/headway && HEADWAY_SECRET_KEY=collecting $(CURDIR)/$(python) -m django makemessages --settings headway.web.settings \
		--locale ru --locale hu --add-location file --no-wrap --no-obsolete --ignore 'static/vendor/*'

.PHONY: lock
lock: tools ## pin all that is installed, with hashes
	$(compile) --upgrade pyproject.toml --output-file locks/run.txt
	$(compile) --upgrade pyproject.toml --extra test --extra bench --constraint locks/run.txt $(left_out) --output-file locks/test.txt
	npm install --package-lock-only

.PHONY: assets
assets: $(venv)/headway.stamp ## fetch the front-end files and compile the translations, where they changed

.PHONY: clean
clean: ## remove what checks, tests and builds leave
	rm -rf .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist htmlcov
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: tools
tools: $(venv)/test.stamp $(venv)/headway.stamp

.PHONY: browser
browser:
	@command -v chromium >/dev/null || .ci/need chromium

.PHONY: database
database:
	@[ -n "$${HEADWAY_DATABASE_URL:-}" ] || compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null \
		|| command -v initdb >/dev/null || .ci/need postgresql

.PHONY: java
java:
	@command -v java >/dev/null || .ci/need openjdk-17-jre-headless

$(venv)/bin/pip:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Headway needs Python 3.11 or later; 'python3' is older or missing here. Install it, then try again."; exit 1; }
	@python3 -c 'import ensurepip' 2>/dev/null || .ci/need python3-venv
	@echo "Setting up Headway in $(venv). The first time takes about a minute."
	@python3 -m venv $(venv)

$(venv)/run.stamp: locks/run.txt | $(venv)/bin/pip
	@$(pip) install --require-hashes --requirement locks/run.txt
	@touch $@

$(venv)/test.stamp: locks/test.txt | $(venv)/run.stamp
	@$(pip) install --require-hashes --no-deps --requirement locks/test.txt
	@touch $@

$(venv)/headway.stamp: pyproject.toml $(front_end) $(messages) $(venv)/run.stamp
	@$(pip) install --no-deps --editable .
	@touch $@
