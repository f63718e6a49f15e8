"""Internal addresses of the book, which Sphinx resolves references to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from sphinx.config import Config

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


def on_site(config: Config, docname: str) -> str:
    """Return the address of the page *docname* below ``html_baseurl``, ``""`` without that."""
    if not config.html_baseurl:
        return ""
    suffix = config.html_link_suffix or config.html_file_suffix or ".html"
    return f"{config.html_baseurl.rstrip('/')}/{quote(docname)}{suffix}"
