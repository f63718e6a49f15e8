"""What pages show that is not their own: where it changes they are written anew."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from eventnotes.incremental.references import Targets
from eventnotes.incremental.toctrees import Contents
from eventnotes.indices.notes import NotesIndex
from eventnotes.settings.theme import is_in_use
from eventnotes.text.digests import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.domains import Index

T = TypeVar("T")

# Asked of every page: what it shows of other pages. Handlers take the application and the
# docname, and return something whose `repr` differs when the page must be written anew.
EVENT = "eventnotes-page-shows"
# The option of a theme that folds all of its navigation but the page's own branch. Another
# theme is taken to show the whole navigation on every page.
_FOLDED_BY = {
    "alabaster": "sidebar_collapse",
    "basic": "globaltoc_collapse",
    "classic": "globaltoc_collapse",
    "sphinx_rtd_theme": "collapse_navigation",
}
# Pages that the layouts of Sphinx link to from everywhere if they exist.
_LINKED = ("about", "copyright", "genindex", "search")


class Shown:
    """What the pages of a site show of each other, as things stand."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder) -> None:
        self._app = app
        self._env = app.env
        self._relations = app.env.collect_relations()
        self._contents = Contents(app.env)
        self._targets = Targets(app.env)
        self._paths: dict[str, str] = {}
        # Our own theme's navigation is told by a handler of the event.
        self._told = is_in_use(builder)
        self._folded = _is_folded(builder)
        self._everywhere = self._on_every_page()

    def on(self, docname: str) -> str:
        """Return a digest of what a page shows that is not its own."""
        _parent, before, after = self._relations.get(docname, (None, None, None))
        return digest(
            self._everywhere,
            self._title(before),
            self._title(after),
            self._path(docname),
            self._contents.branch(docname) if self._folded and not self._told else "",
            list(self._contents.trees(docname)),
            list(self._targets.of(docname)),
            self._app.emit(EVENT, docname),
        )

    def _title(self, docname: str | None) -> object:
        title = self._env.titles.get(docname or "")
        return docname, None if title is None else str(title)

    def _path(self, docname: str) -> str:
        """Return a digest of the titles of the pages above one."""
        if docname not in self._paths:
            self._paths[docname] = ""
            parent, *_ = self._relations.get(docname, (None, None, None))
            above = (self._title(parent), self._path(parent)) if parent else ()
            self._paths[docname] = digest(above)
        return self._paths[docname]

    def _on_every_page(self) -> object:
        env = self._env
        indices = [
            f"{domain.name}-{index.name}"
            for domain in env.domains.sorted()
            for index in domain.indices
            if _has_entries(index(domain))
        ]
        linked = [name for name in _LINKED if name in env.all_docs]
        return indices, linked, self._navigation(), list(_static_files(self._app))

    def _navigation(self) -> str:
        """Return a digest of the navigation that all pages have in common."""
        root = self._env.config.root_doc
        if self._told:
            return ""
        return self._contents.branch(root) if self._folded else self._contents.page(root)


class OncePerPage(Generic[T]):
    """What pages show of others, made when `EVENT` asks and kept until the page is written.

    :param make: makes it, of the application and a docname
    """

    def __init__(self, make: Callable[[Sphinx, str], T]) -> None:
        self._make = make
        self._kept: dict[str, T] = {}

    def ask(self, app: Sphinx, docname: str) -> T:
        """Make it anew and keep it."""
        self._kept[docname] = self._make(app, docname)
        return self._kept[docname]

    def take(self, app: Sphinx, docname: str) -> T:
        """Return what was kept, which ends the keeping; where nothing was, make it."""
        return self._kept.pop(docname) if docname in self._kept else self._make(app, docname)


def _has_entries(index: Index) -> bool:
    return bool(index.groups() if isinstance(index, NotesIndex) else index.generate()[0])


def _is_folded(builder: StandaloneHTMLBuilder) -> bool:
    name = builder.theme.name
    options = builder.theme.get_options(builder.theme_options)
    return str(options.get(_FOLDED_BY.get(name, ""), "")).lower() in {"true", "1", "yes", "on"}


def _static_files(app: Sphinx) -> Iterable[tuple[str, str]]:
    """Return the scripts and styles of the site itself: pages name them with a checksum."""
    for entry in app.config.html_static_path:
        top = Path(app.confdir, entry)
        files = sorted(top.rglob("*")) if top.is_dir() else [top]
        for file in files:
            if file.suffix in {".css", ".js"} and file.is_file():
                yield file.as_posix(), hashlib.sha256(file.read_bytes()).hexdigest()
