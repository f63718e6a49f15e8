"""Sphinx's search index after an edit: what it forgets is put back, what is left is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.index_entries import split_index_msg

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.environment import BuildEnvironment
    from sphinx.search import IndexBuilder


def complete(indexer: IndexBuilder, env: BuildEnvironment) -> None:
    """Make an index that was loaded and renewed what a clean build makes.

    Loading loses the index entries of pages that are not written again, and keeps words that
    are on no page any more. Sphinx has no public way to either.
    """
    for words in (indexer._mapping, indexer._title_mapping):
        for word in [word for word, pages in words.items() if not pages]:
            del words[word]
    indexer._index_entries.clear()
    entries = env.domaindata["index"]["entries"]
    for docname in sorted(indexer._titles.keys() & entries.keys()):
        indexer._index_entries[docname] = sorted(set(_found(entries[docname])))


def _found(
    entries: Iterable[tuple[str, str, str, str, str | None]],
) -> Iterator[tuple[str, str, str]]:
    """Return the terms of a page's entries as the search index has them."""
    for kind, value, target, main, _key in entries:
        try:
            terms = split_index_msg(kind, value)
        except ValueError:  # Sphinx has warned of it.
            continue
        for term in terms:
            yield term, target or "", main
