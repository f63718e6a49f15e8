"""``sitemap.xml`` and ``robots.txt`` for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from eventnotes.html.published import OutputFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eventnotes.html.published import Published

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""The maximum number of URLs in a sitemap: https://www.sitemaps.org/protocol.html."""


def outputs(site: Published) -> Iterator[OutputFile[bytes]]:
    """Yield ``robots.txt`` and the sitemap; a large one is split, with a sitemap index."""
    for name, content in _files(site):
        yield OutputFile(name=name, of=content, value=content, make=iter)


def _files(site: Published) -> Iterator[tuple[str, bytes]]:
    addresses = [site.address(page) for page in (*sorted(site.pages), *site.indices)]
    parts = [addresses[start : start + MOST] for start in range(0, len(addresses), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _xml("urlset", "url", parts[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            yield name, _xml("urlset", "url", part)
        yield "sitemap.xml", _xml("sitemapindex", "sitemap", [site.base + name for name in names])
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.base}sitemap.xml\n".encode()


def _xml(root: str, item: str, addresses: list[str]) -> bytes:
    top = ET.Element(root, xmlns=NAMESPACE)
    for address in addresses:
        ET.SubElement(ET.SubElement(top, item), "loc").text = address
    ET.indent(top, "")
    content: bytes = ET.tostring(top, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
