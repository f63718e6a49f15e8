"""A small site full of awkward texts, built with and without an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.html.building import build, write_site

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built site whose address is known."""
    top = tmp_path_factory.mktemp("awkward")
    return build(write_site(top), "-D", "html_baseurl=https://notes.example/en").folder


@pytest.fixture(scope="session")
def no_address(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a built site whose address is not known."""
    return build(write_site(tmp_path_factory.mktemp("no address"))).folder
