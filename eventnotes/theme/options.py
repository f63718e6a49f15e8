"""The options of sphinx_rtd_theme that this theme can't follow, and its heading links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from eventnotes.settings.theme import is_in_use
from eventnotes.text.warning import warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_SCRIPTS = "the policy allows no scripts from other hosts"
#: Options without an effect, with the reason.
NOT_FOLLOWED = {
    "analytics_id": _SCRIPTS,
    "analytics_anonymize_ip": _SCRIPTS,
    "canonical_url": "Sphinx's html_baseurl has replaced it",
    "flyout_display": _SCRIPTS,
    "language_selector": _SCRIPTS,
    "version_selector": _SCRIPTS,
}

_HEADING_LINK = '<a class="headerlink"'


def check_options(app: Sphinx) -> None:
    """Warn of theme options without an effect, and take the icons out of heading links.

    sphinx_rtd_theme sets the icon to a character of its icon font when Sphinx loads it.
    """
    if not is_in_use(app.builder):
        return
    app.config.html_permalinks_icon = ""
    for name in sorted(NOT_FOLLOWED.keys() & app.config.html_theme_options.keys()):
        warn(
            "theme-option",
            f"html_theme_options: {name!r} has no effect in this theme ({NOT_FOLLOWED[name]}): "
            "remove it from conf.py",
        )


def silence_heading_links(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Hide heading links from screen readers, which would read them as part of the heading."""
    if "body" in context and is_in_use(app.builder):
        context["body"] = context["body"].replace(
            _HEADING_LINK, f'{_HEADING_LINK} aria-hidden="true" tabindex="-1"'
        )
