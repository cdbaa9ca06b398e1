# `make` alone lists what there is to do. Nothing has to be installed by hand but Python 3.11 or newer and make.
.DEFAULT_GOAL := help
.PHONY: help run test check test-postgres bench fix messages openapi shots docs chromium gettext
SHELL := /bin/bash

PYTHON ?= python3
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
BIN := $(VENV)/bin
MANAGE := DJANGO_SETTINGS_MODULE=chibo.config.settings $(BIN)/python manage.py
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadgroup -q

help: ## List what there is to do.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## (.*)/\1\t\2/' | expand -t 16

run: $(VENV)/.installed ## Load the demo if the database is empty and serve the site (HOST, PORT, CHIBO_DATABASE_URL).
	@$(BIN)/chibo migrate
	@$(BIN)/chibo demo --if-empty
	@$(BIN)/chibo run --host $(HOST) --port $(PORT) --workers $(WORKERS)

test: $(VENV)/.installed-dev chromium ## Run every test.
	@$(PYTEST)
	@echo "make test: every test passed."

check: $(VENV)/.installed-dev gettext ## Everything that is checked before a change goes in, the tests included.
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy src/chibo/domain src/chibo/cli $(wildcard src/chibo/*/services src/chibo/*/services.py src/chibo/*/queries src/chibo/*/queries.py)
	@$(BIN)/djlint templates --lint --quiet --profile django --ignore H015,H043
	@$(MANAGE) makemigrations --check --dry-run
	@before=$$(cat locale/*/LC_MESSAGES/django.po | cksum); $(MAKE) -s messages; \
	  [ "$$before" = "$$(cat locale/*/LC_MESSAGES/django.po | cksum)" ] || \
	  { echo "make check: words were added or changed; translate them in locale/en." >&2; exit 1; }
	@$(MAKE) -s test
	@echo "make check: lint, types, migrations, messages and tests are in order."

test-postgres: $(VENV)/.installed-dev chromium ## Run every test on PostgreSQL (a server of its own in a temporary folder).
	@$(BIN)/python -m tests.postgres $(PYTEST)
	@echo "make test-postgres: every test passed on PostgreSQL."

bench: $(VENV)/.installed-dev ## Measure beside peers and limits: placement, calendars, then 100,000 members on both databases.
	@$(BIN)/python -m bench.placement
	@$(BIN)/python -m bench.calendars
	@$(BIN)/python -m bench.scale
	@echo "make bench: done; read the ratios, not the times."

fix: $(VENV)/.installed-dev ## Put code and templates into the house's form.
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

messages: $(VENV)/.installed-dev gettext ## Collect words to translate into locale/en and compile the catalogues.
	@$(MANAGE) makemessages -l en -i '.venv*' -i var -i build -i tests -i bench \
	  --no-obsolete --no-wrap --add-location never >/dev/null
	@po=locale/en/LC_MESSAGES/django.po; msgcat --sort-output --no-wrap -o $$po $$po && \
	  sed -i -E '/^"(POT-Creation-Date|Report-Msgid-Bugs-To)/d' $$po
	@for po in locale*/*/LC_MESSAGES/django.po; do msgfmt --check-format -o "$${po%.po}.mo" "$$po" || exit 1; done
	@echo "make messages: $$(msgfmt --statistics -o /dev/null locale/en/LC_MESSAGES/django.po 2>&1)"

openapi: $(VENV)/.installed-dev ## Write the description of the REST API to docs/openapi.json.
	@$(MANAGE) export_openapi_schema --api chibo.config.api.api --indent 1 --output docs/openapi.json
	@echo "make openapi: docs/openapi.json written."

shots: $(VENV)/.installed-dev chromium ## Take the README's pictures anew, from the demo.
	@$(BIN)/python -m tests.shots
	@echo "make shots: $$(find docs/images -name '*.png' | wc -l) pictures in docs/images."

docs: $(VENV)/.installed-dev ## Write the documents that are generated: permissions and the API's description.
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.contracts.permission_table
	@$(MAKE) -s openapi
	@echo "make docs: docs/permissions.md and docs/openapi.json written."

# uv installs the locked versions in seconds; pip does the same where uv cannot reach the index that pip is set to.
define install
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check uv || true
	@{ $(BIN)/uv pip install --quiet --python $(BIN)/python -r $(1) && \
	   $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e . ; } 2>/dev/null || \
	 { $(BIN)/pip install --quiet --disable-pip-version-check -r $(1) && \
	   $(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e . ; }
	@touch $@
	@echo "$(1) installed into $(VENV)."
endef

$(VENV)/.installed: requirements.txt pyproject.toml
	$(call install,requirements.txt)

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml
	$(call install,requirements-dev.txt)
	@touch $(VENV)/.installed

# A browser for the tests and the extractor of messages: installed where that is allowed, named otherwise.
chromium:
	@[ -x /usr/bin/chromium ] || $(call apt,chromium)

gettext:
	@command -v xgettext >/dev/null || $(call apt,gettext)

define apt
{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null; } || \
{ echo "The tests need $(1): sudo apt-get install $(1)" >&2; exit 1; }
endef
