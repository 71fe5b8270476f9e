# make demo   set up, build the worked example, show answers
# make test   set up, check style, types, floors and behaviour
# make lock   pin the dependencies again (needs a package registry)

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   ?= .venv
BIN    := $(VENV)/bin
STORE  ?= demo.kg

.PHONY: demo test setup setup-run lint lock wheel bench clean

setup-run: $(VENV)/.run
setup: $(VENV)/.dev

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "kg needs Python 3.11 or newer: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

demo: setup-run
	@VENV=$(VENV) STORE=$(STORE) sh data/demo.sh

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check kg tests bench data
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest

lock:
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-header -q -o requirements/run.txt
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-header -q -o requirements/dev.txt
	printf "hatchling\neditables\n" | $(BIN)/uv pip compile - --generate-hashes --universal --python-version 3.11 --no-header -q -o requirements/build.txt

wheel: setup
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

bench: setup
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) $(STORE) dist build .mypy_cache .ruff_cache .pytest_cache
