# One line a target. `make help` lists them.
PYTHON ?= python3
PORT ?= 8000
DATA_DIR ?= var
export PORT DATA_DIR
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes --progress-bar off
LOCK := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet
# What a site on the internet is given; the values are no one's.
DEPLOYED := env DATA_DIR=$(DATA_DIR) SECRET_KEY=not-a-secret-only-long-enough-for-the-deployment-check-0123456789 ALLOWED_HOSTS=dialogue.example SITE_URL=https://dialogue.example EMAIL_URL=smtp+tls://user:password@mail.example:587
VERSION := import sys; sys.exit(sys.version_info < (3, 11) and "This needs Python 3.11 or newer; name one: make PYTHON=python3.12 …")

.DEFAULT_GOAL := help
.PHONY: help run dev test test-postgres test-sqlite check lint types templates wiring catalogs pages check-next audit bench drill lighthouse pictures fmt migrations messages lock

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 14

run: .venv/run.stamp ## serve on 127.0.0.1:$PORT (8000), everything written to $DATA_DIR (var)
	@$(BIN)/python manage.py serve

dev: .venv/run.stamp ## the same with autoreload and DEBUG
	@env DEBUG=1 $(BIN)/python manage.py serve --reload

# What Python compiled is kept, whatever the environment says: to read the tests anew takes each worker seconds.
test test-postgres test-sqlite pages: export PYTHONDONTWRITEBYTECODE :=
# Side by side: tests of a database, a browser or a server wait much, each for its own; and PostgreSQL's, which are
# fewer, while the others leave a core idle.
test: .venv/dev.stamp ## the tests of the database's own behaviour on PostgreSQL, and all on SQLite
	@$(MAKE) --no-print-directory -j2 test-postgres test-sqlite

test-postgres: .venv/dev.stamp
	@nice -n 10 $(BIN)/pytest --postgres -m database -n 1 -q

test-sqlite: .venv/dev.stamp
	@$(BIN)/pytest

check: lint types templates wiring catalogs pages test ## everything that must hold before a change is handed in

lint: .venv/dev.stamp
	$(BIN)/ruff format --check . && $(BIN)/ruff check .

types: .venv/dev.stamp
	$(BIN)/mypy

templates: .venv/dev.stamp
	$(BIN)/djlint --quiet --lint templates

wiring: .venv/dev.stamp
	$(BIN)/python manage.py makemigrations --check --dry-run && $(DEPLOYED) $(BIN)/python -W error manage.py check --deploy --fail-level WARNING

catalogs: .venv/dev.stamp
	$(BIN)/python manage.py check_messages

# As the linters judge each file: no behaviour, but what is so of all that is shown.
pages: .venv/dev.stamp ## what axe, a ruler and a thousand hostile texts find on every page and screen
	@$(BIN)/pytest -m pages

# What 6.1 says is to go in 2028 has no successor in 5.2 yet.
check-next: ## the tests on Django 6.1; needs a PYTHON of 3.12 or newer
	$(PYTHON) -m venv .venv-next && .venv-next/bin/pip install -q -r requirements-dev.txt --no-deps && .venv-next/bin/pip install -q "Django~=6.1.0" && .venv-next/bin/pytest -W ignore::django.utils.deprecation.RemovedInDjango2028Warning

audit: .venv/dev.stamp ## known holes in what we depend on; blocks nothing
	-$(BIN)/pip-audit --requirement requirements.txt --disable-pip

bench: .venv/run.stamp ## what each kind of page costs, on 10,000 responses beside 1,000
	@$(BIN)/python manage.py bench

drill: .venv/dev.stamp ## break things in earnest on a real server of its own, and say what was measured
	@$(BIN)/pytest -m drill -n 0 --timeout 900

lighthouse: .venv/dev.stamp ## what Lighthouse and the Nu HTML checker say of the pages (needs node, Java and Chromium)
	npm install --silent --no-save --prefix .venv/judges lighthouse@13 vnu-jar@26 && $(BIN)/pytest -m drill -n 0 --timeout 900 tests/drills/test_judges.py

pictures: .venv/dev.stamp ## make the pictures of the guides anew, from the screens (needs Chromium)
	@$(BIN)/pytest -m pictures -n 0

fmt: .venv/dev.stamp ## format the code (templates by hand: white space shows between Chinese words)
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

migrations: .venv/dev.stamp ## write a migration: make migrations NAME=what_it_does
	@$(BIN)/python manage.py makemigrations responses --name $(NAME)

messages: .venv/dev.stamp ## collect the texts to translate into locale/ (needs gettext)
	@$(BIN)/python manage.py check_messages --write

lock: .venv/dev.stamp ## pin the versions that pyproject.toml allows today
	$(LOCK) --upgrade -o requirements.txt && $(LOCK) --upgrade --extra dev -o requirements-dev.txt

.venv/bin/python:
	@$(PYTHON) -c '$(VERSION)'
	$(PYTHON) -m venv .venv

# Each command on a line of its own: make then runs it without a shell between, and a signal reaches it.
.venv/run.stamp: requirements.txt | .venv/bin/python
	$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	$(PIP) -r requirements-dev.txt
	@touch $@
