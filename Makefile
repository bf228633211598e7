# Two commands for everybody: `make demo` and `make test`. They make their own environment in .venv.
# The first Python here that is new enough; a name on the path may be a shim with nothing behind it.
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p $(NEW_ENOUGH) && command -v $$p && break; done)
BIN := .venv/bin
# As pip does for packages that it copies: else, where Python may not keep what it compiles, each run does it.
COMPILE = $(BIN)/python -m compileall -q rag embeddings api eval

.PHONY: demo test check soak fix clean

demo: .venv/demo-ready
	$(BIN)/jianbao demo

test: .venv/test-ready
	$(BIN)/python -m pytest

check: .venv/test-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_house.py

# Asking, adding and removing at once for three minutes; by hand, half an hour.
soak: .venv/test-ready
	$(BIN)/python -m tests.endurance --minutes 3

fix: .venv/test-ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "jianbao needs Python 3.11 or newer: make PYTHON=/path/to/it" >&2; exit 1; }
	$(PYTHON) -m venv .venv

# The base install: no torch, nothing that downloads a model.
.venv/demo-ready: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e .
	$(COMPILE)
	touch $@

# Everything that the tests start for real, torch among it (some 500 MB with a CPU build).
.venv/test-ready: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[models,eval,training,dev]'
	$(COMPILE)
	touch $@ .venv/demo-ready
