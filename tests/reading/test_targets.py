"""Labels, terms, equations and citations that several pages define."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.incremental.archive import build, differences, site, small

if TYPE_CHECKING:
    from pathlib import Path

    from tests.building import Build

BODY = """.. _Same:

Heading of {0}
--------------

.. glossary::

   the "Wood"
      From {0}.

.. math:: {0}
   :label: sum

.. [Key] {0}

:ref:`same`, :ref:`words <same>`, :term:`the "Wood"`, :eq:`sum`, [Key]_
"""


def test_the_number_of_processes_makes_no_difference(tmp_path: Path) -> None:
    archive = small()
    for number in range(12):
        archive.pages[f"p{number:02}.rst"] = f"Page\n====\n\n{BODY.format(number)}"
    sources = tmp_path / "sources"
    sources.mkdir()
    archive.write(sources)
    said = [build(sources, tmp_path / f"j{jobs}", jobs) for jobs in (1, 3, 4)]
    assert said[0] == said[1] == said[2]
    for jobs in (3, 4):
        assert differences(site(tmp_path / "j1"), site(tmp_path / f"j{jobs}")) == []
    assert 'href="p00.html#same"' in (tmp_path / "j1/html/p11.html").read_text("utf-8")


@pytest.mark.parametrize("parallel", [0, 2])
def test_every_further_page_is_reported(build: Build, parallel: int) -> None:
    pages = {f"{name}.rst": f"Page\n====\n\n{BODY.format(name)}" for name in "abc"}
    pages["mark.md"] = "# Mark\n\n(same)=\n## There\n"
    said = build(pages, parallel=parallel, extensions=["myst_parser"]).warnings
    ours = [
        line.split(", where")[0] for line in said if line.endswith("[eventnotes.duplicate-target]")
    ]
    assert ours == [
        f"{place}: WARNING: {name} is also defined on a"
        for page in "bc"
        for place, name in [
            (f"{page}.rst:7", "'same'"),
            (f"{page}.rst:10", "'the \"wood\"'"),
            (f"{page}.rst:14", "'sum'"),
            (f"{page}.rst:17", "'key'"),
        ]
    ] + ["mark.md:4: WARNING: 'same' is also defined on a"]
