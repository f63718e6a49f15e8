"""A built page, parsed like in a browser."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# The resources that a browser loads with a page, as opposed to links that readers follow.
FETCHED = ["script", "img", "iframe", "source", "video", "audio", "object", "embed"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site. *name* is its path from the site's root, *tree* its elements."""

    name: str
    tree: HtmlElement

    def anchors(self) -> set[str]:
        """Return the valid fragments of this page."""
        return {str(value) for value in self.tree.xpath("//@id | //a/@name")} | {"", "top"}

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield the path from the site's root and the fragment of each internal link."""
        for url in self.tree.xpath("//@href | //@src"):
            parts = urlsplit(str(url))
            if parts.scheme or parts.netloc:
                continue
            path = posixpath.join(posixpath.dirname(self.name), unquote(parts.path))
            yield (posixpath.normpath(path) if parts.path else self.name), unquote(parts.fragment)

    def fetched(self) -> Iterator[str]:
        """Yield the addresses of the resources that a browser loads with this page."""
        for tag in FETCHED:
            yield from map(str, self.tree.xpath(f"//{tag}/@src | //{tag}/@data"))
        yield from map(str, self.tree.xpath("//link[not(@rel='canonical')]/@href"))

    def has_moved(self) -> bool:
        """Whether the page is a redirect."""
        return bool(self.tree.xpath("//meta[@http-equiv='refresh']"))

    def text(self) -> str:
        """Return the text of the page's main part, with single spaces."""
        (main,) = self.tree.xpath("//*[@role='main']")
        return " ".join(main.text_content().split())
