"""Images that the policy blocks: those on other sites and those embedded in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from eventnotes.settings.theme import is_in_use
from eventnotes.text.warning import warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def link_pictures_elsewhere(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Replace each image that is not a file of the site by a link or its text."""
    if not is_in_use(app.builder):
        return
    for picture in list(document.findall(nodes.image)):
        url = picture["uri"]
        if "://" in url:
            _warn(picture, f"the image {url} is on another site and shown as a link")
            picture.parent.replace(picture, _link(picture, url))
        elif url.startswith("data:"):
            _warn(picture, "an image is embedded in the page and shown as text")
            picture.parent.replace(picture, nodes.Text(picture.get("alt", "")))


def _warn(picture: nodes.image, message: str) -> None:
    warn("picture-elsewhere", f"{message}: save it as a file beside the page", picture)


def _link(picture: nodes.image, url: str) -> nodes.Node:
    text = picture.get("alt") or url
    if isinstance(picture.parent, nodes.reference):
        return nodes.Text(text)
    link = nodes.reference("", text, refuri=url)
    if isinstance(picture.parent, nodes.TextElement):
        return link
    return nodes.paragraph("", "", link)
