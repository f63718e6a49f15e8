"""The settings: one table, checked before anything is built."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx.config import Config
from sphinx.errors import ConfigError

from eventnotes.config import SETTINGS, add_settings, check_settings


def config(**values: Any) -> Config:
    found = Config(values)
    add_settings(found)
    return found


def test_defaults_are_right() -> None:
    check_settings(config())
    for one in SETTINGS:
        assert one.name.startswith("eventnotes_")
        assert isinstance(one.default, one.type)
        assert one.help.endswith((".", "}."))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("eventnotes_talks_folder", "vortraege"),
        ("eventnotes_field_names", {"Authors": "Speakers"}),
        ("eventnotes_people", {"VM Brasseur": ("V. M. Brasseur",)}),
        ("eventnotes_different_people", [("Ann Lee", "Anne Lee")]),
        ("eventnotes_modules", {"django": ""}),
        ("eventnotes_related", 0),
    ],
)
def test_accepted(name: str, value: object) -> None:
    check_settings(config(**{name: value}))


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("eventnotes_talks_folder", "a/b", "the name of a folder or page, without '/'"),
        ("eventnotes_exhibitors_folder", "", "the name of a folder or page"),
        ("eventnotes_event_page", None, "the name of a folder or page"),
        ("eventnotes_field_names", {"Authors": "Speekers"}, "not 'Speekers'"),
        ("eventnotes_field_names", {1: "Speakers"}, "a dictionary of strings"),
        ("eventnotes_people", {"VM Brasseur": "V. M. Brasseur"}, "a dictionary of lists"),
        ("eventnotes_different_people", ["Ann Lee"], "a list of lists of names"),
        ("eventnotes_topics_page", 1, "a string"),
        ("eventnotes_modules", ["django"], "a dictionary of strings"),
        ("eventnotes_related", True, "a whole number, 0 or more"),
        ("eventnotes_related", -1, "a whole number, 0 or more"),
    ],
)
def test_refused(name: str, value: object, expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_settings(config(**{name: value}))
    assert f"{name} is {value!r}, but must be" in str(caught.value)
    assert expected in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ConfigError, match=r"related.*|topics_page.*"):
        check_settings(config(eventnotes_related="x", eventnotes_topics_page=1))
