# Each target says in one line what it did. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8000
WORKERS ?= 2

.PHONY: help run test check test-postgres bench fix messages openapi shots docs

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/ready: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check uv
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet -r requirements.txt -e .
	@touch $@
	@echo "Installed what the site needs into $(VENV)."

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet -r requirements-dev.txt -e .
	@touch $@
	@echo "Installed what tests and tools need into $(VENV)."

.PHONY: browser
browser:
	@if ! command -v chromium >/dev/null; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null && echo "Installed chromium for the browser tests."; \
	  else \
	    echo "The browser tests need chromium: sudo apt-get install chromium" >&2; exit 1; \
	  fi; \
	fi

run: $(VENV)/ready ## Set up, load the demo on an empty database, serve on http://localhost:8000
	@$(BIN)/chibo migrate
	@$(BIN)/chibo demo
	@$(BIN)/chibo run --port $(PORT)

test: $(VENV)/ready-dev browser ## Set up and run every test
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup
	@echo "Every test passed."

test-postgres: $(VENV)/ready-dev browser ## The same suite on a PostgreSQL server of its own
	@$(BIN)/python -W ignore -m tests.postgres $(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup
	@echo "Every test passed on PostgreSQL."

check: $(VENV)/ready-dev ## Style, layers, types, migrations, then the tests
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/lint-imports --no-cache >/dev/null
	@$(BIN)/mypy src/chibo/domain src/chibo/*/services* src/chibo/*/queries*
	@$(BIN)/djlint --quiet --check --lint templates
	@CHIBO_DATABASE_URL=sqlite:////tmp/chibo-check.sqlite3 $(BIN)/python manage.py makemigrations --check --dry-run >/dev/null
	@echo "Style, layers, types and migrations are in order."
	@$(MAKE) --no-print-directory test

bench: $(VENV)/ready-dev ## Our speed beside peers and limits, in one run
	@$(BIN)/python -W ignore -m bench.placement
	@$(BIN)/python -W ignore -m bench.scale
	@echo "Measured; each figure stands beside its peer or limit."

fix: $(VENV)/ready-dev ## Format the code
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@echo "Formatted."

messages: $(VENV)/ready-dev ## Bring the catalogues up to date (needs gettext)
	@command -v xgettext >/dev/null || { echo "This needs gettext: sudo apt-get install gettext" >&2; exit 1; }
	@$(BIN)/django-admin makemessages -l en --no-location --no-wrap --ignore '.venv*' --ignore tests --ignore bench
	@$(BIN)/django-admin compilemessages -l en --ignore '.venv*'
	@echo "locale/en is up to date; look for empty msgstr."

openapi: $(VENV)/ready-dev ## Write docs/openapi.json
	@$(BIN)/python manage.py export_openapi_schema --api chibo.config.api.api --indent 1 --output docs/openapi.json
	@echo "Wrote docs/openapi.json."

shots: $(VENV)/ready-dev browser ## Take the screenshots of the README
	@$(BIN)/python -m tests.shots
	@echo "Wrote docs/images."

docs: $(VENV)/ready-dev ## Write docs/permissions.md
	@$(BIN)/python -m tests.contracts.permission_table
	@echo "Wrote docs/permissions.md."
