# Event Notes. `make` without a target prints the list of targets, from the `##` comments below.
#
# Each target first installs the pins of requirements.txt into .venv, once (tests and checks:
# requirements/dev.txt). After that a build needs no network.
# The path of this folder may contain spaces, so no target is an absolute path.

BUILDDIR   ?= _build
SPHINXOPTS ?=
TESTOPTS   ?= -n auto
PORT       ?= 8000

# The same bytes at any time and place: the build's date is that of the last commit, or, outside a
# Git clone, that of the changelog: of its newest release, else of the file. Not of the last commit that changed a file here, which a clone
# without history can't tell from a merge.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git ls-files --error-unmatch Makefile >/dev/null 2>&1 && git log -1 --format=%ct)
endif
ifeq ($(strip $(SOURCE_DATE_EPOCH)),)
RELEASED := $(shell sed -n '/^\#\# .*[0-9]\{4\}-[0-9][0-9]-[0-9][0-9]/{s/.*\([0-9]\{4\}-[0-9][0-9]-[0-9][0-9]\).*/\1/p;q;}' CHANGELOG.md)
SOURCE_DATE_EPOCH := $(shell date -u $(if $(RELEASED),-d $(RELEASED),-r CHANGELOG.md) +%s)
endif
export SOURCE_DATE_EPOCH
export PYTHON
# Works in any locale: texts are UTF-8, and Sphinx stops if the locale is not installed.
export PYTHONUTF8 := 1
export LC_ALL := C

RUN    := .venv/bin/python
SPHINX := $(RUN) -m sphinx
# The books that the site offers for download.
BOOKS  := -D book_downloads="$(BUILDDIR)/pdf/*.pdf,$(BUILDDIR)/epub/*.epub"
PAGES  := $(wildcard *.rst *.md) conferences docs
# Disabled: the check for a default role, which we don't use; the line length, which links exceed;
# and a check that reports escaped backquotes in a role.
UNCHECKED := default-role,line-too-long,unbalanced-inline-literals-delimiters

# Sphinx itself uses all cores, and two targets at once would share .venv.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help html pdf books epub test test-sphinx check dist serve serve-site latexpdf linkcheck addresses inventory baselines bench requirements clean environment environment-dev

help:  ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*  *## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'
	@echo
	@echo 'Settings: PYTHON=python3.12 (which Python), BUILDDIR=_build (output folder),'
	@echo '          SPHINXOPTS="-W" (for Sphinx), TESTOPTS="-k search" (for pytest), PORT=8000 (for serve)'

html: books epub  ## build the site with its downloads, in _build/html
	@$(SPHINX) -b html -d "$(BUILDDIR)/doctrees" -j auto $(BOOKS) $(SPHINXOPTS) . "$(BUILDDIR)/html"
	@printf 'Open it: %s\n' "$$(cd "$(BUILDDIR)/html" && pwd)/index.html"

pdf: environment  ## build the PDF of all pages, in _build/pdf
	@$(SPHINX) -b bookpdf -d "$(BUILDDIR)/doctrees" -j auto $(BOOKS) $(SPHINXOPTS) . "$(BUILDDIR)/pdf" index.rst

books: environment  ## build the PDFs of all pages and of each event, in _build/pdf
	@$(SPHINX) -b bookpdf -d "$(BUILDDIR)/doctrees" -j auto $(BOOKS) $(SPHINXOPTS) . "$(BUILDDIR)/pdf"

epub: environment  ## build the EPUB, in _build/epub
	@$(SPHINX) -b epub -d "$(BUILDDIR)/doctrees" -j auto $(BOOKS) $(SPHINXOPTS) . "$(BUILDDIR)/epub"

test: environment-dev tests/npm/node_modules/.package-lock.json  ## run all tests, including those of the built site
	@$(RUN) -m pytest $(TESTOPTS)

# The tests that a version of Sphinx can break, in a separate environment with the newest versions of all else.
VERSION ?= 8.2
OTHER   := .venv-sphinx-$(VERSION)
test-sphinx:  ## run the tests that depend on the version of Sphinx: VERSION=8.2, VERSION=newest
	@test -e $(OTHER)/ready || { echo 'Installing Sphinx $(VERSION) into $(OTHER) …'; \
		$(or $(PYTHON),python3) -m venv $(OTHER) && \
		sed '/^sphinx~=/d' requirements/site.in > $(OTHER)/site.in && sed '/^-/d' requirements/dev.in > $(OTHER)/dev.in && \
		$(OTHER)/bin/python -m pip install --quiet --disable-pip-version-check --no-input -r $(OTHER)/site.in -r $(OTHER)/dev.in \
			$(if $(filter newest,$(VERSION)),'sphinx<10','sphinx==$(VERSION).*') && touch $(OTHER)/ready; }
	@$(OTHER)/bin/python -m pytest $(TESTOPTS) $(foreach room,text records settings reading domain indices checks incremental book hostile,tests/$(room)) tests/test_internals.py

