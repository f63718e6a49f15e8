"""Event Notes: a Sphinx extension for notes from conference talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "1.1"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register settings, domain, indices, nodes and theme, then the event handlers.

    :raises ConfigError: if the theme is used without the extension
    """
    if hasattr(app, "builder"):  # by the entry point of themes: too late for all the rest
        from sphinx.errors import ConfigError

        msg = "conf.py: the theme 'eventnotes' needs its extension: add 'eventnotes' to extensions"
        raise ConfigError(msg)
    # Imported here so that the command line starts without Sphinx.
    from eventnotes import hooks
    from eventnotes.domain import NotesDomain
    from eventnotes.html.style import PRIORITY, STYLE_SHEET
    from eventnotes.indices.notes import INDICES
    from eventnotes.links.transform import NODES
    from eventnotes.reading.limits import limit_options
    from eventnotes.reading.today import Date
    from eventnotes.settings.setting import add_settings
    from eventnotes.settings.table import SETTINGS
    from eventnotes.settings.theme import FOLDER, NAME

    add_settings(app.config, SETTINGS)
    app.add_domain(NotesDomain)
    for index in INDICES:
        app.add_index_to_domain(NotesDomain.name, index)
    for node, visitors in NODES.items():
        app.add_node(node, html=visitors)
    app.add_directive("date", Date, override=True)
    limit_options(app)
    app.add_css_file(STYLE_SHEET, priority=PRIORITY)
    app.add_html_theme(NAME, FOLDER)
    hooks.connect(app)
    app.setup_extension("sphinx.ext.intersphinx")  # for the Module Index
    app.setup_extension("eventnotes.book")
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
