"""The general index: generated entries for talks, events, speakers and topics."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from eventnotes.domain import GeneralIndexEntry, NotesDomain
from eventnotes.internals import split_index_msg
from eventnotes.records.model import Talk
from eventnotes.text.collation import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_MARKUP = re.compile(r"[<>&\"'\\]")
# The key of a term: the folded term, after that of its parent term if it has one.
Key = tuple[str, ...]


class Forms:
    """One spelling for each term of the index, ignoring case and accents.

    The spelling is the first match in *chosen*, else the most common one in the *entries* of
    pages. A subterm is compared only with the other subterms of its parent.
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
        """Return *entry* with the chosen spelling of each term."""
        kind, text, target, main, label = entry
        terms = (self._form(key, term) for key, term in _terms(kind, text))
        # Sphinx's templates write the label, a glossary's classifier, without escaping it.
        return (kind, "; ".join(terms), target, main, label and _MARKUP.sub("", label)[:40])

    def _form(self, key: Key, term: str) -> str:
        if key in self._chosen:
            return self._chosen[key]
        ways = self._written.get(key, {term: 1})
        return min(ways, key=lambda way: (-ways[way], way))


def generated(domain: NotesDomain) -> dict[str, list[GeneralIndexEntry]]:
    """Return the entries for all talks, events, speakers and topics, by docname.

    A speaker or topic with one talk links to it; one with several talks lists their titles
    as subentries.
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
        entries = found.setdefault(record.docname, [])
        entries += [("single", term, record.anchor, "", None) for term in terms]
    return found


def forms(domain: NotesDomain) -> Forms:
    """Return the spellings of all terms: topics and people first, then titles, then pages."""
    archive = domain.archive
    chosen = [
        *(topic.name for topic in archive.topics.values()),
        *(person.sort_name for person in archive.people),
        *(domain.title(record) for record in (*archive.events, *archive.talks)),
    ]
    own = domain.index_entries
    return Forms(map(_plain, chosen), (entry for docname in sorted(own) for entry in own[docname]))


def fill(app: Sphinx, env: BuildEnvironment) -> None:
    """Build the whole index from the pages' own entries and the generated ones.

    A page's own entries are stored separately, so repeated calls give the same result.
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
    """Store the entries written on the page just read."""
    docname = app.env.docname
    entries = app.env.domains.index_domain.entries.get(docname, ())
    domain = NotesDomain.of(app.env)
    domain.note(domain.index_entries, docname, entries)


class EntriesAtHeadings(SphinxTransform):
    """Makes index entries directly before a heading point to it.

    They are moved below the heading, so that a printed index has the heading's page number.
    Runs after docutils has propagated the ids of preceding targets to headings.
    """

    default_priority = 270

    def apply(self, **kwargs: Any) -> None:
        """Move the entries before each heading of the page."""
        found = list(_before_headings(self.document))
        if not found:
            return
        indices = [index for above, _section in found for index in above]
        moved = {entry[2] for index in indices for entry in index["entries"]}
        for heading in self.document.findall(nodes.section):
            heading["ids"] = [one for one in heading["ids"] if one not in moved]
        targets = [
            target
            for target in self.document.findall(nodes.target)
            if not target["names"] and moved & {*target["ids"], target.get("refid")}
        ]
        _remove([*indices, *targets])
        for above, section in found:
            section[1:1] = [_pointed(index, section) for index in reversed(above)]


class PrintedEntries(SphinxPostTransform):
    """Adds the generated entries to the pages of a printed book."""

    default_priority = 600
    formats = ("latex", "texinfo")

    def run(self, **kwargs: Any) -> None:
        """Add the entries of every page in the document."""
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


def _before_headings(
    document: nodes.document,
) -> Iterator[tuple[list[addnodes.index], nodes.section]]:
    """Yield the entries directly before a section, without visible content in between."""
    above: list[addnodes.index] = []
    for node in _visible(document):
        if isinstance(node, addnodes.index):
            above.append(node)
        else:
            if isinstance(node, nodes.section) and above:
                yield above, node
            above = []


def _visible(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the index entries and the visible nodes below *node*, in document order."""
    for child in node.children:
        if isinstance(child, addnodes.index):
            yield child
        elif not isinstance(child, (nodes.Invisible, nodes.system_message)):
            yield child
            yield from _visible(child)


def _pointed(index: addnodes.index, section: nodes.section) -> addnodes.index:
    index["entries"] = [
        (kind, text, section["ids"][0], main, label)
        for kind, text, _target, main, label in index["entries"]
    ]
    return index


def _remove(found: Sequence[nodes.Element]) -> None:
    """Remove nodes from their parents, which may have many."""
    removed = set(map(id, found))
    for parent in {id(one.parent): one.parent for one in found}.values():
        parent.children = [one for one in parent.children if id(one) not in removed]


def _terms(kind: str, text: str) -> list[tuple[Key, str]]:
    """Return the terms of an entry with their keys.

    Malformed text, which Sphinx has reported, is one term.
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
    """Return *term* without semicolons, which separate terms."""
    return " ".join(term.replace(";", ",").split())