check: environment-dev  ## lint code and pages, check types and spelling, build with warnings as errors
	@$(RUN) -m ruff check .
	@$(RUN) -m ruff format --check .
	@$(RUN) -m mypy
	@$(RUN) -m sphinxlint --enable all --disable $(UNCHECKED) $(PAGES)
	@$(RUN) -m codespell_lib $(PAGES) eventnotes benchmarks requirements Makefile conf.py pyproject.toml .ci .github
	@$(RUN) -m pytest -q tests/test_words.py
	@$(MAKE) --no-print-directory dist
	@$(RUN) -m eventnotes check
	@$(SPHINX) -M html . "$(BUILDDIR)/check" -j auto -q -E -a -n -W --keep-going $(SPHINXOPTS)
	@echo 'All checks passed.'

dist: environment-dev  ## build the package and check it, in _build/dist
	@rm -rf "$(BUILDDIR)/dist"
	@$(RUN) -m build --no-isolation --outdir "$(BUILDDIR)/dist" . >/dev/null
	@$(RUN) -m twine check --strict "$(BUILDDIR)"/dist/*

serve: environment-dev  ## preview the site in the browser, rebuild at each save
	@$(RUN) -m sphinx_autobuild --open-browser --port $(PORT) --re-ignore __pycache__ \
		$(foreach folder,.git .venv .mypy_cache .pytest_cache .ruff_cache node_modules tests,--ignore $(folder)) \
		--ignore "$(BUILDDIR)" -j auto -d "$(BUILDDIR)/doctrees" $(SPHINXOPTS) . "$(BUILDDIR)/html"

serve-site: html  ## serve the built site as a host would, with headers and compression
	@$(RUN) -m eventnotes.commands.serve_site "$(BUILDDIR)/html" $(PORT)

latexpdf: environment  ## build Sphinx's own PDF, in _build/latex (needs TeX)
	@command -v latexmk >/dev/null && command -v xelatex >/dev/null && command -v xindy >/dev/null || { \
		echo 'Event Notes: latexpdf needs TeX. Install it (Debian: apt install latexmk texlive-xetex texlive-latex-extra xindy fonts-freefont-otf), then run make latexpdf again' >&2; exit 1; }
	@$(SPHINX) -M latexpdf . "$(BUILDDIR)" -j auto $(SPHINXOPTS)

linkcheck: environment  ## check the external links, and update data/links.toml
	@$(RUN) -m eventnotes linkcheck . --build "$(BUILDDIR)" $(LINKCHECKOPTS)

addresses: environment  ## add the addresses of new pages to data/addresses.txt
	@$(RUN) -m eventnotes addresses . --build "$(BUILDDIR)"

inventory: environment  ## update the addresses of Python documentation, data/*.inv
	@$(RUN) -m eventnotes inventory data/packages.txt data/packages.inv
	@$(RUN) -m eventnotes inventory https://docs.python.org/3/objects.inv data/python.inv

baselines: environment-dev  ## update the screenshots that the tests compare pages with
	@RENEW_BASELINES=1 $(RUN) -m pytest -q tests/theme/test_looks.py

bench: environment-dev  ## run the benchmarks, write benchmarks/RESULTS.md (BENCH=site for one)
	@$(RUN) -m benchmarks $(BENCH)

requirements: environment-dev  ## update the pins in requirements.txt, requirements/ and benchmarks/
	@for pair in requirements/site.in:requirements.txt requirements/dev.in:requirements/dev.txt \
		benchmarks/requirements.in:benchmarks/requirements.txt \
		benchmarks/requirements-themes.in:benchmarks/requirements-themes.txt; do \
		$(RUN) -m uv pip compile --universal --python-version 3.11 --generate-hashes --no-header \
			--quiet --upgrade $${pair%:*} -o $${pair#*:} || exit 1; done

clean:  ## remove the output of builds and checks, but not .venv
	@rm -rf "$(BUILDDIR)" .mypy_cache .pytest_cache .ruff_cache

# The Nu HTML checker comes from npm. Without it, its test is skipped, with a message.
tests/npm/node_modules/.package-lock.json: tests/npm/package-lock.json
	@command -v npm >/dev/null && echo 'Installing the Nu HTML checker …' && \
		npm ci --prefix tests/npm --loglevel=error >/dev/null && touch $@ || \
		echo 'Event Notes: npm could not install the Nu HTML checker; the tests run without it' >&2

environment:
	@sh .ci/venv requirements.txt

environment-dev:
	@sh .ci/venv requirements/dev.txt
