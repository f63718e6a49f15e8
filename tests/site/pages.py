"""One built page, read as a browser reads it."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# What a browser fetches by itself to show a page, against what a reader chooses to follow.
FETCHED = ["script", "img", "iframe", "source", "video", "audio", "object", "embed"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site: *name* is its path from the site's root, *tree* its elements."""

    name: str
    tree: HtmlElement

    def anchors(self) -> set[str]:
        """Return what a fragment may name on this page."""
        return {str(value) for value in self.tree.xpath("//@id | //a/@name")} | {"", "top"}

    def links(self) -> Iterator[tuple[str, str]]:
        """Yield path and fragment, from the site's root, of each link that stays on the site."""
        for url in self.tree.xpath("//@href | //@src"):
            parts = urlsplit(str(url))
            if parts.scheme or parts.netloc:
                continue
            path = posixpath.join(posixpath.dirname(self.name), unquote(parts.path))
            yield (posixpath.normpath(path) if parts.path else self.name), unquote(parts.fragment)

    def fetched(self) -> Iterator[str]:
        """Yield the address of each thing that showing this page makes a browser fetch."""
        for tag in FETCHED:
            yield from map(str, self.tree.xpath(f"//{tag}/@src | //{tag}/@data"))
        yield from map(str, self.tree.xpath("//link[not(@rel='canonical')]/@href"))

    def has_moved(self) -> bool:
        """Tell a page that only leads on, to where the page of its address is now."""
        return bool(self.tree.xpath("//meta[@http-equiv='refresh']"))

    def text(self) -> str:
        """Return what the page's main part says, with single spaces."""
        (main,) = self.tree.xpath("//*[@role='main']")
        return " ".join(main.text_content().split())
