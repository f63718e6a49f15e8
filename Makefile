# Event Notes. `make` alone lists what there is to make, from the `##` comments below.
#
# Every command sets itself up first: .venv gets what requirements.txt pins (for tests and checks:
# requirements/dev.txt), once. After that nothing needs the network.
# The folder's own path may hold spaces, so no target is an absolute path.

BUILDDIR   ?= _build
SPHINXOPTS ?=
TESTOPTS   ?= -n auto
PORT       ?= 8000

# The same bytes whenever and wherever the site is built: the date is the last commit's, or, in a
# folder that is no Git clone, the change log's.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct -- . 2>/dev/null)
endif
ifeq ($(strip $(SOURCE_DATE_EPOCH)),)
SOURCE_DATE_EPOCH := $(shell date -r CHANGELOG.md +%s)
endif
export SOURCE_DATE_EPOCH
export PYTHON
# Any locale will do: texts are UTF-8, and Sphinx would stop at a locale that is not installed.
export PYTHONUTF8 := 1
export LC_ALL := C

RUN    := .venv/bin/python
SPHINX := $(RUN) -m sphinx
# Where the site finds the books that it offers.
BOOKS  := -D book_downloads="$(BUILDDIR)/pdf/event-notes.pdf,$(BUILDDIR)/epub/event-notes.epub"
PAGES  := $(wildcard *.rst *.md) conferences docs
# Off: a default role we don't set, long lines that links need, and a check that an escaped
# backquote in a role confuses.
UNCHECKED := default-role,line-too-long,unbalanced-inline-literals-delimiters

# Sphinx spreads its own work over the cores; two of these at once would only share .venv.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help html pdf epub test test-sphinx check serve serve-site latexpdf linkcheck addresses inventory baselines bench requirements clean environment environment-dev

help:  ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*  *## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'
	@echo
	@echo 'Settings: PYTHON=python3.12 (which Python), BUILDDIR=_build (where to),'
	@echo '          SPHINXOPTS="-W" (for Sphinx), TESTOPTS="-k search" (for pytest), PORT=8000 (for serve)'

html: pdf epub  ## the site with its downloads, in _build/html
	@$(SPHINX) -b html -d "$(BUILDDIR)/doctrees" -j auto $(BOOKS) $(SPHINXOPTS) . "$(BUILDDIR)/html"
	@printf 'Open it: %s\n' "$$(cd "$(BUILDDIR)/html" && pwd)/index.html"

pdf: environment  ## the book as PDF, in _build/pdf
	@$(SPHINX) -b typstpdf -d "$(BUILDDIR)/doctrees" -j auto $(BOOKS) $(SPHINXOPTS) . "$(BUILDDIR)/pdf"

epub: environment  ## the book as EPUB, in _build/epub
	@$(SPHINX) -b epub -d "$(BUILDDIR)/doctrees" -j auto $(BOOKS) $(SPHINXOPTS) . "$(BUILDDIR)/epub"

test: environment-dev tests/npm/node_modules/.package-lock.json  ## run every test, on the built site too
	@$(RUN) -m pytest $(TESTOPTS)

# The tests that a version of Sphinx can break, in an environment of its own, by the newest of everything else.
VERSION ?= 8.2
OTHER   := .venv-sphinx-$(VERSION)
test-sphinx:  ## run the tests that a version of Sphinx can break: VERSION=8.2, VERSION=newest
	@test -e $(OTHER)/ready || { echo 'Installing Sphinx $(VERSION) into $(OTHER) …'; \
		$(or $(PYTHON),python3) -m venv $(OTHER) && \
		sed '/^sphinx~=/d' requirements/site.in > $(OTHER)/site.in && sed '/^-/d' requirements/dev.in > $(OTHER)/dev.in && \
		$(OTHER)/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r $(OTHER)/site.in -r $(OTHER)/dev.in \
			$(if $(filter newest,$(VERSION)),'sphinx<10','sphinx==$(VERSION).*') && touch $(OTHER)/ready; }
	@$(OTHER)/bin/python -m pytest $(TESTOPTS) $(foreach room,text records settings reading domain indices checks incremental book hostile,tests/$(room))

