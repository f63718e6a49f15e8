"""Event Notes: a Sphinx extension for notes from conference talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "1.1"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything that the extension adds to *app*."""
    # Here and not above: the command line starts without loading Sphinx.
    from eventnotes import (
        config,
        data,
        domain,
        encoding,
        general_index,
        headers,
        module_index,
        modules,
        reporting,
        search,
        theme,
        transforms,
        unfinished,
        unsafe,
    )
    from eventnotes.html import (
        index_order,
        index_pages,
        metadata,
        navigation,
        not_found,
        outputs,
        redirects,
        related,
        style,
        text,
    )
    from eventnotes.incremental import building
    from eventnotes.links import pages, transform, warnings

    unfinished.setup(app)
    encoding.setup(app)
    config.setup(app)
    domain.setup(app)
    building.setup(app)
    transforms.setup(app)
    unsafe.setup(app)
    modules.setup(app)
    general_index.setup(app)
    module_index.setup(app)
    reporting.setup(app)
    pages.setup(app)
    transform.setup(app)
    warnings.setup(app)
    text.setup(app)

    style.setup(app)
    index_order.setup(app)
    index_pages.setup(app)
    related.setup(app)
    metadata.setup(app)
    not_found.setup(app)
    redirects.setup(app)
    outputs.setup(app)
    data.setup(app)
    navigation.setup(app)
    theme.setup(app)
    headers.setup(app)
    search.setup(app)

    app.setup_extension("eventnotes.book")
    return {
        "version": __version__,
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
