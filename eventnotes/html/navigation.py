"""What a page's navigation shows, as plain data: where the page stands, and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import TimelineIndex, index_page
from eventnotes.records.archive import by_date
from eventnotes.records.model import Event, Exhibitor, Talk
from eventnotes.settings.theme import is_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from eventnotes.records.archive import Archive

# The most that one page lists. An archive that has more shows the nearest, and years.
MOST_EVENTS = 40
MOST_TALKS = 80
# From so many headings on, a page has a table of contents.
LONG_PAGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """A link to a page, or to an *anchor* on it."""

    docname: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the page itself: *depth* is 1 for those right under the title."""

    anchor: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """Everything that the navigation of one page shows.

    Two pages with the same value show the same navigation, so a page must be rewritten
    exactly when its value changes.
    """

    breadcrumbs: tuple[MenuLink, ...] = ()
    """From the front page down to the page's parent."""
    pages: tuple[MenuLink, ...] = ()
    """The pages of the front page's table of contents that are no events."""
    below: tuple[MenuLink, ...] = ()
    """The pages beside or below the page, where it is no part of an event."""
    events: tuple[MenuLink, ...] = ()
    """The events by date; where there are many, those of the event's own year."""
    years: tuple[MenuLink, ...] = ()
    """The years of the timeline, where the events are too many to list."""
    event: str = ""
    """The docname of the page's event."""
    talks: tuple[MenuLink, ...] = ()
    exhibitors: tuple[MenuLink, ...] = ()
    previous: MenuLink | None = None
    next: MenuLink | None = None
    headings: tuple[Heading, ...] = ()


def navigation(env: BuildEnvironment, docname: str) -> Navigation:
    """Return what the navigation of page *docname* shows.

    Reads the environment only, and no other page's doctree; an index page or the search page,
    which has no source, shows what the front page does.
    """
    archive = NotesDomain.of(env).archive
    record = archive.records.get(docname)
    event = record if isinstance(record, Event) else None
    if isinstance(record, (Talk, Exhibitor)):
        event = archive.event_of(record)
    talks = archive.talks_at(event) if event else ()
    exhibitors = archive.exhibitors_at(event) if event else ()
    names = [one.docname for one in (*talks, *exhibitors)]
    previous, following = _neighbours(names, docname)
    return Navigation(
        breadcrumbs=tuple(_breadcrumbs(env, docname, event)),
        pages=tuple(_entries(env, _front_pages(env, archive))),
        below=() if event else tuple(_entries(env, _around(env, docname))),
        events=tuple(_entries(env, _events(archive, event))),
        years=tuple(_years(archive)) if len(archive.events) > MOST_EVENTS else (),
        event=event.docname if event else "",
        talks=tuple(_entries(env, _window([one.docname for one in talks], docname))),
        exhibitors=tuple(_entries(env, _window([one.docname for one in exhibitors], docname))),
        previous=_entry(env, previous) if previous else None,
        next=_entry(env, following) if following else None,
        headings=tuple(_headings(env, docname)),
    )


def indices(builder: Builder) -> tuple[MenuLink, ...]:
    """Return the domains' indices that the site has; every page lists them."""
    listed = getattr(builder, "domain_indices", ())
    return tuple(MenuLink(docname=name, text=str(index.localname)) for name, index, *_ in listed)


def _entry(env: BuildEnvironment, docname: str) -> MenuLink:
    title = env.titles.get(docname)
    return MenuLink(docname=docname, text=title.astext() if title else docname)


def _entries(env: BuildEnvironment, docnames: Iterable[str]) -> Iterator[MenuLink]:
    return (_entry(env, docname) for docname in docnames)


def _neighbours(docnames: Sequence[str], docname: str) -> tuple[str | None, str | None]:
    """Return what stands before and after *docname*; an event is before its first talk."""
    if docname not in docnames:
        return None, docnames[0] if docnames else None
    position = docnames.index(docname)
    before = docnames[position - 1] if position else None
    return before, docnames[position + 1] if position + 1 < len(docnames) else None


