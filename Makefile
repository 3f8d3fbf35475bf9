# Developer verbs. Every target sets up what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

MUTATE ?= $(wildcard archcalc/formula/*.py archcalc/ops/*.py) archcalc/receptive.py archcalc/memory.py archcalc/cost.py

.PHONY: demo test lint docs reports bench fuzz mutate clean

demo: $(VENV)/.base          ## install archcalc and run its main job
	$(BIN)/archcalc summarize lenet5

test: $(VENV)/.dev           ## install what the tests need and run them all
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto  # one process a core: more threads would only wait

lint: $(VENV)/.dev           ## style, format, types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.dev           ## rewrite the generated parts of docs/ and README.md
	$(BIN)/python docs/generate.py
	$(BIN)/python docs/draw_convolutions.py

reports: $(VENV)/.base       ## rewrite reports/
	$(BIN)/archcalc report --output reports

bench: $(VENV)/.dev          ## time and memory beside other tools, written into docs/benchmarks.md
	$(PIP) install -c constraints.txt -e ".[bench]"
	$(BIN)/python -m benchmarks --write

fuzz: $(VENV)/.dev           ## random networks against torch, random texts against every reader: COUNT=100000 SEED=1
	$(PIP) install "atheris>=3"
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.fuzz networks $(if $(SEED),--seed $(SEED)) --count $(or $(COUNT),10000)
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.fuzz texts $(if $(SEED),--seed $(SEED)) --count $(or $(COUNT),10000)
	OMP_NUM_THREADS=1 $(BIN)/python -m tests.fuzz commands $(if $(SEED),--seed $(SEED)) --count $(or $(COUNT),1000)

mutate: $(VENV)/.dev         ## plant small faults in the formulas and see which no test finds (hours; one file: MUTATE=...)
	$(PIP) install coverage
	rm -f build/mutation.json
	OMP_NUM_THREADS=1 PYTHONPATH=. $(BIN)/python tests/mutation $(MUTATE)

clean:
	rm -rf $(VENV) build dist

$(VENV)/.base: pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(0 if sys.version_info >= (3, 11) else 'archcalc needs Python 3.11 or newer; try make PYTHON=python3.11')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/.base
	$(PIP) install -c constraints.txt -e ".[dev]"
	touch $@
