# Two commands set everything up on a machine with Python 3.11, pip and make: `make course` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
WORK   ?= work
BIN    := $(VENV)/bin

# uv where it is present, else venv and pip.
UV := $(shell command -v uv 2>/dev/null)
ifdef UV
  MAKE_VENV = uv venv --quiet --allow-existing --python "$(PYTHON)" $(VENV)
  PIP = uv pip install --quiet --python $(BIN)/python
else
  MAKE_VENV = $(PYTHON) -m venv $(VENV)
  PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

.DEFAULT_GOAL := help
.PHONY: help install course test lint programs clean

help: ## Zeigt diese Übersicht
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(VENV)/learner: pyproject.toml
	$(MAKE_VENV)
	$(PIP) -e .
	@touch $@

$(VENV)/contributor: pyproject.toml
	$(MAKE_VENV)
	$(PIP) -e '.[instructor,test]'
	@touch $@ $(VENV)/learner

install: $(VENV)/contributor ## Richtet die Entwicklung ein (.venv mit allen Extras)

course: $(VENV)/learner ## Richtet den Kurs ein und öffnet ihn in JupyterLab
	$(BIN)/telesales start $(WORK)

programs:
	@tools/install-programs

test: install programs ## Lässt alle Tests laufen, wie die CI
	$(BIN)/telesales build --check
	tools/run-tests $(BIN)

lint: install ## Prüft Stil, Typen und die Richtung der Importe
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean: ## Entfernt, was erzeugt wurde (nie den Arbeitsordner mit Antworten)
	rm -rf $(VENV) dist build test-results .pytest_cache .mypy_cache .ruff_cache
