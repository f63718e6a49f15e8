"""The navigation of a page as plain data: the menu, the page's headings and its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import TimelineIndex, index_page
from eventnotes.reading.toctrees import toctrees_of
from eventnotes.settings.theme import is_in_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder
    from sphinx.environment import BuildEnvironment

# The most entries of one list in the menu: those around the current page.
MOST_ENTRIES = 80
# With more events, the menu also links to the years of the timeline.
MOST_EVENTS = 40
# The fewest headings for a table of contents of the page.
LONG_PAGE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """A link to a page or to an *anchor* on it."""

    docname: str
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A link of the menu: to a page, to a heading of the current page, or to another site."""

    text: str
    docname: str = ""
    anchor: str = ""
    url: str = ""
    current: bool = False
    """Whether this is the current page or one above it."""
    below: tuple[MenuEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuGroup:
    """The entries of one toctree of the front page, with its caption."""

    caption: str
    entries: tuple[MenuEntry, ...]


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

    menu: tuple[MenuGroup, ...]
    years: tuple[MenuLink, ...]
    """The years of the timeline, if there are too many events to list."""
    headings: tuple[Heading, ...]
    """Two levels of headings under the title."""
    related: tuple[str, ...]
    """Names and titles of the previous and next page and of those above, which Sphinx shows."""


class Menu:
    """Builds the menu of one page from the toctrees of the pages above it, as Sphinx does.

    Unlike Sphinx's, its cost depends only on the number of pages in these toctrees.
    """

    def __init__(self, builder: StandaloneHTMLBuilder, docname: str, path: Sequence[str]) -> None:
        options = builder.theme.get_options(builder.theme_options)
        self._env, self._tags = builder.env, builder.tags
        self._docname, self._path = docname, path
        self._depth = int(options["navigation_depth"])
        self._collapse = _is_true(options["collapse_navigation"])
        self._hidden = _is_true(options["includehidden"])
        self._titles_only = _is_true(options["titles_only"])

    def groups(self) -> Iterator[MenuGroup]:
        """Yield the entries of each toctree of the front page."""
        for tree in self._toctrees(self._env.config.root_doc):
            if entries := tuple(self._entries(tree, 1)):
                yield MenuGroup(caption=tree.get("caption") or "", entries=entries)

    def _toctrees(self, docname: str) -> Iterator[addnodes.toctree]:
        for tree in toctrees_of(self._env, docname):
            if (self._hidden or not tree.get("hidden")) and self._is_shown(tree):
                yield tree

    def _is_shown(self, node: nodes.Node | None) -> bool:
        """Return whether all ``only`` directives around *node* apply to this build."""
        while node is not None:
            if isinstance(node, addnodes.only) and not self._tags.eval_condition(node["expr"]):
                return False
            node = node.parent
        return True

    def _entries(self, tree: addnodes.toctree, level: int) -> Iterator[MenuEntry]:
        listed = [(title, ref) for title, ref in tree["entries"] if self._is_known(ref)]
        for title, ref in _window(listed, self._path):
            if "://" in ref:
                yield MenuEntry(text=title or ref, url=ref)
            else:
                below = self._below(ref, level + 1)
                text = title or self._env.titles[ref].astext()
                current = ref in self._path
                yield MenuEntry(text=text, docname=ref, current=current, below=tuple(below))

    def _is_known(self, ref: str) -> bool:
        return "://" in ref or ref in self._env.titles

    def _below(self, docname: str, level: int) -> Iterator[MenuEntry]:
        """Yield the pages below *docname*, or else its headings if it is the current page."""
        if level > self._depth or (self._collapse and docname not in self._path):
            return
        pages = [
            one
            for tree in self._toctrees(docname)
            if docname not in _refs(tree)
            for one in self._entries(tree, level)
        ]
        yield from pages
        if docname == self._docname and not pages and not self._titles_only:
            most = self._depth - level + 1
            yield from _nested([one for one in headings(self._env, docname) if one.depth <= most])


def navigation(builder: StandaloneHTMLBuilder, docname: str) -> Navigation:
    """Return the navigation of the page *docname*.

    Uses only the environment, not the doctrees of other pages. Pages without a source, such as
    indices and the search page, get the navigation of the front page.
    """
    env = builder.env
    domain = NotesDomain.of(env)
    above = list(domain.archive.above(docname))
    return Navigation(
        menu=tuple(Menu(builder, docname, [docname, *above]).groups()),
        years=tuple(_years(domain)),
        headings=tuple(headings(env, docname)),
        related=tuple(_names(env, [*domain.archive.neighbours(docname), *above])),
    )


def _is_true(option: str | bool) -> bool:
    """Return the value of a theme's option, as Sphinx's ``tobool`` filter reads it."""
    return str(option).strip().lower() in {"true", "1", "yes", "on"}


def indices(builder: Builder) -> tuple[MenuLink, ...]:
    """Return links to the domain indices of the site, which every page lists."""
    listed = getattr(builder, "domain_indices", ())
    return tuple(MenuLink(docname=name, text=str(index.localname)) for name, index, *_ in listed)


def _names(env: BuildEnvironment, docnames: Iterable[str | None]) -> Iterator[str]:
    for docname in docnames:
        title = env.titles.get(docname or "")
        yield f"{docname} {title.astext()}" if title is not None else ""


def _refs(tree: addnodes.toctree) -> list[str]:
    return [ref for _title, ref in tree["entries"]]


def _window(
    listed: Sequence[tuple[str | None, str]], path: Sequence[str]
) -> Sequence[tuple[str | None, str]]:
    """Return the *MOST_ENTRIES* of a toctree around the entry that is in *path*."""
    if len(listed) <= MOST_ENTRIES:
        return listed
    position = next((i for i, (_title, ref) in enumerate(listed) if ref in path), 0)
    first = max(0, min(position - MOST_ENTRIES // 2, len(listed) - MOST_ENTRIES))
    return listed[first : first + MOST_ENTRIES]


def _years(domain: NotesDomain) -> Iterator[MenuLink]:
    """Yield links to the years of the timeline, if there are many events."""
    events = domain.archive.events
    if len(events) <= MOST_EVENTS:
        return
    years = dict.fromkeys(event.dates.first.year if event.dates else None for event in events)
    for position, year in enumerate(years, start=1):
        if year is not None:
            page = index_page(TimelineIndex)
            yield MenuLink(docname=page, anchor=f"group-{position}", text=str(year))


def headings(env: BuildEnvironment, docname: str) -> Iterator[Heading]:
    """Yield two levels of the headings of a page."""
    toc = env.tocs.get(docname)
    return _walk(toc, 0) if toc is not None else iter(())


def _walk(toc: nodes.Element, depth: int) -> Iterator[Heading]:
    for item in toc.children:
        if not isinstance(item, nodes.list_item):
            continue
        for child in item.children:
            if isinstance(child, nodes.bullet_list) and depth < 2:
                yield from _walk(child, depth + 1)
            elif depth and (reference := child.next_node(nodes.reference)) is not None:
                anchor = str(reference.get("anchorname", "")).removeprefix("#")
                yield Heading(anchor=anchor, text=reference.astext(), depth=depth)


def _nested(listed: Sequence[Heading]) -> list[MenuEntry]:
    """Return headings as entries, those of depth 2 below those of depth 1."""
    entries: list[MenuEntry] = []
    for heading in listed:
        entry = MenuEntry(text=heading.text, anchor=heading.anchor)
        if heading.depth > 1 and entries:
            entries[-1] = replace(entries[-1], below=(*entries[-1].below, entry))
        else:
            entries.append(entry)
    return entries


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
    shown = navigation(app.builder, pagename)
    context["navigation"] = shown
    context["headings"] = shown.headings if len(shown.headings) >= LONG_PAGE else ()
    context["indices"] = indices(app.builder)


def navigation_dependencies(app: Sphinx, docname: str) -> object:
    """Return the navigation of a page in this theme, or None in another."""
    return navigation(app.builder, docname) if is_in_use(app.builder) else None
