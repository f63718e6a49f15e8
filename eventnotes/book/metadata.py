"""The metadata of an EPUB: https://www.w3.org/TR/epub-33/ and EPUB Accessibility 1.1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from sphinx.locale import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Sphinx's default of descriptive settings.
UNKNOWN = "unknown"
_EMPTY = re.compile(rf"\n *<dc:(\w+)>(?:{UNKNOWN})?</dc:\1>")
_PICTURE = re.compile(r"<(?:img|svg)\b[^>]*>")
_DESCRIBED = re.compile(r"""\balt=|\baria-label=|\brole="img\"""")
_MOVING = re.compile(r"<(?:audio|video|object|iframe|script)\b|\.gif\b")


def identifier(project: str, author: str) -> str:
    """Return an identifier, also valid as an XML name, that all versions of a book share."""
    return f"uuid-{uuid5(NAMESPACE_URL, project + chr(10) + author)}"


def accessible(page: str, language: str) -> str:
    """Return the XHTML *page* with its language, and a role for the table of contents."""
    if " lang=" not in page.partition("<html")[2].partition(">")[0]:
        page = page.replace("<html", f'<html lang="{language}" xml:lang="{language}"', 1)
    return page.replace('<nav epub:type="toc">', '<nav epub:type="toc" role="doc-toc">', 1)


def complete(package: str, pages: Iterable[bytes]) -> str:
    """Return the document *package* without what is unknown, and with what is true of *pages*."""
    text = "".join(page.decode() for page in pages)
    package = _EMPTY.sub("", package)
    new = "".join(
        f'    <meta property="schema:{name}">{value}</meta>\n' for name, value in _of(text)
    )
    return package.replace("  </metadata>", new + "  </metadata>", 1)


def _of(text: str) -> Iterator[tuple[str, str]]:
    pictures = _PICTURE.findall(text)
    described = all(map(_DESCRIBED.search, pictures))
    yield "accessMode", "textual"
    if pictures:
        yield "accessMode", "visual"
    if described:
        yield "accessModeSufficient", "textual"
    features = ["displayTransformability", "readingOrder", "structuralNavigation"]
    features += ["tableOfContents"] + ["alternativeText"] * bool(pictures and described)
    for feature in features:
        yield "accessibilityFeature", feature
    yield "accessibilityHazard", UNKNOWN if _MOVING.search(text) else "none"
    yield "accessibilitySummary", _("The text is real text, in reading order, with headings.")
