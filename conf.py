"""Settings of this site: https://www.sphinx-doc.org/en/master/usage/configuration.html."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # sphinx-build has only the current folder

project = "Event Notes"
author = "Jathan McCollum"
project_copyright = "2012-2013, Jathan McCollum"
version = release = "1.1"

extensions = ["eventnotes", "myst_parser", "sphinx.ext.doctest", "docs.tables"]
include_patterns = ["*.rst", "CONTRIBUTING.md", "conferences/**", "docs/**"]
exclude_patterns = [".*", "_build", "benchmarks", "docs/adr", "tests"]
myst_heading_anchors = 3

html_theme = "eventnotes"
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")  # the published address, if known
html_static_path = ["_static"]
latex_engine = "xelatex"  # pdfTeX lacks some of the notes' characters
eventnotes_links_ledger = "data/links.toml"
eventnotes_addresses = "data/addresses.txt"
eventnotes_links_date = "2013-03-17"  # the last day of the events
latex_documents = [("index", "eventnotes.tex", "Event Notes Documentation", author, "manual")]
book_documents = [
    ("index", "event-notes.pdf", "Event Notes Documentation", author, "manual"),
    ("conferences/*/index", "event-notes-*.pdf", "", author, "howto"),  # a book for each event
]
book_contents_depth = 4  # down to the talks
book_new_page_depth = 2  # each event starts on a new page
epub_basename = "event-notes"
epub_show_urls = "no"
epub_description = "Notes from talks at OSCon 2012, Black Hat 2012, SCaLE 11x and PyCon 2013"
epub_contributor = "The Event Notes developers"
book_downloads = ["_build/pdf/*.pdf", "_build/epub/*.epub"]

# Where Python names are documented. `make inventory` updates these files; builds need no network.
intersphinx_mapping = {
    "python": ("https://docs.python.org/3/", "data/python.inv"),
    "packages": ("https://", "data/packages.inv"),
}
# Packages that the notes mention and that have no documentation.
nitpick_ignore = [
    ("py:mod", name) for name in ("FakeNet", "confargparse", "django_mmstats", "unittest2")
]
