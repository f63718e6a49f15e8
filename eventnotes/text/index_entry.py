"""Entries of a domain's index that references can lead to."""

from __future__ import annotations

from typing import Self

from sphinx.domains import IndexEntry


class AnchoredEntry(IndexEntry):
    """An entry that has an anchor of its own, *own_id*, on the page of its index.

    Sphinx's `IndexEntry` says only what it leads to. A printed index gives such an entry a label,
    which references to that anchor lead to.
    """

    own_id: str

    def __new__(cls, entry: IndexEntry, *, own_id: str) -> Self:
        """Return *entry* with its anchor."""
        anchored = cls._make(entry)
        anchored.own_id = own_id
        return anchored
