"""Collections, made once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.collections import copied, succeed


@pytest.fixture(scope="session", params=["rst", "md"])
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new collection in reStructuredText, and one in Markdown; to be copied."""
    markup: str = request.param
    folder = tmp_path_factory.mktemp("begun") / markup
    options = ["--name=*Notes*", "--author=Ann Lee", "--event=Spring Talks"]
    succeed(folder.parent, "init", folder, *options, *["--markdown"] * (markup == "md"))
    return folder


@pytest.fixture
def collection(begun: Path, tmp_path: Path) -> Path:
    return copied(begun, tmp_path / begun.name)
