"""Sort keys kept from one build to the next: the table that they are made by loads slowly."""

from __future__ import annotations

import json
import unicodedata
from importlib.metadata import version
from typing import TYPE_CHECKING

from eventnotes import collation

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx

# Others may sort otherwise.
_VERSIONS = f"{version('pyuca')} {unicodedata.unidata_version}"


def file(app: Sphinx) -> Path:
    """Return where the keys are kept: beside the environment, and like it only a cache."""
    return app.doctreedir / "eventnotes-sort-keys.json"


def recall(app: Sphinx) -> None:
    """Take over the keys that the last build has left, if it has."""
    try:
        keys = json.loads(file(app).read_bytes())[_VERSIONS]
    except (OSError, ValueError, LookupError):
        return  # The keys are made anew.
    collation.sort_keys.update((text, tuple(key)) for text, key in keys.items())


def keep(app: Sphinx, exception: Exception | None) -> None:
    """Leave the keys to the next build, if this one has made new ones."""
    if exception is None and collation.is_table_loaded():
        text = json.dumps({_VERSIONS: collation.sort_keys}, separators=(",", ":"))
        file(app).write_text(text, "utf-8")


def setup(app: Sphinx) -> None:
    """Register the cache."""
    app.connect("builder-inited", recall)
    app.connect("build-finished", keep)
