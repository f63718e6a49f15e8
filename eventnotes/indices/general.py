"""The general index: every speaker, talk, event and topic, beside the pages' own entries."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.index_entries import split_index_msg

from eventnotes.domain import GeneralIndexEntry, NotesDomain
from eventnotes.reading.page import nodes_of
from eventnotes.records.model import Talk
from eventnotes.text.collation import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# What a term is compared by: itself, or that of the term above it and itself.
Key = tuple[str, ...]


class Forms:
    """The one way in which the index writes each term, whatever the case and accents.

    A term's form is the first of *chosen* that names the same thing; else the commonest in
    the *entries* of pages. What stands below a term is only compared with what else does.
    """

    def __init__(self, chosen: Iterable[str], entries: Iterable[GeneralIndexEntry]) -> None:
        self._chosen: dict[Key, str] = {}
        for term in chosen:
            self._chosen.setdefault((fold(term),), term)
        self._written: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        for kind, text, *_rest in entries:
            for key, term in _terms(kind, text):
                self._written[key][term] += 1

    def apply(self, entry: GeneralIndexEntry) -> GeneralIndexEntry:
        """Return *entry* with each of its terms in its form."""
        kind, text, target, main, label = entry
        terms = (self._form(key, term) for key, term in _terms(kind, text))
        return (kind, "; ".join(terms), target, main, label)

    def _form(self, key: Key, term: str) -> str:
        if key in self._chosen:
            return self._chosen[key]
        ways = self._written.get(key, {term: 1})
        return min(ways, key=lambda way: (-ways[way], way))


def generated(domain: NotesDomain) -> dict[str, list[GeneralIndexEntry]]:
    """Return the entries for every talk, event, speaker and topic, by docname.

    Somebody with one talk leads straight to it; somebody with several, and a topic, has
    them below, each by its title.
    """
    archive = domain.archive
    found: dict[str, list[GeneralIndexEntry]] = {}
    for record in (*archive.events, *archive.talks):
        title = _plain(domain.title(record))
        terms = [title]
        if isinstance(record, Talk):
            heads = [(one.sort_name, archive.talks_by(one)) for one in archive.speakers(record)]
            heads += [(one.name, archive.talks_on(one)) for one in archive.topics_of(record)]
            terms += [
                _plain(head) if len(talks) == 1 else f"{_plain(head)}; {title}"
                for head, talks in heads
            ]
        found[record.docname] = [("single", term, record.anchor, "", None) for term in terms]
    return found


def forms(domain: NotesDomain) -> Forms:
    """Return the forms of all terms: topics and people first, then titles, then the pages'."""
    archive = domain.archive
    chosen = [
        *(topic.name for topic in archive.topics.values()),
        *(person.sort_name for person in archive.people),
        *(domain.title(record) for record in (*archive.events, *archive.talks)),
    ]
    own = domain.index_entries
    return Forms(map(_plain, chosen), (entry for docname in sorted(own) for entry in own[docname]))


def fill(app: Sphinx, env: BuildEnvironment) -> None:
    """Make the whole index from what the pages have and what the archive comes to.

    A page's own entries are kept apart, so this gives the same however often it is done.
    """
    domain = NotesDomain.of(env)
    entries = env.domains.index_domain.entries
    own = domain.index_entries
    form, more = forms(domain), generated(domain)
    entries.clear()
    for docname in sorted(env.all_docs):
        both = (*own.get(docname, ()), *more.get(docname, ()))
        entries[docname] = list(dict.fromkeys(form.apply(entry) for entry in both))


def keep_own(app: Sphinx, doctree: nodes.document) -> None:
    """Keep the entries of the page just read, before any are added."""
    docname = app.env.docname
    entries = app.env.domains.index_domain.entries.get(docname, ())
    NotesDomain.of(app.env).note_index_entries(docname, entries)


class EntriesAtHeadings(SphinxTransform):
    """Lets the entries that stand right before a heading lead to it.

    They move below the heading, so that a printed index names the page that the heading is
    on; runs once docutils has given headings the ids of what stands before them.
    """

    default_priority = 270

    def apply(self, **kwargs: Any) -> None:
        """Move every such entry of the page."""
        found = [(one, _section_after(one)) for one in nodes_of(self.document, addnodes.index)]
        if not any(section for _index, section in found):
            return
        moved = {entry[2] for index, section in found if section for entry in index["entries"]}
        for heading in self.document.findall(nodes.section):
            heading["ids"] = [one for one in heading["ids"] if one not in moved]
        for index, section in found:
            if section:
                _move(index, section)
        for target in list(self.document.findall(nodes.target)):
            if not target["names"] and moved & {*target["ids"], target.get("refid")}:
                target.parent.remove(target)


class PrintedEntries(SphinxPostTransform):
    """Puts the whole index's entries into a printed book, whose pages carry them."""

    default_priority = 600
    formats = ("latex", "texinfo")

    def run(self, **kwargs: Any) -> None:
        """Add those of every page that is in the document."""
        domain = NotesDomain.of(self.env)
        form, more = forms(domain), generated(domain)
        for index in self.document.findall(addnodes.index):
            index["entries"] = [form.apply(entry) for entry in index["entries"]]
        pages = {self.env.docname: self.document} | {
            node["docname"]: node for node in self.document.findall(addnodes.start_of_file)
        }
        for docname, page in pages.items():
            section = next((one for one in page.children if isinstance(one, nodes.section)), None)
            if section is not None and docname in more:
                added = [form.apply(entry) for entry in more[docname]]
                section.insert(1, addnodes.index(entries=added, inline=False))


def _section_after(index: addnodes.index) -> nodes.section | None:
    """Return the section whose heading comes next, with nothing to read before it."""
    node: nodes.Node | None = index
    while node is not None:
        node = node.next_node(ascend=True, descend=False)
        if isinstance(node, nodes.section):
            return node
        if not isinstance(node, (nodes.Invisible, nodes.system_message)):
            return None
    return None


def _move(index: addnodes.index, section: nodes.section) -> None:
    index["entries"] = [
        (kind, text, section["ids"][0], main, label)
        for kind, text, _target, main, label in index["entries"]
    ]
    index.parent.remove(index)
    section.insert(1, index)


def _terms(kind: str, text: str) -> list[tuple[Key, str]]:
    """Return the terms of an entry with what each is compared by.

    The whole text is one where it is wrong in a way that Sphinx has told of.
    """
    try:
        terms = split_index_msg(kind, text)
    except ValueError:
        terms = [text]
    if kind == "single" and len(terms) == 2:
        head, below = terms
        return [((fold(head),), head), ((fold(head), fold(below)), below)]
    return [((fold(term),), term) for term in terms]


def _plain(term: str) -> str:
    """Return *term* without what parts an entry's terms."""
    return " ".join(term.replace(";", ",").split())
