# The two commands: `make up` and `make test`. Each installs what it needs.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help up down test lint format lock packages training clean

PYTHON ?= python3.11
VENV := .venv
RUN := $(VENV)/bin/python

help:  ## Show the commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

up: $(VENV)/base.installed  ## Start the local stack, deploy it, and read the sample timetable with it.
	@$(RUN) -m harness up

down: $(VENV)/base.installed  ## Stop everything that `make up` started.
	@$(RUN) -m harness down

test: $(VENV)/dev.installed $(VENV)/train.installed lint  ## Check types and style, and run all tests, end to end included.
	$(RUN) -m harness prepare
	$(RUN) -m pytest -n 2 --ignore tests/e2e
	$(RUN) -m pytest tests/e2e  # one stack for all of them

lint: $(VENV)/dev.installed  ## Check style and types.
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy components functions harness __main__.py

format: $(VENV)/dev.installed  ## Format the code.
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

packages: $(VENV)/base.installed  ## Build the function zips and layers that `pulumi up` deploys.
	$(RUN) -m functions.packaging

training: $(VENV)/train.installed  ## Install PyTorch, fonts and word lists, for `python -m functions.training`.
	$(RUN) -m functions.training fonts

# For every Python 3.11 on every platform, not only for the one that runs this.
COMPILE := $(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --upgrade
lock: $(VENV)/dev.installed  ## Pin the newest versions that pyproject.toml allows.
	$(RUN) -m pip install --quiet uv
	$(COMPILE) --generate-hashes --output-file requirements/base.lock pyproject.toml
	$(COMPILE) --generate-hashes --extra dev --constraint requirements/base.lock --output-file requirements/dev.lock pyproject.toml
	$(COMPILE) --extra train --constraint requirements/base.lock --output-file requirements/train.constraints pyproject.toml
	$(COMPILE) --generate-hashes --output-file functions/tracking/requirements.lock functions/tracking/requirements.in
	$(COMPILE) --output-file functions/pipeline/requirements.lock functions/pipeline/requirements.in
	sed -i -E '/^(cuda|nvidia|triton)/d' functions/pipeline/requirements.lock  # what PyTorch's build for GPUs asks for itself

clean:  ## Remove what was installed and built here; `make down` first.
	rm -rf $(VENV) .harness build

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null || { \
		echo "error: $(PYTHON) is not a working Python 3.11; install it (Debian: apt-get install python3.11 python3.11-venv)," \
			"or name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/base.installed: requirements/base.lock | $(VENV)/bin/python
	@echo "installing the program and the harness into $(VENV)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/dev.installed: requirements/dev.lock | $(VENV)/base.installed
	@echo "installing the tools for tests into $(VENV)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Constraints, not a lock: PyTorch comes as builds for CPUs and for GPUs, which need different packages.
$(VENV)/train.installed: requirements/train.constraints | $(VENV)/dev.installed
	@echo "installing PyTorch into $(VENV)"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --constraint $< onnx torch
	@touch $@
