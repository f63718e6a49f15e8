"""Pictures are the site's own: the policy lets in none from elsewhere, none within a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging

from eventnotes.settings.theme import is_in_use

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)


def link_pictures_elsewhere(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Put a link or words in the place of each picture that is no file of the site."""
    if not is_in_use(app.builder):
        return
    for picture in list(document.findall(nodes.image)):
        url = picture["uri"]
        if "://" in url:
            _warn(picture, f"the picture {url} is on another site, and the page links to it")
            picture.parent.replace(picture, _link(picture, url))
        elif url.startswith("data:"):
            _warn(picture, "a picture is written in the page, which shows its words alone")
            picture.parent.replace(picture, nodes.Text(picture.get("alt", "")))


def _warn(picture: nodes.image, message: str) -> None:
    logger.warning(
        "%s: save it as a file beside the page",
        message,
        location=picture,
        type="eventnotes",
        subtype="picture-elsewhere",
    )


def _link(picture: nodes.image, url: str) -> nodes.Node:
    text = picture.get("alt") or url
    if isinstance(picture.parent, nodes.reference):
        return nodes.Text(text)
    link = nodes.reference("", text, refuri=url)
    if isinstance(picture.parent, nodes.TextElement):
        return link
    return nodes.paragraph("", "", link)