check: environment-dev  ## lint code and pages, check types, build with every warning an error
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(RUN) -m sphinxlint --enable all --disable $(UNCHECKED) $(PAGES)
	@$(RUN) -m eventnotes check
	@$(SPHINX) -M html . "$(BUILDDIR)/check" -j auto -q -E -a -n -W --keep-going $(SPHINXOPTS)
	@echo 'All checks passed.'

serve: environment-dev  ## preview in the browser, renewed at each save
	@$(RUN) -m sphinx_autobuild --open-browser --port $(PORT) --re-ignore __pycache__ \
		$(foreach folder,.git .venv .mypy_cache .pytest_cache .ruff_cache node_modules tests,--ignore $(folder)) \
		--ignore "$(BUILDDIR)" -j auto -d "$(BUILDDIR)/doctrees" $(SPHINXOPTS) . "$(BUILDDIR)/html"

serve-site: html  ## the built site as a host serves it: its headers, compressed
	@$(RUN) -m eventnotes.commands.serve_site "$(BUILDDIR)/html" $(PORT)

latexpdf: environment  ## Sphinx's own PDF (needs TeX), in _build/latex
	@command -v latexmk >/dev/null && command -v xelatex >/dev/null && command -v xindy >/dev/null || { \
		echo 'Event Notes: latexpdf needs TeX. Install it (Debian: apt install latexmk texlive-xetex texlive-latex-extra xindy fonts-freefont-otf), then run make latexpdf again' >&2; exit 1; }
	@$(SPHINX) -M latexpdf . "$(BUILDDIR)" -j auto $(SPHINXOPTS)

linkcheck: environment  ## ask each outside link whether it still leads somewhere; renew data/links.toml
	@$(RUN) -m eventnotes linkcheck . --build "$(BUILDDIR)" $(LINKCHECKOPTS)

addresses: environment  ## list new pages' addresses in data/addresses.txt, among those that have to last
	@$(RUN) -m eventnotes addresses . --build "$(BUILDDIR)"

inventory: environment  ## renew where Python names are documented, in data/*.inv
	@$(RUN) -m eventnotes inventory data/packages.txt data/packages.inv
	@$(RUN) -m eventnotes inventory https://docs.python.org/3/objects.inv data/python.inv

baselines: environment-dev  ## renew the pictures that the tests compare pages with, for review
	@RENEW_BASELINES=1 $(RUN) -m pytest -q tests/theme/test_looks.py

bench: environment-dev  ## measure builds into benchmarks/RESULTS.md (BENCH=site for one)
	@$(RUN) -m benchmarks $(BENCH)

requirements: environment-dev  ## renew the pins of requirements.txt, requirements/ and benchmarks/ from their .in files
	@for pair in requirements/site.in:requirements.txt requirements/dev.in:requirements/dev.txt \
		benchmarks/requirements.in:benchmarks/requirements.txt \
		benchmarks/requirements-themes.in:benchmarks/requirements-themes.txt; do \
		$(RUN) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
			--quiet --upgrade $${pair%:*} -o $${pair#*:} || exit 1; done

clean:  ## remove what builds and checks left; .venv stays
	@rm -rf "$(BUILDDIR)" .mypy_cache .pytest_cache .ruff_cache

# The Nu HTML checker comes from npm. Where it cannot be had, its test is skipped and says so.
tests/npm/node_modules/.package-lock.json: tests/npm/package-lock.json
	@if command -v npm >/dev/null; then npm ci --prefix tests/npm --loglevel=error && touch $@; fi || \
		echo 'Event Notes: npm could not install the Nu HTML checker; the tests go on without it' >&2

environment:
	@sh .ci/venv requirements.txt

environment-dev:
	@sh .ci/venv requirements/dev.txt
