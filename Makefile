# Lá Chắn: what can be done here. `make help` lists it.
UV := scripts/uv
RUN := $(UV) run --frozen
PRODUCT := $(UV) run --frozen --no-dev
# What the tests run for real: a browser, PostgreSQL, PDF to pictures, a SIP proxy and calls through it.
PARTS := chromium default-jre-headless kamailio kamailio-python3-modules kamailio-tls-modules poppler-utils postgresql \
	postgresql-common sip-tester unbound
# What asks who may do what, reads files or writes papers, and says little about the data base: run once, on SQLite.
ON_ONE_BASE := $(foreach one,test_rights_matrix test_uploads_end_to_end api/test_abuse api/test_rights api/test_schema \
	directives/test_import reports/test_official,--ignore tests/office/$(one).py)
PORT ?= 8000
LAB_PORT ?= 8090
export PORT

.DEFAULT_GOAL := help
.PHONY: help run test quick lint types style bench lab screenshots messages clean

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

run: ## the demo province on http://localhost:8000 (PORT=… for another port); Ctrl-C ends it
	@$(PRODUCT) lachan demo

test: lint ## everything: lint, both data bases, a real browser, load; installs the Debian packages it needs
	@scripts/debian $(PARTS)
	$(RUN) pytest -n 2 --dist loadscope -m "not journey"
	pg_virtualenv -t env LACHAN_DATABASE_URL=postgresql:///lachan $(RUN) pytest -q -n 2 --dist loadscope -m "not journey and not archive" $(ON_ONE_BASE) tests/office
	$(RUN) pytest -n 2 --dist loadscope -m journey

quick: ## the tests without browser, load and PostgreSQL
	$(RUN) pytest -q -n 2 --dist loadscope -m "not journey"

lint: ## style, types, borders between the rooms, forgotten migrations
	@$(RUN) python -c pass # brings the locked parts, before two want them at the same time
	@$(MAKE) -j 2 --no-print-directory --output-sync=target types style

types:
	LACHAN_VAR=$$(mktemp -d) $(RUN) mypy

style:
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) lint-imports
	LACHAN_VAR=$$(mktemp -d) $(RUN) lachan office manage makemigrations --check --dry-run

bench: ## the measurements: one JSON line each
	@for one in benchmarks/bench_*.py; do PYTHONPATH=. $(RUN) python "$$one" || exit 1; done

lab: ## calls of all kinds through a real screen, told as they happen; http://localhost:8090 shows it (LAB_PORT=…)
	@scripts/debian kamailio kamailio-python3-modules sip-tester
	PYTHONPATH=. PORT=$(LAB_PORT) $(RUN) python scripts/lab

screenshots: ## the pictures of the README, made from the running product
	PYTHONPATH=. $(RUN) python scripts/screenshots.py

messages: ## collect and compile the English words of the screens (needs the Debian package gettext)
	@scripts/debian gettext
	cd src/lachan/office && ../../../$(RUN) django-admin makemessages -l en --no-location --no-wrap
	cd src/lachan/office && ../../../$(RUN) django-admin compilemessages -l en

clean: ## take away what was built, the demo too
	rm -rf var .venv .tools dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
