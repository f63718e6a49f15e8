"""Find what a page says of an event, a talk or an exhibitor, before it is interpreted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.reading.heads import read_lines, read_top
from eventnotes.reading.page import (
    front_fields,
    is_markdown,
    listed_fields,
    nodes_of,
    restore_initials,
    title_section,
)
from eventnotes.records.bylines import SPEAKER_HEADINGS
from eventnotes.records.dates import find_year
from eventnotes.records.fields import RawPage
from eventnotes.records.layout import NO_TALKS, event_name
from eventnotes.records.model import Problem

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
    section: nodes.Element | None
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
            page = self._page(document, docname, place)
            yield page
            if place.depth:
                yield from self._sections(document, page.page, place.depth)

    def misplaced(self, document: nodes.document, docname: str) -> Problem | None:
        """Return the problem that a page has a talk's fields, but is in no place of talks."""
        if self._layout.find(docname):
            return None
        fields = (*front_fields(document), *listed_fields(title_section(document)))
        for raw in fields:
            if self._key(raw) == "speakers" and not self._names.is_other(raw.name):
                pattern = "/".join(["{event}", *docname.split("/")[1:-1], "{talk}"][-3:])
                return Problem(
                    docname=docname,
                    line=raw.line,
                    code="misplaced-talk",
                    message=f"this page has the field {raw.name!r} of a talk, but its path is not "
                    f"in eventnotes_layout: move it, or add a pattern such as '**/{pattern}'",
                )
        return None

    def _sections(self, document: nodes.document, event: RawPage, depth: int) -> Iterator[Found]:
        """Yield the talks that are sections of the page of *event*."""
        held = next((raw.text for raw in event.fields if self._key(raw) == "date"), "")
        for section in talk_sections(document, depth):
            restore_initials(section)
            talk = replace(
                event,
                kind="talk",
                part=section["ids"][0],
                year=find_year(held) or find_year(event.title) or event.year,
                date="",
                fields=tuple(listed_fields(section)),
                outside_dates=False,
                markdown=False,
            )
            yield self._found(section, talk)

    def _page(self, document: nodes.document, docname: str, place: Place) -> Found:
        section = title_section(document)
        if place.depth and has_several_titles(document):
            section = None  # its first title is that of a talk
        own = [raw for raw in front_fields(document) if self._names.find(raw.name)]
        own += listed_fields(section)
        page = self._found(
            section,
            RawPage(
                kind=place.kind,
                docname=docname,
                event=place.event,
                rank=place.rank,
                title=event_name(docname) if place.depth else "",
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
        return page if section or place.depth else self._untitled(document, page)

    def _untitled(self, document: nodes.document, found: Found) -> Found:
        """Complete a page without a heading by ``title: …`` and the like in its first lines."""
        top = read_lines(document, self._bylines, self._names)
        more = [raw for raw in top.fields if self._is_new(raw, found.page.fields)]
        fields = (*found.page.fields, *more)
        page = replace(found.page, title=top.title, heading=top.title, fields=fields)
        return replace(found, page=page)

    def _found(self, section: nodes.Element | None, page: RawPage) -> Found:
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
        return list(map(self._key, fields))

    def _key(self, raw: RawField) -> str:
        known = self._names.find(raw.name)
        return known.key if known else ""


def talk_sections(document: nodes.document, depth: int) -> Iterator[nodes.Element]:
    """Yield the sections *depth* headings below the title, except those that are no talks.

    On a page with several titles, the title's level is that of the page.
    """
    level = [document] if has_several_titles(document) else _sections_of(document)
    for _ in range(depth):
        level = [below for one in level for below in _sections_of(one)]
    for section in level:
        heading = " ".join(section[0].astext().split()).strip(" :").lower()
        if heading not in NO_TALKS | SPEAKER_HEADINGS:
            yield section


def has_several_titles(document: nodes.document) -> bool:
    """Return whether a page has several headings of the highest level."""
    return len(_sections_of(document)) > 1


def _sections_of(node: nodes.Element) -> list[nodes.Element]:
    return [one for one in node.children if isinstance(one, nodes.section)]
