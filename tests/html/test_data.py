"""notes.json is valid, complete and reproducible; its schema matches the code."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from eventnotes.html.outputs.data import schema
from eventnotes.records import model
from eventnotes.records.fields import FIELDS
from tests.building import EVENT, inventory, talk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.building import Build, Site

# Attributes that have other names in the data, or that only messages need.
CALLED = {"docname": "page"}
LEFT_OUT = {"line", "key", "folder", "rank", "undated", "shortened", "how"}
DEFINITIONS: dict[str, type] = {
    "event": model.Event,
    "talk": model.Talk,
    "exhibitor": model.Exhibitor,
    "person": model.Person,
    "link": model.Link,
    "field": model.Value,
    "dates": model.DateSpan,
}
PAGES = {
    "pycon/index.rst": EVENT,
    "pycon/exhibitors/acme.rst": "Acme\n====\n\n:Site: https://acme.example/\n\n:py:mod:`os`\n",
    "pycon/talks/one.rst": talk(
        "“One” & <two>",
        ":Speakers: Łucja Żak and Bo Ek, et al.",
        ":Date: March 16, 2013",
        ":Topics: typing, testing",
        ":Slides: `The slides <https://slides.example/?a=1&b=2>`__",
        ":Given at: PyGotham",
        ":Mood: merry",
        ":Id: talks/1",
        body="Uses :py:mod:`collections` and :py:mod:`django.db`.",
    ),
    "topics.rst": "Topics\n======\n\ntyping\n   What a type is.\n",
    "python.inv": inventory("collections library/collections.html"),
    "django.inv": inventory("django.db db.html"),
}
SETTINGS: dict[str, Any] = {
    "intersphinx_mapping": {
        "python": ("https://docs.python.org/3/", "python.inv"),
        "django": ("https://django.example/", "django.inv"),
    }
}


def load(site: Site) -> dict[str, Any]:
    """Return the data of a site after validation by its schema."""
    data: dict[str, Any] = json.loads(site.text("notes.json"))
    validator(json.loads(site.text(data["$schema"]))).validate(data)
    return data


def validator(found: dict[str, Any]) -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(found)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(found, format_checker=checker)


def test_talk_has_all_data_of_its_page(build: Build) -> None:
    (one,) = load(build(PAGES, **SETTINGS))["talks"]
    url = "https://slides.example/?a=1&b=2"
    fields = [
        ("speakers", "Speakers", "Łucja Żak and Bo Ek, et al.", []),
        ("date", "Date", "March 16, 2013", []),
        ("topics", "Topics", "typing, testing", []),
        ("slides", "Slides", "The slides", [{"text": "The slides", "url": url}]),
        ("given_at", "Given at", "PyGotham", []),
        (None, "Mood", "merry", []),
    ]
    assert one == {
        "id": "talks/1",
        "url": "pycon/talks/one.html",
        "anchor": "one-two",
        "page": "pycon/talks/one",
        "title": "“One” & <two>",
        "dates": {"first": "2013-03-16", "last": "2013-03-16"},
        "fields": [
            {"key": key, "name": name, "text": text, "links": links}
            for key, name, text, links in fields
        ],
        "modules": ["collections", "django.db"],
        "event": "pycon/index",
        "speakers": ["lucja-zak", "bo-ek"],
        "more_speakers": True,
        "topics": ["typing", "testing"],
        "given_at": "PyGotham",
        "outside_dates": False,
    }


def test_everything_else(build: Build) -> None:
    data = load(build(PAGES, html_baseurl="https://notes.example/", **SETTINGS))
    assert (data["format"], data["project"]) == (1, "Notes")
    assert data["base_url"] == "https://notes.example/"
    (event,) = data["events"]
    assert event["dates"] == {"first": "2013-03-15", "last": "2013-03-17"}
    assert event["talks"] == ["talks/1"]
    assert event["timeline_url"] == "notes-timeline.html#pycon"
    (exhibitor,) = data["exhibitors"]
    assert (exhibitor["id"], exhibitor["event"]) == ("pycon/exhibitors/acme", "pycon/index")
    assert data["people"] == [
        {
            "id": "bo-ek",
            "name": "Bo Ek",
            "sort_name": "Ek, Bo",
            "url": "notes-speakers.html#bo-ek",
            "talks": ["talks/1"],
        },
        {
            "id": "lucja-zak",
            "name": "Łucja Żak",
            "sort_name": "Żak, Łucja",
            "url": "notes-speakers.html#lucja-zak",
            "talks": ["talks/1"],
        },
    ]
    meanings = {topic["name"]: topic["meaning"] for topic in data["topics"]}
    assert meanings == {"testing": None, "typing": "What a type is."}
    modules = {
        one["name"]: (one["standard_library"], one["documentation"], one["places"])
        for one in data["modules"]
    }
    place = {"url": "pycon/talks/one.html#one-two", "heading": "“One” & <two>"}
    acme = {"url": "pycon/exhibitors/acme.html#acme", "heading": "Acme"}
    collections = "https://docs.python.org/3/library/collections.html#module-collections"
    assert modules == {
        "collections": (True, collections, [place]),
        "django.db": (False, "https://django.example/db.html#module-django.db", [place]),
        "os": (True, None, [acme]),
    }


def test_addresses_are_those_of_the_builder(build: Build) -> None:
    data = load(build(PAGES, "dirhtml", **SETTINGS))
    assert data["talks"][0]["url"] == "pycon/talks/one/"
    assert data["people"][0]["url"] == "notes-speakers/#bo-ek"


@pytest.mark.parametrize("builder", ["epub", "latex", "text"])
def test_only_sites_have_it(build: Build, builder: str) -> None:
    site = build(PAGES, builder, epub_copyright="x", version="1", **SETTINGS)
    assert list(site.app.outdir.rglob("notes*.json")) == []


def test_same_bytes_and_no_needless_writes(build: Build) -> None:
    site = build(PAGES, **SETTINGS)
    file: Path = site.app.outdir / "notes.json"
    before, written = file.read_bytes(), file.stat().st_mtime_ns
    build(PAGES, **SETTINGS)
    assert file.stat().st_mtime_ns == written
    (site.app.doctreedir / "environment.pickle").unlink()
    build(PAGES, parallel=2, **SETTINGS)
    assert file.read_bytes() == before
    assert "Łucja Żak".encode() in before


def test_edit_shows(build: Build) -> None:
    build(PAGES, **SETTINGS)
    changed = {"pycon/talks/one.rst": talk("Renamed", ":Topics: typing")}
    (one,) = load(build(changed, **SETTINGS))["talks"]
    assert (one["title"], one["id"]) == ("Renamed", "pycon/talks/one")


def test_id_survives_renaming_the_file(build: Build) -> None:
    before = load(build(PAGES, **SETTINGS))["talks"][0]
    site = build(PAGES, **SETTINGS)
    old = site.app.srcdir / "pycon/talks/one.rst"
    old.rename(old.with_name("uno.rst"))
    pages = {name: text for name, text in PAGES.items() if name != "pycon/talks/one.rst"}
    after = load(build(pages, **SETTINGS))["talks"][0]
    assert (before["id"], before["url"]) == ("talks/1", "pycon/talks/one.html")
    assert (after["id"], after["url"]) == ("talks/1", "pycon/talks/uno.html")


def test_odd_text_stays_json(build: Build) -> None:
    odd = talk('A \\ "quoted" </script> title', ":Mood: \x0b\x85 odd")
    (one,) = load(build({"pycon/index.rst": EVENT, "pycon/talks/odd.rst": odd}))["talks"]
    assert '"quoted" </script>' in one["title"]


def test_unrelated_collection(foreign: Callable[..., Site]) -> None:
    data = load(foreign())
    assert [one["title"] for one in data["talks"]] == ["型とは", "Типи «на щодень»", "Цикли"]
    names = [one["name"] for one in data["people"]]
    assert names == ["Đorđe Ðukić", "Łucja Żak", "Олена Ковальчук", "山田 太郎"]


@pytest.mark.parametrize(("name", "kind"), DEFINITIONS.items())
def test_schema_has_what_the_model_has(name: str, kind: type) -> None:
    held = {field.name for field in dataclasses.fields(kind)} - LEFT_OUT
    described = set(schema()["$defs"][name]["properties"])
    assert {CALLED.get(field, field) for field in held} <= described
    assert set(schema()["$defs"][name]["required"]) == described


def test_schema_has_the_table_of_fields() -> None:
    keys = schema()["$defs"]["field"]["properties"]["key"]["anyOf"]
    described = {one["const"]: one["description"] for one in keys if "const" in one}
    assert described == {one.key: one.help for one in FIELDS if one.key != "id"}


def _objects(found: Any) -> list[dict[str, Any]]:
    inside = (
        found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    )
    own = [found] if isinstance(found, dict) and found.get("type") == "object" else []
    return own + [one for part in inside for one in _objects(part)]


def test_schema_is_closed_and_explains_everything() -> None:
    objects = _objects(schema())
    assert len(objects) == 1 + len(schema()["$defs"])
    for one in objects:
        assert one["additionalProperties"] is False
        assert one["description"]
        for name, property_ in one["properties"].items():
            assert "description" in property_ or "$ref" in property_ or "anyOf" in property_, name


@pytest.mark.parametrize(
    ("where", "value"),
    [("dates", {"first": "2013-02-30", "last": "2013-03-01"}), ("more", 1), ("speakers", [""])],
)
def test_schema_refuses(build: Build, where: str, value: object) -> None:
    data = load(build(PAGES, **SETTINGS))
    data["talks"][0][where] = value
    with pytest.raises(jsonschema.ValidationError):
        validator(schema()).validate(data)
