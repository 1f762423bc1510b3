# `make run` and `make test` need Python 3.11+ and make; everything else they install into .venv.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin

.PHONY: run test test-all check bench messages clean

.venv/run.stamp: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the service needs (once)…"
	@$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt setuptools wheel
	@$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/test.stamp: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the tests need (once)…"
	@$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt setuptools wheel
	@$(BIN)/pip install -q --disable-pip-version-check -c constraints.txt -e '.[test,check,scale]'
	@touch $@ .venv/run.stamp

run: .venv/run.stamp
	@PORT=$(PORT) exec $(BIN)/python -m tracker.serve

test: .venv/test.stamp
	$(BIN)/python -m pytest -n 2 -m "not slow"

test-all: .venv/test.stamp
	$(BIN)/python -m pytest -n 2 --hypothesis-profile=thorough

check: .venv/test.stamp
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet

messages: .venv/test.stamp
	$(BIN)/python -m tracker.i18n.catalogues update

bench: .venv/test.stamp
	$(BIN)/python -m tests.bench --cases $(or $(CASES),0) $(if $(ONLY),--only $(ONLY))

clean:
	rm -rf .venv build *.egg-info
