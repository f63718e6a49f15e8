"""The site as it is published: plain values, and where each page is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from eventnotes.domain import NotesDomain
from eventnotes.indices import SpeakersIndex, TopicsIndex, index_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx

    from eventnotes.archive import Archive
    from eventnotes.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What the outputs beside the pages are made of.

    *base* is the site's own address, ending in ``/``, or ``""`` where it isn't known;
    *titles* and *beginnings* are plain text by docname; *indices* are pages without sources;
    *uri* gives a page's path.
    """

    name: str
    author: str
    language: str
    base: str
    root: str
    archive: Archive
    titles: Mapping[str, str]
    beginnings: Mapping[str, str]
    indices: tuple[str, ...]
    uri: Callable[[str], str]
    cards: bool

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
            titles={docname: title.astext() for docname, title in sorted(env.titles.items())},
            beginnings=domain.beginnings,
            indices=_indices(app),
            uri=app.builder.get_target_uri,
            cards=config.eventnotes_cards,
        )

    def address(self, docname: str, anchor: str = "") -> str:
        """Return a page's whole address; only where the site's own is known."""
        return urljoin(self.base, self.uri(docname)) + (f"#{quote(anchor)}" if anchor else "")

    def file_address(self, name: str) -> str:
        """Return the whole address of a file, by its path from the site's root."""
        return self.base + quote(name)

    def title(self, record: Record) -> str:
        """Return a record's title as its page shows it."""
        return self.titles.get(record.docname, record.title)

    def speaker_address(self, identifier: str) -> str:
        """Return the address of a person in the index of speakers."""
        return self.address(index_page(SpeakersIndex), identifier)

    def topic_address(self, identifier: str) -> str:
        """Return the address of a topic in the index of topics."""
        return self.address(index_page(TopicsIndex), identifier)


def _indices(app: Sphinx) -> tuple[str, ...]:
    """Return the pages of the indices that the builder writes."""
    made = [name for name, *_rest in getattr(app.builder, "domain_indices", ())]
    return (*made, "genindex") if app.config.html_use_index else tuple(made)


def base_address(setting: str | None) -> str:
    """Return ``html_baseurl`` as the address of a folder, ``""`` for none."""
    if not setting:
        return ""
    return setting if setting.endswith("/") else f"{setting}/"
