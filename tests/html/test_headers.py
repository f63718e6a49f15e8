"""The file of headers is written under our theme, without a setting or file against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.building import Build

PAGES = {"e/index.rst": "E\n=\n\n:Dates: 2013-03-15\n"}


@pytest.mark.parametrize(
    ("settings", "written"),
    [
        ({"html_theme": "eventnotes"}, True),
        ({"html_theme": "eventnotes", "eventnotes_headers": False}, False),
        ({"html_theme": "sphinx_rtd_theme"}, False),
    ],
)
def test_when_it_is_written(build: Build, settings: dict[str, object], written: bool) -> None:
    assert (build(PAGES, **settings).app.outdir / "_headers").exists() is written


def test_it_goes_with_the_theme(build: Build) -> None:
    build(PAGES, html_theme="eventnotes")
    assert not (build(PAGES, html_theme="alabaster").app.outdir / "_headers").exists()


@pytest.mark.parametrize("theme", ["eventnotes", "alabaster"])
def test_a_file_of_the_site_stays(build: Build, theme: str) -> None:
    own = {"extra/_headers": "/*\n  X-Own: yes\n"}
    site = build({**PAGES, **own}, html_theme=theme, html_extra_path=["extra"])
    assert site.text("_headers") == own["extra/_headers"]
