"""The printed indices: domain indices and the general index."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING

from sphinx.locale import _

from eventnotes.book import addresses, escaping
from eventnotes.internals import IndexEntries
from eventnotes.text.drawing import HEIGHT
from eventnotes.text.general_index import Ordering, cross_reference
from eventnotes.text.index_entry import AnchoredEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.builders import Builder
    from sphinx.domains import Index, IndexEntry

    from eventnotes.book.anchors import Anchors
    from eventnotes.text.drawing import Drawing, Line
    from eventnotes.text.general_index import Groups, Links, Subterm, Term

    Content = list[tuple[str, list[IndexEntry]]]

GENERAL = "genindex"
#: An index is printed in two columns if all its entries are shorter than this.
SHORT_ENTRY = 44
#: The options of a domain index entry by subtype: with subentries, or itself a subentry.
_KINDS = {1: "heads: true, ", 2: "level: 1, "}


def domain_indices(builder: Builder, docnames: set[str]) -> dict[str, tuple[Index, Content]]:
    """Return the domain indices of ``book_domain_indices`` with their content, by name.

    Indices without entries in *docnames* are left out.
    """
    wanted = builder.config.book_domain_indices
    found: dict[str, tuple[Index, Content]] = {}
    if not wanted:
        return found
    for domain in builder.env.domains.sorted():
        for kind in domain.indices:
            name = f"{domain.name}-{kind.name}"
            if wanted is True or name in wanted:
                index = kind(domain)
                content, _collapse = index.generate(docnames)
                if content:
                    found[name] = (index, content)
    return found


def label(name: str) -> str:
    """Return the label of the printed index *name*."""
    return escaping.label(f"index:{name}")


def entry_labels(
    found: dict[str, tuple[Index, Content]],
) -> dict[tuple[str, str], str]:
    """Return the labels of entries by index name and id.

    Only entries of the class `AnchoredEntry` have an id.
    """
    labels: dict[tuple[str, str], str] = {}
    for name, (_index, content) in found.items():
        ids = [_own_id(entry) for _letter, group in content for entry in group]
        for number, one in enumerate(filter(None, ids)):
            labels.setdefault((name, one), f"{label(name)}:{number}")
    return labels


def _own_id(entry: IndexEntry) -> str:
    return entry.own_id if isinstance(entry, AnchoredEntry) else ""


class IndexWriter:
    """Writes indices as Typst. *anchors* are the labels of the book, *labels* those of entries."""

    def __init__(
        self,
        anchors: Anchors,
        labels: dict[tuple[str, str], str],
        missing: frozenset[str],
    ) -> None:
        self.anchors = anchors
        self.labels = dict(labels)  # each label is written once
        self.missing = missing
        self._names: dict[str, str] = {}  # the labels of the terms of the general index
        self._titles: set[str] = set()  # its terms that are titles of pages

    def domain_index(
        self,
        name: str,
        title: str,
        content: Iterable[tuple[str, list[IndexEntry]]],
        drawing: Drawing | None = None,
    ) -> str:
        """Return the domain index *name* with the heading *title*, below it the *drawing*."""
        groups = list(content)
        short = all(_width(entry) < SHORT_ENTRY for _letter, group in groups for entry in group)
        lines = [self._heading(name, title), self._drawing(name, drawing)]
        lines.append(f"#index-columns({2 if short else 1})[\n")
        for letter, entries in groups:
            lines.append(f"#index-letter[{self._text(letter)}]\n")
            below = _only_subentries(entries)
            lines.extend(
                self._domain_entry(name, entry, self._below(one), short=short)
                for entry, one in zip(entries, below, strict=True)
            )
        return "".join([*lines, "]\n"])

    def _drawing(self, index: str, drawing: Drawing | None) -> str:
        """Return a drawing, each row of it a link to its entry, which is still to be written."""
        if drawing is None:
            return ""
        axis = "".join(
            f"({''.join(f'({place}, [{self._text(name)}]), ' for place, name in line)}), "
            for line in drawing.axis()
        )
        rows = "".join(f"  {self._drawn_row(index, drawing, line)},\n" for line in drawing.lines)
        stacked = str(drawing.all_named).lower()
        return (
            f"#index-drawing([{self._text(drawing.caption)}], stacked: {stacked}, ({axis}),\n"
            f"{rows})\n"
        )

    def _drawn_row(self, index: str, drawing: Drawing, line: Line) -> str:
        goal = self.labels.get((index, line.target))
        label = self._text(line.label)
        text = f"#to(<{goal}>)[{label}]" if goal else label
        parts = (f"{100 * height / HEIGHT:g}%" for height in drawing.heights(line))
        return f"([{text}], ({', '.join(parts)},), [{line.total or ''}])"

    def _below(self, only: IndexEntry | None) -> str:
        goal = self._goal(only) if only is not None else None
        return f"below: ((<{goal}>, false),), " if goal else ""

    def _goal(self, entry: IndexEntry) -> str | None:
        return self.anchors.label(entry.docname, entry.anchor) if entry.docname else None

    def _domain_entry(self, index: str, entry: IndexEntry, below: str, *, short: bool) -> str:
        goal = self._goal(entry)
        pages = f", pages: ((<{goal}>, false),)" if goal else ""
        notes = [self._text(note) for note in (entry.extra, entry.qualifier) if note]
        notes = [f"({note})" for note in notes]
        if entry.descr:
            notes.append(f"— {self._text(entry.descr)}")
        note = f", note: [{' '.join(notes)}]" if notes else ""
        call = "index-entry" if short else "index-line"
        kind = _KINDS.get(entry.subtype, "")
        own = self.labels.pop((index, _own_id(entry)), None)
        mark = f" <{own}>" if own else ""
        return f"#{call}({kind}{below}[{self._text(entry.name)}]{pages}{note}){mark}\n"

    def general_index(self, builder: Builder) -> str:
        """Return the general index, or ``""`` if the book has no entries."""
        ordering = Ordering.of(builder)
        groups: Groups = ordering.sorted(IndexEntries(builder.env).create_index(builder))
        terms = [term for _letter, group in groups for term in group]
        self._titles = ordering.titles_in(groups)
        self._names = {
            term[0]: f"see:{number}" for number, term in enumerate(terms) if self._entry(term)
        }
        body = [text for letter, group in groups if (text := self._letter(letter, group))]
        if not body:
            return ""
        return "".join([self._heading(GENERAL, _("Index")), "#index-columns(2)[\n", *body, "]\n"])

    def _letter(self, letter: str, group: list[Term]) -> str:
        entries = [text for term in group if (text := self._entry(term))]
        if not entries:
            return ""
        return f"#index-letter[{self._text(letter)}]\n" + "".join(entries)

    def _entry(self, term: Term) -> str:
        name, (links, subterms, _label) = term
        pages = self._pages(links)
        subs = [text for subterm in subterms if (text := self._subentry(subterm))]
        if not pages and not subs:
            return ""
        mark = f" <{self._names[name]}>" if name in self._names else ""
        heads = "heads: true, " if subs else ""
        if len(subs) == 1:
            only = next((links for _name, links in subterms if links), [])
            heads += self._pages(only, "below").removeprefix(", ")
        return f"#index-entry({heads}[{self._name(name)}]{pages}){mark}\n" + "".join(subs)

    def _subentry(self, subterm: Subterm) -> str:
        name, links = subterm
        pages = self._pages(links)
        if pages:
            return f"#index-entry(level: 1, [{self._name(name)}]{pages})\n"
        return self._see(subterm) if not links else ""

    def _name(self, term: str) -> str:
        return f"#emph[{self._text(term)}]" if term in self._titles else self._text(term)

    def _see(self, subterm: Subterm) -> str:
        """Return a "see" or "see also", with a link to its entry if that is in the book."""
        found = cross_reference(subterm)
        if found is None or found.term not in self._names:
            return f"#index-entry(level: 1, [{self._text(subterm[0])}])\n"
        before, name, after = map(str.strip, found)
        words = f"#emph[{self._text(before)}] " if before else ""
        tail = f" #emph[{self._text(after)}]" if after else ""
        link = f"#to(<{self._names[name]}>)[{self._text(name)}]"
        return f"#index-entry(level: 1, [{words}{link}{tail}])\n"

    def _pages(self, links: Links, name: str = "pages") -> str:
        labels: dict[str, bool] = {}
        for main, address in links:
            goal = self.anchors.label(*addresses.split(address or ""))
            if goal is not None:
                labels[goal] = labels.get(goal, False) or bool(main)
        shown = "".join(f"(<{goal}>, {str(main).lower()}), " for goal, main in labels.items())
        return f", {name}: ({shown}), " if shown else ""

    def _heading(self, name: str, title: str) -> str:
        return f"\n#section(1, none)[{self._text(title)}] <{label(name)}>\n"

    def _text(self, text: str) -> str:
        return escaping.markup(text, self.missing)


def _only_subentries(entries: list[IndexEntry]) -> Iterator[IndexEntry | None]:
    """Yield for each of *entries* its subentry, if it has only one."""
    for number, entry in enumerate(entries):
        following = takewhile(lambda one: one.subtype == 2, entries[number + 1 :])
        subentries = list(islice(following, 2)) if entry.subtype == 1 else []
        yield subentries[0] if len(subentries) == 1 else None


def _width(entry: IndexEntry) -> int:
    return sum(map(len, (entry.name, entry.extra, entry.qualifier, entry.descr)))
