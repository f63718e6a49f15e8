"""Builds of the test projects, each in its own folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOTS = Path(__file__).parent.parent / "roots"


@pytest.fixture
def make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., SphinxTestApp]]:
    """Return a function that prepares a build of a project ``test-book-…``."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    monkeypatch.chdir(tmp_path)
    apps: list[SphinxTestApp] = []

    def start(name: str, *, builder: str = "bookpdf", **settings: object) -> SphinxTestApp:
        source = tmp_path / name
        if not source.exists():
            shutil.copytree(ROOTS / f"test-book-{name}", source)
        for before in apps:
            before.cleanup()  # two at once would share the registered nodes
        app = SphinxTestApp(builder, srcdir=source, confoverrides=settings)
        apps.append(app)
        return app

    yield start
    for app in apps:
        app.cleanup()
