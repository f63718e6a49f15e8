"""The Sphinx domain ``notes``: records by page, and cross-references to them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, NamedTuple, TypeVar, cast

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole

from eventnotes.internals import make_refnode
from eventnotes.records.archive import Archive, file_name, nearest
from eventnotes.records.events import says_when_or_where
from eventnotes.records.model import (
    Event,
    ModuleUse,
    PageLink,
    Problem,
    Record,
    Reference,
    Section,
    Target,
    Topic,
)
from eventnotes.records.order import site_order
from eventnotes.text.warning import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet
    from typing import Any

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


# A general index entry of Sphinx: type, text, target id, "main" or "", group label.
GeneralIndexEntry = tuple[str, str, str, str, str | None]


# The index pages that references to speakers and topics point to.
SPEAKERS = "notes-speakers"
TOPICS = "notes-topics"

_One = TypeVar("_One")


@dataclass
class BuildState:
    """What a build is made of, and whether that is what the last one was made of."""

    inputs: str = ""
    """A digest of the pages, settings and other files."""
    unchanged: bool = False
    warned: int = 0
    """The number of warnings before those of pages."""
    warnings: Sequence[tuple[str, str, str, int]] = ()
    """Those of pages, one by one and together: code, message, page or file, and line."""


class PageTable(Generic[_One]):
    """A table by docname in the domain's data, whose rows are cleared and merged with pages."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, domain: NotesDomain, owner: type) -> dict[str, _One]:
        return cast("dict[str, _One]", domain.data[self._name])


