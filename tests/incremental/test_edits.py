"""One edit rebuilds the pages that show it, and no others."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.incremental.archive import Archive, Talk, build, differences, site, small

if TYPE_CHECKING:
    from pathlib import Path

# Sphinx writes the pages of the indices and the search in every build.
ALWAYS = frozenset(
    {
        "genindex",
        "notes-modules",
        "notes-speakers",
        "notes-timeline",
        "notes-topics",
        "search",
    }
)


class Edited:
    """A built archive that a test edits and rebuilds."""

    def __init__(self, folder: Path) -> None:
        self.archive: Archive = small()
        self._sources = folder / "sources"
        self.built = folder / "built"
        self._clean = folder / "clean"

    def rewritten(self, always: frozenset[str] = ALWAYS) -> set[str]:
        """Build after an edit, compare with a clean build, return the pages written again.

        :param always: the pages that every such build writes
        """
        self.archive.write(self._sources)
        html = self.built / "html"
        pages = {
            file.relative_to(html).with_suffix("").as_posix(): file
            for file in html.rglob("*.html")
        }
        before = {name: file.stat().st_mtime_ns for name, file in pages.items()}
        build(self._sources, self.built)
        shutil.rmtree(self._clean, ignore_errors=True)
        build(self._sources, self._clean)
        assert differences(site(self.built), site(self._clean)) == []
        after = {
            file.relative_to(html).with_suffix("").as_posix(): file
            for file in html.rglob("*.html")
        }
        changed = {
            name for name, file in after.items() if before.get(name) != file.stat().st_mtime_ns
        }
        assert changed >= always
        return changed - always


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an archive that has been built, and a copy of both."""
    folder = tmp_path_factory.mktemp("edits")
    (folder / "sources").mkdir()
    small().write(folder / "sources")
    build(folder / "sources", folder / "built")
    shutil.copytree(folder, folder.with_name("edits-first"))
    return folder


@pytest.fixture
def edited(first: Path) -> Edited:
    """Return the built archive as it was at first, in the same folder, with the same times."""
    shutil.rmtree(first)
    shutil.copytree(first.with_name("edits-first"), first)
    return Edited(first)


def test_nothing(edited: Edited) -> None:
    assert edited.rewritten(always=frozenset()) == set()


def test_words_of_a_talk(edited: Edited) -> None:
    edited.archive.events["spring"].talks["dogs"].body = "Other words."
    # Sphinx rebuilds a page when a page in its toctree has been read again.
    assert edited.rewritten() == {"spring/talks/dogs", "spring/index"}


def test_title_of_a_talk(edited: Edited) -> None:
    edited.archive.events["spring"].talks["dogs"].title = "On Wolves"
    assert edited.rewritten() == {
        "spring/talks/dogs",
        "spring/talks/ants",  # the event's other talks: navigation, next
        "spring/talks/bees",
        "spring/talks/cats",
        "spring/index",
        "autumn/index",  # lists talks that are written again
        "index",  # lists two levels
        "autumn/talks/elms",  # on the same topic
        "autumn/talks/figs",
        "autumn/talks/oaks",
        "autumn/talks/yews",
    }


def test_date_of_a_talk(edited: Edited) -> None:
    figs = edited.archive.events["autumn"].talks["figs"]
    for day in ("2012-09-05", "2012-09-02"):
        figs.date = day
        assert edited.rewritten() == {
            "autumn/talks/elms",  # the event's other talks: menu, next
            "autumn/talks/figs",
            "autumn/talks/oaks",
            "autumn/talks/yews",
            "autumn/index",
            "spring/talks/dogs",  # on the same topic
            "spring/index",  # lists a talk that is written again
            "index",  # lists two levels
            "about_us",  # follows the event's last talk
        }


def test_title_that_others_refer_to(edited: Edited) -> None:
    edited.archive.pages["about_us.rst"] += "\n:notes:talk:`cats`\n"
    assert edited.rewritten() == {"about_us", "index"}
    edited.archive.events["spring"].talks["cats"].title = "On Lions"
    assert edited.rewritten() == {
        "about_us",
        "spring/talks/ants",
        "spring/talks/bees",
        "spring/talks/cats",
        "spring/talks/dogs",
        "spring/index",
        "index",
    }


def test_new_talk(edited: Edited) -> None:
    edited.archive.events["spring"].talks["emus"] = Talk("On Emus", topics="birds")
    assert edited.rewritten() == {
        "spring/talks/emus",
        "spring/talks/ants",
        "spring/talks/bees",
        "spring/talks/cats",
        "spring/talks/dogs",
        "spring/index",
        "autumn/index",  # lists by a pattern: Sphinx reads it again where a page is new
        "index",
    }


def test_another_spelling_of_a_speaker(edited: Edited) -> None:
    for name in ("ants", "bees"):
        edited.archive.events["spring"].talks[name].speakers = "Ann Leé"
    assert edited.rewritten() == {
        "spring/talks/ants",
        "spring/talks/bees",
        "spring/talks/cats",  # leads to the same person, and to the talks
        "spring/index",
        "autumn/talks/oaks",  # names the person
        "autumn/index",  # lists it
        "index",  # lists the event, whose metadata names who spoke
    }


def test_another_meaning_of_a_topic(edited: Edited) -> None:
    edited.archive.topics["speed"] = "Going very fast."
    assert edited.rewritten() == {"topics", "index"}


def test_page_of_a_removed_talk_is_removed(edited: Edited) -> None:
    del edited.archive.events["autumn"].talks["yews"]
    edited.rewritten()
    left = {file.name for file in (edited.built / "html").rglob("*yews*")}
    assert left == set()


def test_list_that_still_names_a_removed_page(edited: Edited) -> None:
    lists = "Lists\n=====\n\n.. toctree::\n\n   zebra\n"
    edited.archive.pages |= {"lists.rst": lists, "zebra.rst": "Zebra\n=====\n"}
    edited.rewritten()
    del edited.archive.pages["zebra.rst"]
    assert {"lists", "topics"} <= edited.rewritten()


def test_label_on_two_pages(edited: Edited) -> None:
    spring = edited.archive.events["spring"].talks
    label = ".. _shared:\n\nOn page {0}\n---------\n\n.. glossary::\n\n   wood\n      From {0}."
    for name in ("cats", "dogs"):
        spring[name].body = label.format(name)
    edited.archive.pages["about_us.rst"] = "About us\n========\n\n:ref:`shared`, :term:`wood`.\n"
    edited.rewritten()
    # The second page has the label again, though it has not changed.
    spring["cats"].body = "Nothing."
    assert "about_us" in edited.rewritten()


def test_script_of_the_site(edited: Edited) -> None:
    edited.archive.settings |= {"html_static_path": ["static"], "html_js_files": ["own.js"]}
    edited.archive.pages["static/own.js"] = "// one"
    edited.rewritten()
    edited.archive.pages["static/own.js"] = "// two"
    assert len(edited.rewritten()) == len(pages_of(edited.archive))


def pages_of(archive: Archive) -> list[str]:
    """Return the sources of all pages."""
    return [name for name in archive.files() if name.endswith(".rst")]
