PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PEERS := $(VENV)-bench

.PHONY: help install run test check docs format messages migration conformance simulation linearizability bench faults pins clean

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## Make .venv with everything the project needs

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed: install your system's python3-venv package"; exit 1; }
	@echo "Installing into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: install ## Serve on http://127.0.0.1:8080 with SQLite
	@$(BIN)/cortex serve

test: install ## Run every test
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: install ## Lint, types, the dependency rule and the documentation
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/python -m tests.foundation.words
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry . --no-ansi
	@$(MAKE) --no-print-directory docs

docs: install ## Build the documentation site into build/site; a warning or a dead link is an error
	@$(BIN)/python -m sphinx -q -W --keep-going -b html -d build/doctrees docs build/site

format: install ## Put the code into its usual shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

messages: install ## Collect the messages of the code into every catalogue under locales/
	@$(BIN)/python -m locales

migration: install ## Write the migration that the entities lack: make migration NAME=invoices
	@file="$$($(BIN)/python -m adapters.persistence.sqlalchemy.migrations.write "$(NAME)")" || exit 1; \
	test -z "$$file" || { $(BIN)/ruff format --quiet "$$file" && echo "$$file"; }

conformance: install ## Ask every contract of every storage, token store, rate limiter and mailer, and report
	@$(BIN)/python -m pytest -n auto --dist worksteal -p tests.contracts.report tests/contracts $(ARGS)

simulation: install ## Simulate days of the whole service in virtual time; ARGS="--days 1000 --seed 7", --help says more
	@$(BIN)/python -m tests.simulation $(ARGS)

linearizability: install ## Check histories of four processes on each storage while it hangs and dies, five minutes; ARGS=--help says more
	@$(BIN)/python -m tests.linearizability $(ARGS)

bench: install $(PEERS)/.installed ## Measure speed beside peers, ten minutes; ARGS="--quick" takes one, --help says more
	@$(BIN)/python -m tests.benchmarks $(ARGS)

faults: install ## Break the service on purpose and check its promises; ARGS="--quick" in small doses, --help says more
	@$(BIN)/python -m tests.faults $(ARGS)

$(PEERS)/.installed: pyproject.toml constraints.txt
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@echo "Installing the peers into $(PEERS) …"
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url --no-emit-find-links
BUILD_REQUIRES := $(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['build-system']['requires'], sep='\n')"

pins: install ## Pin every dependency anew: in constraints.txt, and with hashes, for the image, in requirements.txt
	@$(BIN)/python -m pip install --quiet uv
	@$(BUILD_REQUIRES) | $(COMPILE) --upgrade --all-extras --output-file constraints.txt pyproject.toml -
	@$(BUILD_REQUIRES) | $(COMPILE) --extra otel --extra rabbitmq --constraint constraints.txt --generate-hashes --output-file requirements.txt pyproject.toml -

clean: ## Forget the virtual environment and caches
	@rm -rf .venv* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
