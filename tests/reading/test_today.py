"""The date of the build in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.building import Build

PAGE = """Page
====

.. |moment| date:: %A %d %B %Y, %H:%M
.. |day| date::

On |day|, |moment|. Today: |today|.
"""

TODAY = "Page\n====\n\nToday: |today|.\n"


@pytest.mark.parametrize("parallel", [0, 2])
def test_dates_are_those_of_the_sources(
    build: Build, monkeypatch: pytest.MonkeyPatch, parallel: int
) -> None:
    def page(epoch: int, **pages: str) -> str:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
        settings = {"language": "de", "today_fmt": "%Y-%m-%d"}
        named = {f"{name}.rst": text for name, text in pages.items()}
        return build(named, parallel=parallel, **settings).text("a.html")

    monkeypatch.setenv("TZ", "Pacific/Auckland")
    midnight = 1363305600
    first = page(midnight, a=PAGE)
    assert "On 2013-03-15, Freitag 15 März 2013, 00:00. Today: 2013-03-15." in first
    assert "On 2013-03-15, Freitag 15 März 2013, 12:00." in page(midnight + 12 * 3600)
    page(midnight, a=TODAY)
    assert "Today: 1970-01-01." in page(0)


def test_a_date_outside_a_substitution_is_an_error(build: Build) -> None:
    site = build({"a.rst": "Page\n====\n\n.. date::\n"})
    assert any(line.startswith("a.rst:4: ERROR: date can only be used") for line in site.warnings)
