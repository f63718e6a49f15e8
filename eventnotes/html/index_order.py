"""The general index on its pages: sorted, with the titles of pages and linked cross-references."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from eventnotes.settings.theme import is_in_use
from eventnotes.text.collation import slug
from eventnotes.text.general_index import Ordering, cross_reference

if TYPE_CHECKING:
    from docutils.nodes import document
    from sphinx.application import Sphinx

    from eventnotes.text.general_index import Groups, Links, Subterm, Term

WHOLE, LETTER = "genindex.html", "genindex-single.html"


def show_general_index(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document
) -> None:
    """Sort the general index in the context of its pages, and link its cross-references.

    A cross-reference leads to its term in our theme, and to the term's letter in others, which
    have no ids there. For our theme, ``index_ids`` are the ids by term, ``index_see`` the parts
    of cross-references, and ``index_titles`` the terms that are titles of pages.
    """
    if templatename not in {WHOLE, LETTER}:
        return
    ordering = Ordering.of(app.builder)
    terms = {term[0]: term for _label, group in context["genindexentries"] for term in group}
    subterms = [one for _text, (_links, below, _own) in terms.values() for one in below]
    see = {one[0]: found for one in subterms if (found := cross_reference(one))}
    ids = {one.term: f"see-{slug(one.term)}" for one in see.values() if one.term in terms}
    page = "" if templatename == WHOLE else context["pathto"]("genindex-all")
    exact = is_in_use(app.builder)
    urls = {
        text: f"{page}#{ids[one.term] if exact else ordering.label(terms[one.term])}"
        for text, one in see.items()
        if one.term in ids
    }
    context["index_ids"], context["index_see"] = ids, see
    if templatename == WHOLE:
        groups = _arranged(context["genindexentries"], ordering, urls)
        context["genindexentries"] = groups
    else:
        groups = _arranged([(context["key"], context["entries"])], ordering, urls)
        context["entries"] = [term for _label, group in groups for term in group]
    context["index_titles"] = dict.fromkeys(sorted(ordering.titles_in(groups)), True)


def _arranged(groups: Groups, ordering: Ordering, urls: dict[str, str]) -> Groups:
    """Return *groups* sorted, with the titles of pages, and with the addresses of *urls*."""
    titled = [(label, [_with_titles(term, ordering) for term in group]) for label, group in groups]
    return [
        (label, [_linked(term, urls) for term in group])
        for label, group in ordering.sorted(titled)
    ]


def _with_titles(term: Term, ordering: Ordering) -> Term:
    """Return *term* with the titles of pages, instead of numbers, for its links to several."""
    text, (links, below, label) = term
    found: defaultdict[str, Links] = defaultdict(list)
    for subtext, sublinks in below:
        titles = [ordering.title_of(address) for _main, address in sublinks]
        if not sublinks:  # a cross-reference
            found[subtext] = []
        for title, link in zip(titles, sublinks, strict=True):
            found[f"{subtext} ({title})" if len(set(titles)) > 1 else subtext].append(link)
    if len(links) > 1:
        for link in links:
            found[ordering.title_of(link[1])].append(link)
        links = []
    return text, (links, list(found.items()), label)


def _linked(term: Term, urls: dict[str, str]) -> Term:
    """Return *term* with addresses for its cross-references, by their text."""
    text, (links, below, label) = term
    linked: list[Subterm] = [
        (one, [("", urls[one])] if one in urls and not links else links) for one, links in below
    ]
    return text, (links, linked, label)
