"""Dependencies between pages in this theme: a page is rebuilt when what it shows changes.

In other themes, what surrounds a page's text is rebuilt by Sphinx's own rules.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.incremental.references import Targets
from eventnotes.incremental.toctrees import Contents
from eventnotes.indices.notes import NotesIndex
from eventnotes.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.domains import Index

# Emitted for every page. Handlers take the application and the docname, and return a value whose
# `repr` changes when the page must be rebuilt.
EVENT = "eventnotes-page-dependencies"


class Dependencies:
    """Digests of what each page shows from other pages."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._contents = Contents(app.env)
        self._targets = Targets(app.env)
        self._on_every_page = digest(list(_listed_indices(app)), list(_static_files(app)))

    def of(self, docname: str) -> str:
        """Return a digest of what the page *docname* shows from other pages."""
        return digest(
            self._on_every_page,
            list(self._contents.trees(docname)),
            list(self._targets.of(docname)),
            self._app.emit(EVENT, docname),
        )


def _listed_indices(app: Sphinx) -> Iterable[str]:
    """Return the non-empty indices, which every page links to."""
    for domain in app.env.domains.sorted():
        for index in domain.indices:
            if _has_entries(index(domain)):
                yield f"{domain.name}-{index.name}"
    if "genindex" in app.env.all_docs:
        yield "genindex"


def _has_entries(index: Index) -> bool:
    return bool(index.groups() if isinstance(index, NotesIndex) else index.generate()[0])


def _static_files(app: Sphinx) -> Iterable[tuple[str, str]]:
    """Return the site's own scripts and style sheets, which pages link to with a checksum."""
    for entry in app.config.html_static_path:
        top = Path(app.confdir, entry)
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        for file in files:
            if file.suffix in {".css", ".js"} and file.is_file():
                yield file.as_posix(), digest(file.read_bytes())
