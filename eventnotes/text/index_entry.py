"""Domain index entries that references can point to."""

from __future__ import annotations

from typing import Self

from sphinx.domains import IndexEntry


class AnchoredEntry(IndexEntry):
    """An index entry with the anchor *own_id* on the index page.

    Sphinx's `IndexEntry` holds only the target. In the book, the entry becomes a label that
    references to the anchor point to.
    """

    own_id: str

    def __new__(cls, entry: IndexEntry, *, own_id: str) -> Self:
        """Return a copy of *entry* with the anchor *own_id*."""
        anchored = cls._make(entry)
        anchored.own_id = own_id
        return anchored
