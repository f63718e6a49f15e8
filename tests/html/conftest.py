"""A small site with awkward texts, built with and without a base URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.html.building import build, write_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site built with a base URL."""
    top = tmp_path_factory.mktemp("awkward")
    return build(write_site(top), "-D", "html_baseurl=https://notes.example/en").folder


@pytest.fixture(scope="session")
def no_address(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site built without a base URL."""
    return build(write_site(tmp_path_factory.mktemp("no address"))).folder