def _window(docnames: Sequence[str], docname: str) -> Sequence[str]:
    """Return the *MOST_TALKS* of *docnames* around *docname*."""
    if len(docnames) <= MOST_TALKS:
        return docnames
    position = docnames.index(docname) if docname in docnames else 0
    first = max(0, min(position - MOST_TALKS // 2, len(docnames) - MOST_TALKS))
    return docnames[first : first + MOST_TALKS]


def _events(archive: Archive, event: Event | None) -> list[str]:
    """Return the events to list: all, or those of the year that the page is about."""
    events = archive.events
    if len(events) > MOST_EVENTS:
        year = _year(event) if event else _year(events[-1])
        same = [one for one in events if _year(one) == year]
        position = same.index(event) if event else len(same)
        first = max(0, min(position - MOST_EVENTS // 2, len(same) - MOST_EVENTS))
        events = same[first : first + MOST_EVENTS]
    return [one.docname for one in sorted(events, key=by_date)]


def _year(event: Event) -> int | None:
    return event.dates.first.year if event.dates else None


def _years(archive: Archive) -> Iterator[MenuLink]:
    """Return each year of the timeline, a link to its group there."""
    years = dict.fromkeys(_year(event) for event in archive.events)
    for position, year in enumerate(years, start=1):
        if year is not None:
            page = index_page(TimelineIndex)
            yield MenuLink(docname=page, anchor=f"group-{position}", text=str(year))


def _front_pages(env: BuildEnvironment, archive: Archive) -> list[str]:
    pages = [
        one
        for one in env.toctree_includes.get(env.config.root_doc, [])
        if one in env.titles and not isinstance(archive.records.get(one), Event)
    ]
    return pages[:MOST_EVENTS]


def _around(env: BuildEnvironment, docname: str) -> Sequence[str]:
    """Return the pages that *docname* lists, or else those listed beside it."""
    root = env.config.root_doc
    parent = _parent(env, docname)
    listed = env.toctree_includes.get(docname) or env.toctree_includes.get(parent or "", [])
    if docname == root or (parent == root and not env.toctree_includes.get(docname)):
        return ()
    return _window([one for one in listed if one in env.titles], docname)


def _parent(env: BuildEnvironment, docname: str) -> str | None:
    """Return the page whose table of contents lists *docname*, the first of several."""
    return min(env.files_to_rebuild.get(docname, ()), default=None)


def _breadcrumbs(env: BuildEnvironment, docname: str, event: Event | None) -> list[MenuLink]:
    root = env.config.root_doc
    if docname == root:
        return []
    if event:
        return list(_entries(env, [root] if docname == event.docname else [root, event.docname]))
    path = [docname]
    while (parent := _parent(env, path[0])) and parent not in path:
        path.insert(0, parent)
    return list(_entries(env, dict.fromkeys([root, *path[:-1]])))


def _headings(env: BuildEnvironment, docname: str) -> list[Heading]:
    """Return the headings of a page that is long, two levels deep."""
    tree = env.tocs.get(docname)
    found = list(_walk(tree, 0)) if tree else []
    return found if len(found) >= LONG_PAGE else []


def _walk(tree: nodes.Element, depth: int) -> Iterator[Heading]:
    for item in tree.children:
        if not isinstance(item, nodes.list_item):
            continue
        for child in item.children:
            if isinstance(child, nodes.bullet_list) and depth < 2:
                yield from _walk(child, depth + 1)
            elif depth and (reference := child.next_node(nodes.reference)) is not None:
                anchor = str(reference.get("anchorname", "")).removeprefix("#")
                yield Heading(anchor=anchor, text=reference.astext(), depth=depth)


def show_navigation(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page's template its navigation, where the theme is the one that has it."""
    if not is_in_use(app.builder):
        return
    context["navigation"] = navigation(app.env, pagename)
    context["indices"] = indices(app.builder)


def navigation_dependencies(app: Sphinx, docname: str) -> object:
    """Return what the page's navigation shows, where the theme is the one that has it."""
    return navigation(app.env, docname) if is_in_use(app.builder) else None
