"""Find what a page says of an event, a talk or an exhibitor, before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.reading.heads import read_top
from eventnotes.reading.page import (
    front_fields,
    is_markdown,
    listed_fields,
    nodes_of,
    title_section,
)
from eventnotes.records.dates import find_year
from eventnotes.records.fields import RawPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventnotes.records.bylines import Bylines
    from eventnotes.records.fields import FieldNames, RawField
    from eventnotes.records.layout import Layout, Place

OUTSIDE_DATES = "outside-dates"
"""The class of admonitions that acknowledge a date outside the event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found, in which section, and the paragraphs that name speakers."""

    page: RawPage
    section: nodes.section | None
    bylines: list[nodes.paragraph]


class PageReader:
    """Finds what pages are about.

    :param layout: where talks are
    :param bylines: the patterns of lines that say who speaks
    :param names: the names of fields
    """

    def __init__(self, layout: Layout, bylines: Bylines, names: FieldNames) -> None:
        self._layout = layout
        self._bylines = bylines
        self._names = names

    def read(self, document: nodes.document, docname: str) -> Iterator[Found]:
        """Yield what a page says of a talk, an exhibitor or a candidate for an event.

        :param document: a parsed page with resolved hyperlinks
        """
        if place := self._layout.find(docname):
            yield self._page(document, docname, place)

    def _page(self, document: nodes.document, docname: str, place: Place) -> Found:
        section = title_section(document)
        own = [raw for raw in front_fields(document) if self._names.find(raw.name)]
        own += listed_fields(section)
        return self._found(
            section,
            RawPage(
                kind=place.kind,
                docname=docname,
                event=place.event,
                rank=place.rank,
                title="",
                anchor="",
                line=1,
                fields=tuple(own),
                outside_dates=any(
                    OUTSIDE_DATES in node["classes"]
                    for node in nodes_of(document, nodes.admonition)
                ),
                markdown=is_markdown(document),
                year=place.year or find_year(place.event),
                date=place.date,
            ),
        )

    def _found(self, section: nodes.section | None, page: RawPage) -> Found:
        """Complete *page* by what its heading and the lines below it say."""
        if section is None:
            return Found(page=page, section=None, bylines=[])
        heading = section[0].astext()
        title, bylines, fields = heading, [], page.fields
        if self._looks_further(page):
            top = read_top(section, self._bylines, self._names)
            more = [raw for raw in top.fields if self._is_new(raw, page.fields)]
            title, fields = top.title or heading, (*page.fields, *more)
            bylines = top.bylines
        return Found(
            page=replace(
                page,
                title=title,
                heading=heading if title != heading else "",
                anchor=section["ids"][0],
                line=section[0].line or section.line or 1,
                fields=fields,
            ),
            section=section,
            bylines=bylines,
        )

    def _looks_further(self, page: RawPage) -> bool:
        """Return whether fields leave open who speaks at a talk, or when and where an event is."""
        wanted = {"talk": {"speakers"}, "event": {"date", "venue"}}.get(page.kind)
        return wanted is not None and not wanted & set(self._keys(page.fields))

    def _is_new(self, raw: RawField, fields: Iterable[RawField]) -> bool:
        known = self._names.find(raw.name)
        return known is not None and known.key not in self._keys(fields)

    def _keys(self, fields: Iterable[RawField]) -> list[str]:
        return [one.key for raw in fields if (one := self._names.find(raw.name))]
