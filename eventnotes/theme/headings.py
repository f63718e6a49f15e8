"""The links to headings: no icon font, and not part of what screen readers read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventnotes.settings.theme import is_in_use

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_LINK = '<a class="headerlink"'


def remove_icons(app: Sphinx) -> None:
    """Remove the icon that sphinx_rtd_theme sets, a character of its icon font."""
    if is_in_use(app.builder):
        app.config.html_permalinks_icon = ""


def silence_links(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Hide heading links from screen readers, which would read them as part of the heading."""
    if "body" in context and is_in_use(app.builder):
        context["body"] = context["body"].replace(
            _LINK, f'{_LINK} aria-hidden="true" tabindex="-1"'
        )
