"""A build with nothing to do derives nothing from the pages again and repeats the warnings."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.incremental.archive import Archive, build, differences, site, small

LEDGER = '[links."https://example.org/gone"]\nstatus = "works"\n'


def archive() -> Archive:
    found = small()
    found.settings |= {"eventnotes_links_ledger": "links.toml", "html_static_path": ["pictures"]}
    # A problem that only all pages together show.
    found.events["spring"].talks["ants"].topics = "testing, a topic of its own"
    return found


def written(to: Path) -> float:
    """Return when the pages were written that every build with something to do writes."""
    return (to / "html/notes-speakers.html").stat().st_mtime_ns


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path, set[str]]:
    """Return the sources, the builds and the warnings of a site that has been built."""
    sources, to = tmp_path / "sources", tmp_path / "to"
    archive().write(sources)
    (sources / "pictures").mkdir()
    (sources / "pictures/own.css").write_text("p {}")
    (sources / "links.toml").write_text("")
    return sources, to, build(sources, to)


def test_warnings_are_repeated_and_nothing_is_written(
    built: tuple[Path, Path, set[str]],
) -> None:
    sources, to, said = built
    before, pages = written(to), site(to)
    assert said
    assert build(sources, to) == said
    assert written(to) == before
    assert site(to) == pages


def edit_a_page(sources: Path, to: Path) -> None:
    page = sources / "spring/talks/ants.rst"
    page.write_text(page.read_text("utf-8") + "\nMore.\n", "utf-8")


def edit_a_setting(sources: Path, to: Path) -> None:
    conf = sources / "conf.py"
    conf.write_text(conf.read_text("utf-8") + "eventnotes_related = 1\n", "utf-8")


def edit_a_style(sources: Path, to: Path) -> None:
    (sources / "pictures/own.css").write_text("p {color: red}")


def edit_the_ledger(sources: Path, to: Path) -> None:
    (sources / "links.toml").write_text(LEDGER)


def remove_an_index(sources: Path, to: Path) -> None:
    (to / "html/notes-topics.html").unlink()


def remove_a_page(sources: Path, to: Path) -> None:
    (to / "html/spring/talks/bees.html").unlink()


def age_a_page(sources: Path, to: Path) -> None:
    os.utime(to / "html/spring/talks/bees.html", (0, 0))


@pytest.mark.parametrize(
    "change",
    [
        edit_a_page,
        edit_a_setting,
        edit_a_style,
        edit_the_ledger,
        remove_an_index,
        remove_a_page,
        age_a_page,
    ],
)
def test_any_change_is_something_to_do(
    built: tuple[Path, Path, set[str]], tmp_path: Path, change: Callable[[Path, Path], None]
) -> None:
    sources, to, _said = built
    before = written(to)
    change(sources, to)
    said = build(sources, to)
    assert written(to) != before
    clean = build(sources, tmp_path / "clean")
    assert said == clean
    assert differences(site(to), site(tmp_path / "clean")) == []
