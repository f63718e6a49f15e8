"""The published site as plain values, for the outputs beside the pages."""

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

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile(Generic[T]):
    """A file beside the pages; *name* is its path from the site's root.

    *make* renders the contents of several such files from their *value*s. *of* is what the
    content depends on: the file is rebuilt when its `repr` changes.
    """

    name: str
    of: object
    value: T
    make: Callable[[Sequence[T]], Iterable[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The data for the outputs beside the pages.

    *base* is the site's base URL, ending in ``/``, or ``""`` if not set; *pages* are the
    docnames of pages with a source, *indices* those of the indices; *page_title*, *title*
    and *beginning* are plain text; *uri* returns a page's path; *cards* is whether talks have
    cards; *fonts* are folders with fonts for them.

    Created for every page, so it must not iterate over all pages.
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
    title: Callable[[Record], str]
    beginning: Callable[[Record], str]
    beginnings: Mapping[str, str]
    uri: Callable[[str], str]
    cards: bool
    fonts: tuple[Path, ...] = ()

    @classmethod
    def of(cls, app: Sphinx) -> Published:
        """Return the data of the site that *app* builds."""
        env, config = app.env, app.config
        domain = NotesDomain.of(env)
        return cls(
            name=config.project,
            author="" if config.author == config.values["author"].default else config.author,
            language=config.language or "en",
            base=base_address(config.html_baseurl),
            root=config.root_doc,
            archive=domain.archive,
            pages=env.found_docs,
            indices=_indices(app),
            page_title=lambda docname: _page_title(env, docname),
            title=domain.title,
            beginning=domain.beginning,
            beginnings=domain.beginnings,
            uri=app.builder.get_target_uri,
            cards=config.eventnotes_cards,
            fonts=tuple(Path(app.confdir, path) for path in config.book_font_paths),
        )

    def address(self, docname: str, anchor: str = "") -> str:
        """Return the absolute URL of a page. Requires *base*."""
        return self.base + self.uri(docname) + (f"#{quote(anchor)}" if anchor else "")

    def file_address(self, name: str) -> str:
        """Return the absolute URL of a file, given its path from the site's root."""
        return self.base + quote(name)

    def record_address(self, record: Record) -> str:
        """Return the absolute URL of a record's page or section. Requires *base*."""
        return self.address(record.docname, record.part)

    def description(self, docname: str) -> str:
        """Return the beginning of a page; for an event without text, its dates and venue."""
        record = self.archive.records.get(docname)
        facts = [record.field(key) for key in ("date", "venue")] if record else []
        return self.beginnings.get(docname, "") or ", ".join(one.text for one in facts if one)

    def speaker_address(self, identifier: str) -> str:
        """Return the absolute URL of a person in the speakers index."""
        return self.address(index_page(SpeakersIndex), identifier)


def _page_title(env: BuildEnvironment, docname: str) -> str:
    if title := env.titles.get(docname):
        return title.astext()
    names = {index_page(index): str(index.localname) for index in INDICES}
    return names.get(docname, docname)


def _indices(app: Sphinx) -> tuple[str, ...]:
    """Return the index pages that the builder writes."""
    made = [name for name, *_rest in getattr(app.builder, "domain_indices", ())]
    return (*made, "genindex") if app.config.html_use_index else tuple(made)


def base_address(setting: str | None) -> str:
    """Return ``html_baseurl`` with a trailing slash, or ``""``."""
    if not setting:
        return ""
    return setting if setting.endswith("/") else f"{setting}/"
