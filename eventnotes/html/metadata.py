"""The metadata in a page's head."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.locale import _

from eventnotes.domain import NotesDomain
from eventnotes.html.fragments import render
from eventnotes.html.linked_data import page_data, script
from eventnotes.html.outputs.calendars import calendar_name
from eventnotes.html.outputs.cards import HEIGHT, WIDTH, card_name, has_card
from eventnotes.html.outputs.citations import citation, tags
from eventnotes.html.outputs.feeds import feeds_of
from eventnotes.html.published import Published
from eventnotes.records.model import Event, Talk
from eventnotes.settings.theme import SITES
from eventnotes.text.plain import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import document
    from sphinx.application import Sphinx

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHead:
    """The metadata of a page; equal values give the same head.

    *alternates* are type, title and path from the site's root; *data* is a script element.
    """

    named: Pairs
    properties: Pairs
    alternates: tuple[tuple[str, str, str], ...]
    data: str


def page_head(site: Published, docname: str) -> PageHead:
    """Return the metadata of a page."""
    record = site.archive.records.get(docname)
    description = printable(site.description(docname))
    named = [("description", description)] if description else []
    if isinstance(record, Talk):
        named += [("author", one.name) for one in site.archive.speakers(record)]
        named += tags(citation(site, record))
    return PageHead(
        named=tuple(
            named + ([("twitter:card", "summary_large_image")] if _card(site, docname) else [])
        ),
        properties=tuple(_open_graph(site, docname, description)),
        alternates=tuple(_alternates(site, docname)),
        data=script(page_data(site, docname)),
    )


def _card(site: Published, docname: str) -> str:
    """Return the URL of a page's card, or ``""``."""
    record = site.archive.records.get(docname)
    if isinstance(record, Talk) and has_card(site):
        return site.file_address(card_name(record))
    return ""


def _open_graph(site: Published, docname: str, description: str) -> Iterator[tuple[str, str]]:
    """Yield Open Graph properties (https://ogp.me), if the site's base URL is set."""
    if not site.base:
        return
    front = docname == site.root
    title = site.name if front else site.page_title(docname)
    yield "og:title", title
    yield "og:type", "website" if front else "article"
    yield "og:url", site.address(docname)
    yield "og:site_name", site.name
    yield "og:locale", site.language.replace("-", "_")
    if description:
        yield "og:description", description
    if card := _card(site, docname):
        yield "og:image", card
        yield "og:image:type", "image/png"
        yield "og:image:width", str(WIDTH)
        yield "og:image:height", str(HEIGHT)
        yield "og:image:alt", title


def _alternates(site: Published, docname: str) -> Iterator[tuple[str, str, str]]:
    if site.base:
        for feed in feeds_of(site, docname):
            yield "application/atom+xml", feed.title, feed.name
    record = site.archive.records.get(docname)
    if isinstance(record, Event) and record.dates:
        title = _("%s: calendar") % site.title(record)
        yield "text/calendar", title, calendar_name(record)


def show_metadata(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: document | None,
) -> None:
    """Add the metadata to a page with a source, except in EPUBs."""
    head = head_of(app, pagename) if doctree is not None else None
    if head is None:
        return
    alternates = [
        (kind, title, context["pathto"](quote(url), 1)) for kind, title, url in head.alternates
    ]
    tags = render(
        "metadata.html",
        named=head.named,
        properties=head.properties,
        alternates=alternates,
    )
    context["metatags"] = f"{context['metatags']}{tags}{head.data}\n"


def head_of(app: Sphinx, docname: str) -> PageHead | None:
    """Return the metadata of a page, which depends on other pages, or None in an EPUB."""
    if app.builder.name not in SITES:
        return None
    # Used twice: to detect changes and to write the page.
    domain = NotesDomain.of(app.env)
    return domain.derived(f"head of {docname}", lambda: page_head(Published.of(app), docname))
