"""The navigation of a page as plain data: breadcrumbs, neighbours, menus and headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import TimelineIndex, index_page
from eventnotes.records.model import Event, Exhibitor, Talk
from eventnotes.settings.theme import is_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from eventnotes.records.archive import Archive

# Limits for the lists on one page. Larger archives show the nearest talks, and years.
MOST_EVENTS = 40
MOST_TALKS = 80
# The minimum number of headings for a table of contents.
LONG_PAGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """A link to a page or to an *anchor* on it."""

    docname: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the page. *depth* is 1 for headings directly under the title."""

    anchor: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """The navigation of one page.

    Equal values give the same navigation, so a page must be rebuilt exactly when its value
    changes.
    """

    breadcrumbs: tuple[MenuLink, ...] = ()
    """The path from the front page to the page's parent."""
    pages: tuple[MenuLink, ...] = ()
    """The pages in the front page's toctrees, without events."""
    below: tuple[MenuLink, ...] = ()
    """The pages beside or below the page, if it does not belong to an event."""
    events: tuple[MenuLink, ...] = ()
    """The events in the site's order; if there are many, only those of the event's year."""
    years: tuple[MenuLink, ...] = ()
    """The years of the timeline, if there are too many events to list."""
    event: str = ""
    """The docname of the page's event, or None."""
    talks: tuple[MenuLink, ...] = ()
    exhibitors: tuple[MenuLink, ...] = ()
    previous: MenuLink | None = None
    """The page before this one in the whole site."""
    next: MenuLink | None = None
    headings: tuple[Heading, ...] = ()


def navigation(env: BuildEnvironment, docname: str) -> Navigation:
    """Return the navigation of the page *docname*.

    Uses only the environment, not the doctrees of other pages. Pages without a source, such as
    indices and the search page, get the navigation of the front page.
    """
    archive = NotesDomain.of(env).archive
    record = archive.records.get(docname)
    event = record if isinstance(record, Event) else None
    if isinstance(record, (Talk, Exhibitor)):
        event = archive.event_of(record)
    talks = archive.talks_at(event) if event else ()
    exhibitors = archive.exhibitors_at(event) if event else ()
    previous, following = archive.neighbours(docname)
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
    """Return links to the domain indices of the site, which every page lists."""
    listed = getattr(builder, "domain_indices", ())
    return tuple(MenuLink(docname=name, text=str(index.localname)) for name, index, *_ in listed)


def _entry(env: BuildEnvironment, docname: str) -> MenuLink:
    title = env.titles.get(docname)
    return MenuLink(docname=docname, text=title.astext() if title else docname)


def _entries(env: BuildEnvironment, docnames: Iterable[str]) -> Iterator[MenuLink]:
    return (_entry(env, docname) for docname in docnames)


def _window(docnames: Sequence[str], docname: str) -> Sequence[str]:
    """Return the *MOST_TALKS* of *docnames* around *docname*."""
    if len(docnames) <= MOST_TALKS:
        return docnames
    position = docnames.index(docname) if docname in docnames else 0
    first = max(0, min(position - MOST_TALKS // 2, len(docnames) - MOST_TALKS))
    return docnames[first : first + MOST_TALKS]


def _events(archive: Archive, event: Event | None) -> list[str]:
    """Return the events to list: all of them, or those in the year of *event*."""
    events = archive.events
    if len(events) > MOST_EVENTS:
        year = _year(event) if event else _year(events[-1])
        same = [one for one in events if _year(one) == year]
        position = same.index(event) if event else len(same)
        first = max(0, min(position - MOST_EVENTS // 2, len(same) - MOST_EVENTS))
        events = same[first : first + MOST_EVENTS]
    return [one.docname for one in archive.in_site_order(events)]


def _year(event: Event) -> int | None:
    return event.dates.first.year if event.dates else None


def _years(archive: Archive) -> Iterator[MenuLink]:
    """Yield links to the years of the timeline."""
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
    """Return the pages in the toctrees of *docname*, or else its siblings."""
    root = env.config.root_doc
    parent = _parent(env, docname)
    listed = env.toctree_includes.get(docname) or env.toctree_includes.get(parent or "", [])
    if docname == root or (parent == root and not env.toctree_includes.get(docname)):
        return ()
    return _window([one for one in listed if one in env.titles], docname)


def _parent(env: BuildEnvironment, docname: str) -> str | None:
    """Return the first page whose toctrees list *docname*, or None."""
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
    """Return two levels of headings of a long page, or none for a short one."""
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
    """Add the navigation to the context of a page in this theme."""
    if not is_in_use(app.builder):
        return
    context["navigation"] = navigation(app.env, pagename)
    context["indices"] = indices(app.builder)


def navigation_dependencies(app: Sphinx, docname: str) -> object:
    """Return the navigation of a page in this theme, or None in another."""
    return navigation(app.env, docname) if is_in_use(app.builder) else None
