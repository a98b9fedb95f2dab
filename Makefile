# One command a duty; CI runs the same ones. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip as it is everywhere: no questions, no remarks on its own age.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# npm writes this file when all packages of the scripts are there; make asks by it whether they are.
PACKAGES := viz/node_modules/.package-lock.json
DUTY := check

.DEFAULT_GOAL := help
.PHONY: help run venv test check renew bench screenshots lock tidy clean browser node engines scripts

help: ## list these commands
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

run: $(VENV)/.run ## build the dataset, answer a query, draw the network page
	@$(BIN)/hanse build -o build
	@printf '\nThe partners of Re-growCity, in which cities learn from Altena:\n\n'
	@$(BIN)/hanse query partners-of -p network=re-growcity
	@printf '\n'
	@$(BIN)/hanse viz network -o network.html
	@printf '%s\n' '' \
	  'Made:' \
	  '  build/hanse.ttl   the dataset, to read; hanse.nt, to load; manifest.json, to verify' \
	  '  network.html      the picture: open it in a browser, it needs no network' \
	  '' 'Try next:' \
	  '  $(BIN)/hanse queries' \
	  '  $(BIN)/hanse query networks-of -p city=Rīga' \
	  '  $(BIN)/hanse viz network --country Latvia -o latvia.html'

venv: $(VENV)/.dev ## the environment with everything that run, check and test need

test: $(VENV)/.dev browser node engines ## all tests
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -q $(ARGS)

check: $(VENV)/.dev ## lint, types, imports, tables, ontology, scripts of the pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/hanse tidy --check
	$(BIN)/hanse check
	$(BIN)/python -m docs.snapshots --check
	@$(MAKE) --no-print-directory scripts DUTY=check

renew: $(VENV)/.dev ## make anew what follows from the tables: answers, numbers and pictures in docs
	@$(BIN)/python -m docs.snapshots
	@git --no-pager diff --stat 2>/dev/null || true

bench: $(VENV)/.dev ## measure against the peers; writes docs/performance.md
	$(BIN)/python bench/run.py

screenshots: $(VENV)/.dev browser ## take the pictures of README and docs anew
	$(BIN)/python -m docs.screenshots

tidy: $(VENV)/.dev ## sort and normalise the tables, format the code
	$(BIN)/hanse tidy
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	@$(MAKE) --no-print-directory scripts DUTY=tidy

lock: ## renew both lock files (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --no-annotate --upgrade \
	  --extra viz --extra server --extra remote --group build -o requirements.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --no-annotate --upgrade \
	  --extra all --group build --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## remove what was made here
	rm -rf $(VENV) build dist network.html latvia.html

# What a fresh Debian lacks is installed when we may, and named in one line when it still lacks:
# $(call need,a test for it,its name,its packages,what follows when it lacks)
need = { $(1); } >/dev/null 2>&1 || { \
  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
    echo "installing $(3)"; apt-get update -qq </dev/null && \
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(3) </dev/null >/dev/null; fi; \
  { $(1); } >/dev/null 2>&1 || { echo "$(2) is missing: apt-get install $(3)"; $(4); }; }
has_venv = $(PYTHON) -c 'import ensurepip, venv'
has_browser = command -v chromium || command -v chromium-browser

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Hanse needs Python 3.11 or later") if sys.version_info < (3, 11) else 0'
	@$(call need,$(has_venv),python3-venv,python3-venv,exit 1)
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "installing the locked dependencies"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "installing what checks and tests need"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Who has no npm is told so, and does the rest; where nothing may be skipped that is a fault.
scripts:
	@if command -v npm >/dev/null 2>&1; then $(MAKE) --silent --no-print-directory $(PACKAGES) && \
	  npm --prefix viz run --silent $(DUTY); \
	else echo "npm is missing, the scripts of the pages are passed over: apt-get install npm"; \
	  [ -z "$$HANSE_NO_SKIPS" ]; fi

$(PACKAGES): viz/package.json viz/package-lock.json
	@echo "installing what the scripts of the pages need"
	@cd viz && npm ci --silent
	@touch $@

browser:
	@$(call need,$(has_browser),chromium,chromium,true)

node:
	@$(call need,command -v node,node,nodejs,true)
	@$(call need,command -v npm,npm,npm,true)

engines:
	@$(call need,command -v virtuoso-t,virtuoso-t,virtuoso-opensource,true)
