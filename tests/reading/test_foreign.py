"""Other people's collections: a different layout, different field names, no settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import lxml.html
import pytest

from tests.building import EVENT, talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.building import Build, Site


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "latex", "text", "man"])
def test_unrelated_collection_builds_clean(foreign: Callable[..., Site], builder: str) -> None:
    assert foreign(builder).warnings == []


@pytest.mark.parametrize("theme", ["alabaster", "sphinx_rtd_theme", "basic"])
def test_any_theme_shows_its_indices(foreign: Callable[..., Site], theme: str) -> None:
    site = foreign(html_theme=theme)
    tree: Any = lxml.html.document_fromstring(site.text("notes-speakers.html"))
    terms = [" ".join(one.text_content().split()) for one in tree.xpath("//dt/*[1]")]
    assert terms == ["Ðukić, Đorđe", "Żak, Łucja", "Ковальчук, Олена", "山田 太郎"]
    assert [one.text_content() for one in tree.xpath("//section/h2")] == ["D", "Z", "К", "山"]


def test_its_references_lead_to_one_person(foreign: Callable[..., Site]) -> None:
    links = foreign().links("index.html", "//li//a[span[contains(@class, 'notes')]]")
    assert links == {
        "Типи «на щодень»": "gatherings/kyiv-2024/sessions/types.html#id1",
        "山田 太郎": "notes-speakers.html#山田-太郎",
        "Київська зустріч": "gatherings/kyiv-2024/about.html#id1",
        "typing": "notes-topics.html#typing",
    }


def test_the_extension_alone_is_enough(build: Build) -> None:
    front = "Notes\n=====\n\n.. toctree::\n\n   meet/index\n\n:ref:`notes-speakers`\n"
    event = f"{EVENT}\n.. toctree::\n   :glob:\n\n   talks/*\n"
    site = build(
        {"index.rst": front, "meet/index.rst": event, "meet/talks/one.rst": talk("One")},
        nitpicky=True,
    )
    assert site.warnings == []
    assert "Lee, Ann" in site.text("notes-speakers.html")
