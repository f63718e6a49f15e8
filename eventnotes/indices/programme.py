"""The programme of an event, which its page shows in place of a toctree of talks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform

from eventnotes.domain import NotesDomain
from eventnotes.internals import babel_format_date
from eventnotes.reading.page import nodes_of
from eventnotes.reading.toctrees import toctrees_of
from eventnotes.records.model import Event, Talk

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sphinx.environment import BuildEnvironment

    from eventnotes.records.archive import Archive


PROGRAMME = "notes-programme"
"""The class of all blocks of a programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A talk in a programme; *day* is the first on which it was held."""

    docname: str
    title: str
    day: date | None
    speakers: tuple[str, ...]
    more_speakers: bool
    topics: tuple[str, ...]
    recorded: bool


class Day(NamedTuple):
    """The talks of a day; *heading* is ``""`` if the event has only one."""

    heading: str
    slots: tuple[Slot, ...]


# The days of one toctree.
Programme = tuple[Day, ...]


def programmes(env: BuildEnvironment, docname: str) -> list[Programme]:
    """Return the programmes of an event's page, one for each visible toctree with talks.

    A page is written again with any page in its toctrees, so it needs no other dependency: what
    changes here also changes the page of a talk.
    """
    domain = NotesDomain.of(env)
    event = domain.records.get(docname)
    # Sphinx reads the order of an EPUB from the resolved front page.
    if not isinstance(event, Event) or docname == env.config.root_doc:
        return []
    trees = [tree for tree in toctrees_of(env, docname) if not tree.get("hidden")]
    listed = [list(_slots(domain, tree)) for tree in trees]
    several = _has_several_days(event, {slot.day for slots in listed for slot in slots})
    language = env.config.language if several else ""
    return [tuple(_days(slots, language)) for slots in listed if slots]


def _slots(domain: NotesDomain, tree: addnodes.toctree) -> Iterator[Slot]:
    for title, docname in tree["entries"]:
        talk = domain.records.get(docname)
        if isinstance(talk, Talk):
            yield _slot(domain.archive, talk, title or domain.title(talk))


def _slot(archive: Archive, talk: Talk, title: str) -> Slot:
    return Slot(
        docname=talk.docname,
        title=title,
        day=talk.dates.first if talk.dates else None,
        speakers=tuple(one.name for one in archive.speakers(talk)),
        more_speakers=talk.more_speakers,
        topics=tuple(one.name for one in archive.topics_of(talk)),
        recorded=bool((video := talk.field("video")) and video.links),
    )


def _has_several_days(event: Event, days: Collection[date | None]) -> bool:
    known = {day for day in days if day}
    lasting = event.dates is not None and event.dates.first != event.dates.last
    return len(known) > 1 or (lasting and bool(known))


def _days(slots: Iterable[Slot], language: str) -> Iterator[Day]:
    """Yield *slots* by day; with headings if a *language* is given."""
    for day, held in groupby(slots, lambda slot: slot.day if language else None):
        yield Day(_heading(day, language) if language else "", tuple(held))


def _heading(day: date | None, language: str) -> str:
    if day is None:
        return _("No date")
    return babel_format_date(datetime.combine(day, time()), "full", language)


class _Programmes(SphinxPostTransform):
    """Shows the programme of an event in place of a toctree of talks.

    In a book, where the toctree has been replaced by the talks, they follow the programme.
    """

    # Before references are resolved.
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Show the programmes of every event in the document; a book has several."""
        pages = nodes_of(self.document, addnodes.start_of_file)
        inlined = {page["docname"]: page for page in pages}
        for docname in (self.env.docname, *inlined):
            for programme in programmes(self.env, docname):
                talks = [slot.docname for day in programme for slot in day.slots]
                place = next(filter(None, map(inlined.get, talks)), None)
                shown = list(self._days(docname, programme))
                if place is not None:
                    _insert_before(place, shown)
                else:
                    _replace_toctree(self.document, talks, shown)

    def _days(self, docname: str, programme: Programme) -> Iterator[nodes.Element]:
        for day in programme:
            if day.heading:
                yield nodes.rubric("", day.heading, classes=[PROGRAMME, "notes-day"])
            items = [nodes.list_item("", *self.item(docname, slot)) for slot in day.slots]
            yield nodes.bullet_list("", *items, bullet="*", classes=[PROGRAMME])

    def item(self, docname: str, slot: Slot) -> Iterator[nodes.Element]:
        """Yield what the page *docname* shows of a talk."""
        raise NotImplementedError


