"""The doctrees of the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.records import doctrees

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes


@pytest.fixture(scope="session")
def trees(build_dir: Path) -> dict[str, nodes.document]:
    """Return the doctree of each page under ``conferences/`` by docname."""
    return {
        docname: tree
        for docname, tree in doctrees(build_dir).items()
        if docname.startswith("conferences/")
    }
