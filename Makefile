# Two commands for everybody: `make demo` and `make test`. They make their own environment in .venv.
PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
BIN := .venv/bin

.PHONY: demo test check fix clean

demo: .venv/demo-ready
	$(BIN)/jianbao demo

test: .venv/test-ready
	$(BIN)/python -m pytest

check: .venv/test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_house.py

fix: .venv/test-ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jianbao needs Python 3.11 or newer: make PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv

# The base install: no torch, nothing that downloads a model.
.venv/demo-ready: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	touch $@

# Everything that the tests start for real, torch among it (about 200 MB as a CPU build).
.venv/test-ready: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[models,eval,dev]'
	touch $@ .venv/demo-ready
