"""The printed indices: domain indices and the general index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.locale import _

from eventnotes.book import addresses, escaping
from eventnotes.internals import IndexEntries
from eventnotes.text.index_entry import AnchoredEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Literal

    from sphinx.builders import Builder
    from sphinx.domains import Index, IndexEntry

    from eventnotes.book.anchors import Anchors

    Content = list[tuple[str, list[IndexEntry]]]
    _Links = list[tuple[str | None, str | Literal[False]]]
    _Content = tuple[_Links, list[tuple[str, _Links]], str | None]
    _Groups = list[tuple[str, list[tuple[str, _Content]]]]

GENERAL = "genindex"
#: An index is printed in two columns if all its entries are shorter than this.
SHORT_ENTRY = 44
#: The options of a domain index entry by subtype: with subentries, or itself a subentry.
_KINDS = {1: "heads: true, ", 2: "level: 1, "}


def domain_indices(builder: Builder, docnames: set[str]) -> dict[str, tuple[Index, Content]]:
    """Return the domain indices of ``typst_domain_indices`` with their content, by name.

    Indices without entries in *docnames* are left out.
    """
    wanted = builder.config.typst_domain_indices
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
        self._names: dict[str, str] = {}

    def domain_index(
        self, name: str, title: str, content: Iterable[tuple[str, list[IndexEntry]]]
    ) -> str:
        """Return the domain index *name* with the heading *title*."""
        groups = list(content)
        short = all(_width(entry) < SHORT_ENTRY for _letter, group in groups for entry in group)
        lines = [self._heading(name, title), f"#index-columns({2 if short else 1})[\n"]
        for letter, entries in groups:
            lines.append(f"#index-letter[{self._text(letter)}]\n")
            lines.extend(self._domain_entry(name, entry, short=short) for entry in entries)
        return "".join([*lines, "]\n"])

    def _domain_entry(self, index: str, entry: IndexEntry, *, short: bool) -> str:
        goal = self.anchors.label(entry.docname, entry.anchor) if entry.docname else None
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
        return f"#{call}({kind}[{self._text(entry.name)}]{pages}{note}){mark}\n"

    def general_index(self, builder: Builder) -> str:
        """Return the general index, or ``""`` if the book has no entries."""
        groups = list(IndexEntries(builder.env).create_index(builder))
        self._names = {
            name: f"see:{number}"
            for number, (name, content) in enumerate(_entries(groups))
            if self._entry(name, content)
        }
        body = [text for letter, group in groups if (text := self._letter(letter, group))]
        if not body:
            return ""
        return "".join([self._heading(GENERAL, _("Index")), "#index-columns(2)[\n", *body, "]\n"])

    def _letter(self, letter: str, group: list[tuple[str, _Content]]) -> str:
        entries = [text for entry in group if (text := self._entry(*entry))]
        if not entries:
            return ""
        return f"#index-letter[{self._text(letter)}]\n" + "".join(entries)

    def _entry(self, name: str, content: _Content) -> str:
        links, subentries, _key = content
        pages = self._pages(links)
        subs = [self._subentry(sub, targets) for sub, targets in subentries]
        subs = [sub for sub in subs if sub]
        if not pages and not subs:
            return ""
        mark = f" <{self._names[name]}>" if name in self._names else ""
        heads = "heads: true, " if subs else ""
        return f"#index-entry({heads}[{self._text(name)}]{pages}){mark}\n" + "".join(subs)

    def _subentry(self, name: str, links: _Links) -> str:
        pages = self._pages(links)
        if pages:
            return f"#index-entry(level: 1, [{self._text(name)}]{pages})\n"
        return self._see(name) if not links else ""

    def _see(self, text: str) -> str:
        """Return a "see" or "see also" with a link to its entry."""
        for form in (_("see %s"), _("see also %s")):
            before, _percent, after = form.partition("%s")
            name = text.removeprefix(before).removesuffix(after)
            if text == form % name and name in self._names:
                words = f"#emph[{self._text(before.strip())}] " if before.strip() else ""
                tail = f" #emph[{self._text(after.strip())}]" if after.strip() else ""
                link = f"#to(<{self._names[name]}>)[{self._text(name)}]"
                return f"#index-entry(level: 1, [{words}{link}{tail}])\n"
        return f"#index-entry(level: 1, [{self._text(text)}])\n"

    def _pages(self, links: _Links) -> str:
        labels: dict[str, bool] = {}
        for main, address in links:
            goal = self.anchors.label(*addresses.split(address or ""))
            if goal is not None:
                labels[goal] = labels.get(goal, False) or bool(main)
        shown = "".join(f"(<{goal}>, {str(main).lower()}), " for goal, main in labels.items())
        return f", pages: ({shown})" if shown else ""

    def _heading(self, name: str, title: str) -> str:
        return f"\n#section(1, none)[{self._text(title)}] <{label(name)}>\n"

    def _text(self, text: str) -> str:
        return escaping.markup(text, self.missing)


def _width(entry: IndexEntry) -> int:
    return sum(map(len, (entry.name, entry.extra, entry.qualifier, entry.descr)))


def _entries(groups: _Groups) -> Iterator[tuple[str, _Content]]:
    for _letter, group in groups:
        yield from group
