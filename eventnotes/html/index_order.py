"""Sort and group the general index on its page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sphinx.locale import _

from eventnotes.text.collation import index_key, initial, sort_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils.nodes import document
    from sphinx.application import Sphinx

# Sphinx's template data: a term with its links, subterms and group label; and groups by letter.
Term = tuple[str, tuple[list[Any], list[tuple[str, list[Any]]], str | None]]
Groups = list[tuple[str, list[Term]]]


def collated(groups: Groups) -> Groups:
    """Return the general index sorted by the Unicode collation algorithm.

    Leading punctuation is ignored. Terms that do not start with a letter come first; labels
    set by pages come last.
    """
    terms = [term for _label, terms in groups for term in terms]
    terms.sort(key=lambda term: (_place(term), index_key(term[0])))
    return [
        (label, [_with_order(term) for term in members])
        for label, members in groupby(terms, _label)
    ]


def show_general_index(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document
) -> None:
    """Sort the general index in the context of its page."""
    if templatename == "genindex.html":
        context["genindexentries"] = collated(context["genindexentries"])


def _label(term: Term) -> str:
    if own := term[1][2]:
        return own
    letter = initial(term[0])
    return _("Symbols") if letter == "#" else letter


def _place(term: Term) -> tuple[bool, bool, Sequence[int], str]:
    """Return the sort key of the group of *term*."""
    label = _label(term)
    return bool(term[1][2]), label != _("Symbols"), sort_key(label), label


def _with_order(term: Term) -> Term:
    text, (links, below, label) = term
    return text, (links, sorted(below, key=lambda one: index_key(one[0])), label)
