"""The tables of settings, checked before the build starts."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx.config import Config
from sphinx.errors import ConfigError

from eventnotes.book import settings as book
from eventnotes.settings.setting import add_settings, check_settings
from eventnotes.settings.table import SETTINGS

ALL = (*SETTINGS, *book.SETTINGS)


def config(**values: Any) -> Config:
    found = Config(values)
    add_settings(found, ALL)
    return found


def test_defaults_are_valid() -> None:
    check_settings(config(), ALL)
    for one in ALL:
        assert one.name.startswith(("eventnotes_", "book_"))
        assert one.shown or one.type is None or isinstance(one.default, one.type)
        assert one.help.endswith((".", "}."))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("eventnotes_layout", ["{event}/{talk}", "{year}/{event}/{talk}"]),
        ("eventnotes_field_names", {"Authors": "Speakers"}),
        ("eventnotes_people", {"VM Brasseur": ("V. M. Brasseur",)}),
        ("eventnotes_different_people", [("Ann Lee", "Anne Lee")]),
        ("eventnotes_related", 0),
        ("book_documents", [("index", "book.pdf", "Title", "Author", "howto", True)]),
        ("book_domain_indices", ["py-modindex"]),
        ("book_fonts", {"serif": "EB Garamond", "sans": ["Lato", "Inter"]}),
        ("book_toplevel_sectioning", "part"),
        ("book_template", "own.typ"),
    ],
)
def test_accepted(name: str, value: object) -> None:
    check_settings(config(**{name: value}), ALL)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("eventnotes_layout", "{event}/{talk}", "a list of patterns"),
        ("eventnotes_layout", ["{evnt}/{talk}"], "not {evnt}"),
        ("eventnotes_event_page", None, "the name of a page"),
        ("eventnotes_event_page", "a/b", "the name of a page, without '/'"),
        ("eventnotes_field_names", {"Authors": "Speekers"}, "not 'Speekers'"),
        ("eventnotes_field_names", {1: "Speakers"}, "a dictionary of strings"),
        ("eventnotes_people", {"VM Brasseur": "V. M. Brasseur"}, "a dictionary of lists"),
        ("eventnotes_different_people", ["Ann Lee"], "a list of lists of names"),
        ("eventnotes_topics_page", 1, "a string"),
        ("eventnotes_related", True, "a whole number, 0 or more"),
        ("eventnotes_related", -1, "a whole number, 0 or more"),
        ("book_documents", "book.pdf", "a list of books"),
        ("book_documents", [("index", "book.pdf")], "each (start document, file name"),
        (
            "book_documents",
            [("index", "a/b.pdf", "Title", "Author")],
            "'book.pdf', not 'a/b.pdf'",
        ),
        ("book_documents", [("index", "b.pdf", "Title", "Author", "x")], "'manual' or 'howto'"),
        ("book_domain_indices", "py-modindex", "True, False or a list of names"),
        ("book_show_urls", "footnotes", "'footnote' or 'inline' or 'no'"),
        ("book_contents_depth", "3", "a whole number, 0 or more"),
        ("book_paper", 'a4", x: "', "a paper size of Typst"),
        ("book_font_size", "11", "a size with a unit"),
        ("book_fonts", {"cursive": "Caveat"}, "'serif', 'sans', 'mono'"),
        ("book_font_paths", "fonts", "a list of strings"),
        ("book_system_fonts", 1, "True or False"),
        ("book_template", 1, "the name of a file, or None"),
        ("book_downloads", "book.pdf", "a list of strings"),
    ],
)
def test_refused(name: str, value: object, expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_settings(config(**{name: value}), ALL)
    assert f"{name} is {value!r}, but must be" in str(caught.value)
    assert expected in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        check_settings(config(eventnotes_related="x", eventnotes_topics_page=1), ALL)
    first, second = str(caught.value).removeprefix("conf.py: ").split("; ")
    assert {first.split()[0], second.split()[0]} == {
        "eventnotes_related",
        "eventnotes_topics_page",
    }
