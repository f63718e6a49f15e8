"""The site as it is published: plain values, where each page is, and the files beside pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import quote

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import INDICES, SpeakersIndex, index_page

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from eventnotes.records.archive import Archive
    from eventnotes.records.model import Record

BUILDERS = frozenset({"html", "dirhtml"})
"""The builders whose folder is a site; others put the same pages into a book."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile(Generic[T]):
    """A file beside the pages; *name* is its path from the site's root.

    *make* makes the contents of several such files, each from its *value*. *of* is all that
    the content is made of: while its `repr` stays the same, the file is not made again.
    """

    name: str
    of: object
    value: T
    make: Callable[[Sequence[T]], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the outputs beside the pages are made of.

    *base* is the site's own address, ending in ``/``, or ``""`` where it isn't known;
    *pages* are the docnames of those with a source, *indices* those without; *page_title*
    and *beginnings* are plain text; *uri* gives a page's path; *cards* tells whether talks
    have them, *fonts* are folders with fonts for them.

    Every page asks for one, so nothing in it is made by going through all pages.
    """

    name: str
    author: str
    language: str
    base: str
    root: str
    archive: Archive
    pages: Collection[str]
    indices: tuple[str, ...]
    page_title: Callable[[str], str]
    beginnings: Mapping[str, str]
    uri: Callable[[str], str]
    cards: bool
    fonts: tuple[Path, ...] = ()

    @classmethod
    def of(cls, app: Sphinx) -> Published:
        """Return the site that *app* builds."""
        env, config = app.env, app.config
        domain = NotesDomain.of(env)
        return cls(
            name=config.project,
            author=config.author,
            language=config.language or "en",
            base=base_address(config.html_baseurl),
            root=config.root_doc,
            archive=domain.archive,
            pages=env.found_docs,
            indices=_indices(app),
            page_title=lambda docname: _page_title(env, docname),
            beginnings=domain.beginnings,
            uri=app.builder.get_target_uri,
            cards=config.eventnotes_cards,
            fonts=tuple(Path(app.confdir, path) for path in config.typst_font_paths),
        )

    def address(self, docname: str, anchor: str = "") -> str:
        """Return a page's whole address; only where the site's own is known."""
        return self.base + self.uri(docname) + (f"#{quote(anchor)}" if anchor else "")

    def file_address(self, name: str) -> str:
        """Return the whole address of a file, by its path from the site's root."""
        return self.base + quote(name)

    def title(self, record: Record) -> str:
        """Return a record's title as its page shows it."""
        return self.page_title(record.docname)

    def description(self, docname: str) -> str:
        """Return how a page begins; of an event without words of its own, when and where."""
        record = self.archive.records.get(docname)
        facts = [record.field(key) for key in ("date", "venue")] if record else []
        return self.beginnings.get(docname, "") or ", ".join(one.text for one in facts if one)

    def speaker_address(self, identifier: str) -> str:
        """Return the address of a person in the index of speakers."""
        return self.address(index_page(SpeakersIndex), identifier)


def _page_title(env: BuildEnvironment, docname: str) -> str:
    if title := env.titles.get(docname):
        return title.astext()
    names = {index_page(index): str(index.localname) for index in INDICES}
    return names.get(docname, docname)


def _indices(app: Sphinx) -> tuple[str, ...]:
    """Return the pages of the indices that the builder writes."""
    made = [name for name, *_rest in getattr(app.builder, "domain_indices", ())]
    return (*made, "genindex") if app.config.html_use_index else tuple(made)


def base_address(setting: str | None) -> str:
    """Return ``html_baseurl`` as the address of a folder, ``""`` for none."""
    if not setting:
        return ""
    return setting if setting.endswith("/") else f"{setting}/"