class NotesDomain(Domain):
    """The data read from each page, in tables by docname, and the results of builds.

    All state is kept here, so that only this class merges (parallel reading) and clears
    (incremental builds).
    """

    name = "notes"
    label = "Event Notes"
    object_types: ClassVar[dict[str, ObjType]] = {
        "event": ObjType("event", "event"),
        "talk": ObjType("talk", "talk"),
        "exhibitor": ObjType("exhibitor", "talk"),
        "speaker": ObjType("speaker", "speaker"),
        "topic": ObjType("topic", "topic"),
    }
    roles: ClassVar[dict[str, Any]] = {
        role: XRefRole(warn_dangling=True, innernodeclass=nodes.inline)
        for role in ("event", "talk", "speaker", "topic")
    }
    read = PageTable[Sequence[Record]]()
    """The records read from each page: a talk or candidates for an event, see `Archive`."""
    problems = PageTable[Sequence[Problem]]()
    """The problems found in reading each page."""
    vocabulary = PageTable[Sequence[Topic]]()
    """The topics defined on each page."""
    modules = PageTable[Sequence[ModuleUse]]()
    index_entries = PageTable[Sequence[GeneralIndexEntry]]()
    """The general index entries written on each page."""
    links = PageTable[Sequence[PageLink]]()
    """The external links of each page."""
    references = PageTable[Sequence[Reference]]()
    """The targets of the cross-references on each page."""
    targets = PageTable[Sequence[Target]]()
    """The labels, terms, equations and citations of each page."""
    beginnings = PageTable[str]()
    """The beginning of each page as plain text."""
    sections = PageTable[Mapping[str, Section]]()
    """The sections of each page that are records, by key, as shown."""
    characters = PageTable[str]()
    """The characters of each page that are not in ASCII."""

    _BY_PAGE: ClassVar[tuple[str, ...]] = tuple(
        name for name, one in vars().items() if isinstance(one, PageTable)
    )
    initial_data: ClassVar[dict[str, Any]] = {"builds": {}, **{name: {} for name in _BY_PAGE}}
    data_version = 8
    _archive: Archive | None
    _derived: dict[str, Any]
    _titles: dict[str, str]

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.state = BuildState()
        self._changed()

    @classmethod
    def of(cls, env: BuildEnvironment) -> NotesDomain:
        """Return this domain's instance in *env*."""
        return cast("NotesDomain", env.get_domain(cls.name))

    # The data of pages.

    def _changed(self) -> None:
        """Drop the data derived from all pages."""
        self._archive = None
        self._derived = {}
        self._titles = {}

    def note_record(self, record: Record, problems: Iterable[Problem]) -> None:
        """Add a record of a page and the problems found in reading it."""
        self._changed()
        self.read[record.docname] = (*self.read.get(record.docname, ()), record)
        self.note_problems(record.docname, problems)

    def has_record(self, docname: str) -> bool:
        """Return whether a page just read is surely that of a talk, an exhibitor or an event."""
        found = self.read.get(docname, ())
        return any(not isinstance(one, Event) or says_when_or_where(one) for one in found)

    def note_problems(self, docname: str, problems: Iterable[Problem]) -> None:
        """Add problems to those of a page."""
        if found := tuple(problems):
            self.problems[docname] = (*self.problems.get(docname, ()), *found)

    def note(self, table: dict[str, Sequence[_One]], docname: str, values: Iterable[_One]) -> None:
        """Store what a page has, if anything, in one of the tables."""
        self._changed()
        if found := tuple(values):
            table[docname] = found

    def clear_doc(self, docname: str) -> None:
        """Remove a page's data."""
        self._changed()
        for table in self._BY_PAGE:
            self.data[table].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Merge the data that another process has read from *docnames*."""
        self._changed()
        for table in self._BY_PAGE:
            for docname, value in otherdata[table].items():
                if docname in docnames:
                    self.data[table][docname] = value

    def note_order(self) -> None:
        """Drop what depends on the order of pages in toctrees, which has changed."""
        self._changed()

    # The results of builds, used only by the main process.

    def last_build(self, folder: str) -> Mapping[str, str]:
        """Return digests of what the pages show in an output folder, by docname."""
        found: Mapping[str, str] = self.data["builds"].get(folder, {})
        return found

    def note_build(self, folder: str, digests: Mapping[str, str]) -> None:
        """Store digests of when pages were read and what they show of others, by docname."""
        self.data["builds"][folder] = digests

    # Data derived from all pages.

    @property
    def records(self) -> Mapping[str, Record]:
        """The archive's records by key, which for that of a whole page is its docname."""
        return self.archive.records

    @property
    def archive(self) -> Archive:
        """The archive of all records, built on demand."""
        if self._archive is None:
            config = self.env.config
            self._archive = Archive(
                _joined(self.read),
                vocabulary=_joined(self.vocabulary),
                aliases=config.eventnotes_people,
                modules=_joined(self.modules),
                listed=site_order(self.env.config.root_doc, self.env.toctree_includes),
            )
        return self._archive

    def derived(self, name: str, make: Callable[[], _One]) -> _One:
        """Return the result of *make*, cached under *name* until a page changes."""
        if name not in self._derived:
            self._derived[name] = make()
        return cast("_One", self._derived[name])

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Return all reference targets, for inventories."""
        for record in self.archive.records.values():
            yield record.id, record.title, record.kind, record.docname, record.anchor, -1
        for person in self.archive.people:
            yield person.name, person.sort_name, "speaker", SPEAKERS, person.id, 1
        for topic in self.archive.topics.values():
            yield topic.name, topic.name, "topic", TOPICS, topic.id, 1

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Resolve a reference by file name, id, title or name.

        :raises NoUri: if the builder has no page for the index that the reference points to
        """
        found = self.find(typ, target, fromdocname)
        if not found:
            return None
        if len(found) > 1 and node.get("refwarn"):
            pages = " or ".join(one.docname for one in found)
            message = f"{target!r} is ambiguous, it can be {pages}: use the path of the page"
            warn("ambiguous-reference", message, node)
        first = found[0]
        if not node.get("refexplicit"):
            contnode = nodes.inline("", first.text, classes=contnode["classes"])
        return make_refnode(builder, fromdocname, first.docname, first.anchor, contnode)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve an ``any`` reference in each of the domain's roles."""
        found = (
            (role, self.resolve_xref(env, fromdocname, builder, role, target, node, contnode))
            for role in self.roles
        )
        return [(f"notes:{role}", reference) for role, reference in found if reference]

    def suggestion(self, typ: str, target: str) -> str:
        """Return the closest known name to *target*, or ``""`` if none is similar."""
        names = {name.casefold(): name for name in self._names(typ)}
        close = difflib.get_close_matches(target.casefold()[:80], names)
        return names[close[0]] if close else ""

    def _names(self, typ: str) -> Iterable[str]:
        if typ == "speaker":
            return [person.name for person in self.archive.people]
        if typ == "topic":
            return [topic.name for topic in self.archive.topics.values()]
        records = [one for one in self.archive.records.values() if _is_of(one, typ)]
        return [name for one in records for name in (one.title, file_name(one))]

    def find(self, typ: str, target: str, fromdocname: str) -> list[ReferenceTarget]:
        """Return the candidates for *target*. More than one means that it is ambiguous."""
        if typ == "speaker":
            person = self.archive.people.find(target)
            return [ReferenceTarget(SPEAKERS, person.id, person.name)] if person else []
        if typ == "topic":
            topic = self.archive.find_topic(target)
            return [ReferenceTarget(TOPICS, topic.id, topic.name)] if topic else []
        records = (one for one in self.archive.find(target) if _is_of(one, typ))
        return [
            ReferenceTarget(one.docname, one.anchor, self.title(one))
            for one in nearest(records, fromdocname)
        ]

    def title(self, record: Record) -> str:
        """Return a record's title as shown on its page, with typographic quotes."""
        # Cached, because every page that mentions a talk needs its title.
        title = self._titles.get(record.key)
        if title is None:
            title = self._titles[record.key] = self._title(record)
        return title

    def _title(self, record: Record) -> str:
        if record.shortened:
            return record.title
        if section := self.sections.get(record.docname, {}).get(record.key):
            return section.title
        known = self.env.titles.get(record.docname)
        return known.astext() if known is not None else record.title

    def beginning(self, record: Record) -> str:
        """Return the beginning of what is said of a record as plain text."""
        if section := self.sections.get(record.docname, {}).get(record.key):
            return section.beginning
        return self.beginnings.get(record.docname, "")


class ReferenceTarget(NamedTuple):
    """The target of a reference: page, anchor and text to show."""

    docname: str
    anchor: str
    text: str


def warn_missing_reference(app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Warn about an unresolved reference and suggest the closest name."""
    if not isinstance(domain, NotesDomain):
        return None
    if node.get("refwarn"):
        near = domain.suggestion(node["reftype"], node["reftarget"])
        fix = f"did you mean {near!r}?" if near else "use the name on its page"
        message = f"no {node['reftype']} is called {node['reftarget']!r}: {fix}"
        warn("unknown-reference", message, node)
    return True


def _is_of(record: Record, typ: str) -> bool:
    return isinstance(record, Event) == (typ == "event")


def _joined(tables: Mapping[str, Sequence[_One]]) -> Iterator[_One]:
    for docname in sorted(tables):
        yield from tables[docname]
