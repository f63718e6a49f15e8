"""Internal addresses of the book, which Sphinx resolves references to."""

from __future__ import annotations

#: The prefix of internal addresses: ``%docname#id``.
_INSIDE = "%"


def inside(docname: str) -> str:
    """Return the internal address of the document *docname*."""
    return _INSIDE + docname


def is_inside(address: str) -> bool:
    """Return whether *address* is internal."""
    return address.startswith(_INSIDE)


def split(address: str) -> tuple[str, str]:
    """Split an internal *address* into docname and id (or ``""``)."""
    docname, _hash, name = address.removeprefix(_INSIDE).partition("#")
    return docname, name
