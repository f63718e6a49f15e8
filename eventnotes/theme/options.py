"""The options of sphinx_rtd_theme that this theme can't follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.settings.theme import is_in_use
from eventnotes.text.warning import warn

if TYPE_CHECKING:
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


def check_options(app: Sphinx) -> None:
    """Warn of theme options without an effect."""
    if not is_in_use(app.builder):
        return
    for name in sorted(NOT_FOLLOWED.keys() & app.config.html_theme_options.keys()):
        warn(
            "theme-option",
            f"html_theme_options: {name!r} has no effect in this theme ({NOT_FOLLOWED[name]}): "
            "remove it from conf.py",
        )
