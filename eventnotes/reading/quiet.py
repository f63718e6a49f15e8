"""Keep MyST from printing its configuration in each build."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: The logger of the module that prints it and nothing else, below Sphinx's "sphinx".
LOGGER = "sphinx.myst_parser.sphinx_ext.main"


def hush_myst(app: Sphinx, config: Config) -> None:
    logging.getLogger(LOGGER).setLevel(logging.WARNING)
