"""The archive as JSON: ``notes.json`` at the root of the site, with its JSON Schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from eventnotes.domain import NotesDomain
from eventnotes.indices.notes import (
    ModulesIndex,
    SpeakersIndex,
    TimelineIndex,
    TopicsIndex,
    index_page,
    module_id,
)
from eventnotes.reading.inventories import module_addresses
from eventnotes.records.events import event_id
from eventnotes.records.fields import FIELDS
from eventnotes.records.model import Event, Talk
from eventnotes.records.modules import is_standard
from eventnotes.text.collation import index_key
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from eventnotes.records.model import (
        DateSpan,
        Exhibitor,
        ModuleUse,
        Person,
        Record,
        Topic,
        Value,
    )

FORMAT = 1
"""The format's version, raised on incompatible changes."""

DATA_FILE = "notes.json"
SCHEMA_FILE = "notes.schema.json"


class Exporter:
    """Converts the archive to JSON data, with the builder's page addresses."""

    def __init__(self, domain: NotesDomain, builder: Builder) -> None:
        self._domain = domain
        self._archive = domain.archive
        self._builder = builder
        self._addresses = module_addresses(domain.env)
        self._modules_on: dict[str, set[str]] = {}
        for use in self._archive.modules:
            for key in (use.docname, f"{use.docname}#{use.anchor}"):
                self._modules_on.setdefault(key, set()).add(use.module)

    def data(self) -> dict[str, Any]:
        """Return the whole archive: records by date; people, topics and modules by name."""
        archive, config = self._archive, self._domain.env.config
        topics = sorted(archive.topics.values(), key=lambda one: index_key(one.name))
        modules: dict[str, list[ModuleUse]] = {}
        for use in sorted(archive.modules, key=lambda one: (index_key(one.module), one)):
            modules.setdefault(use.module, []).append(use)
        return {
            "$schema": SCHEMA_FILE,
            "format": FORMAT,
            "project": config.project,
            "release": config.release,
            "base_url": config.html_baseurl or None,
            "events": [self._event(one) for one in archive.events],
            "talks": [self._talk(one) for one in archive.talks],
            "exhibitors": [self._exhibitor(one) for one in archive.exhibitors],
            "people": [self._person(one) for one in archive.people],
            "topics": [self._topic(one) for one in topics],
            "modules": [self._module(name, uses) for name, uses in modules.items()],
        }

    def _url(self, docname: str, anchor: str = "") -> str:
        uri = self._builder.get_target_uri(docname)
        return f"{uri}#{anchor}" if anchor else uri

    def _record(self, one: Record) -> dict[str, Any]:
        return {
            "id": one.id,
            "url": self._url(one.docname, one.part),
            "anchor": one.anchor,
            "page": one.docname,
            "title": one.title,
            "dates": _dates(one.dates),
            "fields": [_field(value) for value in one.fields],
            "modules": sorted(self._modules_on.get(one.key, ())),
        }

    def _event(self, one: Event) -> dict[str, Any]:
        return {
            **self._record(one),
            "timeline_url": self._url(index_page(TimelineIndex), event_id(one)),
            "talks": [talk.id for talk in self._archive.talks_at(one)],
        }

    def _talk(self, one: Talk) -> dict[str, Any]:
        return {
            **self._record(one),
            "event": self._event_of(one),
            "speakers": [person.id for person in self._archive.speakers(one)],
            "more_speakers": one.more_speakers,
            "topics": [topic.id for topic in self._archive.topics_of(one)],
            "given_at": one.given_at or None,
            "outside_dates": one.outside_dates,
        }

    def _exhibitor(self, one: Exhibitor) -> dict[str, Any]:
        return {**self._record(one), "event": self._event_of(one)}

    def _event_of(self, one: Talk | Exhibitor) -> str | None:
        event = self._archive.event_of(one)
        return event.id if event else None

    def _person(self, one: Person) -> dict[str, Any]:
        return {
            "id": one.id,
            "name": one.name,
            "sort_name": one.sort_name,
            "url": self._url(index_page(SpeakersIndex), one.id),
            "talks": [talk.id for talk in self._archive.talks_by(one)],
        }

    def _topic(self, one: Topic) -> dict[str, Any]:
        return {
            "id": one.id,
            "name": one.name,
            "meaning": one.meaning or None,
            "url": self._url(index_page(TopicsIndex), one.id),
            "talks": [talk.id for talk in self._archive.talks_on(one)],
        }

    def _module(self, name: str, uses: list[ModuleUse]) -> dict[str, Any]:
        address = self._addresses.get(name, "")
        return {
            "name": name,
            "standard_library": is_standard(name, address),
            "documentation": address or None,
            "url": self._url(index_page(ModulesIndex), module_id(name)),
            "places": [
                {"url": self._url(use.docname, use.anchor), "heading": use.heading} for use in uses
            ],
        }


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the data, with the fields of the table of fields."""
    text = files("eventnotes.html.outputs").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    found["properties"]["format"]["const"] = FORMAT
    found["$defs"]["field"]["properties"]["key"]["anyOf"] = [
        {"type": "null", "description": "A field that is not in the table of fields."},
        *({"const": one.key, "description": one.help} for one in FIELDS if one.shape != "id"),
    ]
    return found


def to_json(data: dict[str, Any]) -> bytes:
    """Return *data* as JSON in UTF-8."""
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    # Lone surrogates cannot be encoded in UTF-8.
    return text.encode("utf-8", "backslashreplace")


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write data and schema into a site, but not into EPUBs and help files."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder) or builder.embedded:
        return
    write_if_changed(app.outdir / SCHEMA_FILE, to_json(schema()))
    data = Exporter(NotesDomain.of(app.env), builder).data()
    write_if_changed(app.outdir / DATA_FILE, to_json(data))


def _dates(span: DateSpan | None) -> dict[str, str] | None:
    if span is None:
        return None
    return {"first": span.first.isoformat(), "last": span.last.isoformat()}


def _field(value: Value) -> dict[str, Any]:
    return {
        "key": value.key or None,
        "name": value.name,
        "text": value.text,
        "links": [{"text": link.text, "url": link.url} for link in value.links],
    }
