"""Addresses of places inside a book, as Sphinx resolves references to them."""

from __future__ import annotations

#: Begins the address of every place inside the book: ``%docname#id``.
_INSIDE = "%"


def inside(docname: str) -> str:
    """Return the address of the document *docname*."""
    return _INSIDE + docname


def is_inside(address: str) -> bool:
    """Tell whether *address* is that of a place inside the book."""
    return address.startswith(_INSIDE)


def split(address: str) -> tuple[str, str]:
    """Return the document and the id, or ``""``, that an *address* inside the book names."""
    docname, _hash, name = address.removeprefix(_INSIDE).partition("#")
    return docname, name