class ShowProgrammes(_Programmes):
    """Programmes in HTML: each talk with its speakers, topics and a mark for a recording."""

    formats = ("html",)

    def item(self, docname: str, slot: Slot) -> Iterator[nodes.Element]:
        """Yield the title, the speakers and the topics, each in a paragraph."""
        title = [_title(docname, slot)]
        if slot.recorded:
            mark = nodes.inline("", _("Recording"), classes=["notes-recorded"])
            title += [nodes.Text(" "), mark]
        yield nodes.paragraph("", "", *title)
        if speakers := _speakers(docname, slot):
            yield nodes.paragraph("", "", *speakers, classes=["notes-speakers"])
        if topics := _references(docname, "topic", slot.topics):
            yield nodes.paragraph("", "", *topics, classes=["notes-topics"])


class PrintedProgrammes(_Programmes):
    """Programmes in books: a line for each talk."""

    formats = ("latex", "man", "texinfo", "text", "typst")

    def item(self, docname: str, slot: Slot) -> Iterator[nodes.Element]:
        """Yield the title and the speakers in one paragraph."""
        speakers = _speakers(docname, slot)
        by = [nodes.Text(", "), nodes.emphasis("", "", *speakers)] if speakers else []
        yield nodes.paragraph("", "", _title(docname, slot), *by)


def _insert_before(place: nodes.Element, shown: Sequence[nodes.Node]) -> None:
    parent = place.parent
    if parent is not None:
        position = parent.index(place)
        parent[position:position] = shown


def _replace_toctree(
    document: nodes.document, talks: Sequence[str], shown: list[nodes.Element]
) -> None:
    """Insert nodes before the toctree of *talks*, and remove these from the toctree."""
    for tree in document.findall(addnodes.toctree):
        if tree.get("hidden") or talks[0] not in tree["includefiles"]:
            continue
        if caption := tree.get("caption"):
            shown.insert(0, nodes.rubric("", caption))
            tree["caption"] = None
        tree["entries"] = [entry for entry in tree["entries"] if entry[1] not in talks]
        tree["includefiles"] = [one for one in tree["includefiles"] if one not in talks]
        wrapper = tree.parent if isinstance(tree.parent, nodes.compound) else tree
        _insert_before(wrapper, shown)
        if not tree["entries"]:
            wrapper.parent.remove(wrapper)
        return


def _title(docname: str, slot: Slot) -> nodes.Node:
    return _reference(docname, "std", "doc", f"/{slot.docname}", slot.title)


def _speakers(docname: str, slot: Slot) -> list[nodes.Node]:
    more = [nodes.Text(", et al.")] if slot.speakers and slot.more_speakers else []
    return [*_references(docname, "speaker", slot.speakers), *more]


def _references(docname: str, role: str, names: Iterable[str]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for name in names:
        found += [nodes.Text(", "), _reference(docname, NotesDomain.name, role, name, name)]
    return found[1:]


def _reference(
    docname: str, domain: str, role: str, target: str, text: str
) -> addnodes.pending_xref:
    return addnodes.pending_xref(
        "",
        nodes.inline("", text, classes=["xref", domain, f"{domain}-{role}"]),
        refdoc=docname,
        refdomain=domain,
        reftype=role,
        reftarget=target,
        refexplicit=True,
        refwarn=False,
    )
