"""The order of a general index, and its cross-references, on pages and in books."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from sphinx.errors import NoUri
from sphinx.locale import _

from eventnotes.text.collation import fold, index_key, initial, sort_key, without_article

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.builders import Builder

# Sphinx's data of an index. A link is a main one or not, and its address or False.
Links = list[tuple[str | None, str | Literal[False]]]
Subterm = tuple[str, Links]
# A term with its links, subterms and label of its group; and the groups by letter.
Term = tuple[str, tuple[Links, list[Subterm], str | None]]
Groups = list[tuple[str, list[Term]]]


class CrossReference(NamedTuple):
    """A "see" or "see also": the *term* that it names, and the words around that."""

    before: str
    term: str
    after: str


def cross_reference(subterm: Subterm) -> CrossReference | None:
    """Return the cross-reference that Sphinx has written into *subterm*, or None."""
    text, links = subterm
    for form in (_("see also %s"), _("see %s")):
        before, _percent, after = form.partition("%s")
        if not links and text.startswith(before) and text.endswith(after):
            return CrossReference(before, text[len(before) : len(text) - len(after)], after)
    return None


class Ordering:
    """The rules by which an index is sorted and grouped.

    Terms are sorted by the Unicode collation algorithm, without leading punctuation and without
    a leading article of the index's language, which they keep. Terms that do not start with a
    letter come first; labels set by pages come last.

    Of the subterms, titles of pages come after the others, and cross-references last.

    :param titles: the pages' titles by address
    """

    def __init__(self, language: str, titles: dict[str, str]) -> None:
        self.language = language
        self.titles = titles

    @classmethod
    def of(cls, builder: Builder) -> Ordering:
        """Return the ordering of the general index that *builder* makes."""
        titles = {}
        for docname, title in builder.env.titles.items():
            try:
                titles[builder.get_relative_uri("genindex", docname)] = title.astext()
            except NoUri:  # not in this book
                continue
        return cls(builder.config.language, titles)

    def sorted(self, groups: Groups) -> Groups:
        """Return *groups* with all terms sorted, and grouped again."""
        terms = [self._with_subterms(term) for _label, terms in groups for term in terms]
        terms.sort(key=lambda term: (self._place(term), self._key(term[0])))
        return [(label, list(members)) for label, members in groupby(terms, self.label)]

    def title_of(self, address: str | Literal[False]) -> str:
        """Return the title of the page at *address*."""
        return self.titles.get((address or "").partition("#")[0], "")

    def titles_in(self, groups: Groups) -> set[str]:
        """Return the terms and subterms of *groups* that are titles of pages."""
        terms = [term for _label, group in groups for term in group]
        listed = [one for text, (links, below, _own) in terms for one in ((text, links), *below)]
        return {one[0] for one in listed if self._is_title(one)}

    def _is_title(self, term: Subterm) -> bool:
        """Return whether *term*, or a subterm, is the title of the page that it links to."""
        text, links = term
        return any(_letters(text) == _letters(self.title_of(address)) for _main, address in links)

    def _key(self, text: str) -> object:
        return index_key(without_article(text, self.language)), text

    def label(self, term: Term) -> str:
        """Return the label of the group of *term*: its own, or its letter."""
        if own := term[1][2]:
            return own
        letter = initial(without_article(term[0], self.language))
        return _("Symbols") if letter == "#" else letter

    def _place(self, term: Term) -> tuple[bool, bool, Sequence[int], str]:
        """Return the sort key of the group of *term*."""
        label = self.label(term)
        return bool(term[1][2]), label != _("Symbols"), sort_key(label), label

    def _with_subterms(self, term: Term) -> Term:
        text, (links, below, label) = term
        return text, (links, sorted(below, key=self._subkey), label)

    def _subkey(self, subterm: Subterm) -> tuple[int, object]:
        kind = 2 if cross_reference(subterm) else int(self._is_title(subterm))
        return kind, self._key(subterm[0])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
