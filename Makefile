PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint types layers check readme clean

demo: .venv/core
	$(BIN)/whence read --example
	$(BIN)/whence read --example --into .venv/demo.db
	$(BIN)/whence link .venv/demo.db
	$(BIN)/whence show .venv/demo.db --event first

test: .venv/dev
	$(BIN)/python -m pytest -n auto

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev
	$(BIN)/mypy

layers: .venv/dev
	$(BIN)/lint-imports

check: test lint types layers

readme: .venv/dev
	$(BIN)/python scripts/write_readme.py

clean:
	rm -rf .venv

.venv/core: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --no-compile --editable .
	touch $@

.venv/dev: .venv/core
	$(BIN)/python -m pip install --quiet --no-compile --group dev
	touch $@
