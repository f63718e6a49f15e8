"""Linked data of pages in JSON-LD, with the vocabulary of schema.org."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from eventnotes.records.model import Event, Exhibitor, Record, Talk

if TYPE_CHECKING:
    from eventnotes.html.published import Published

CONTEXT = "https://schema.org"
Data = dict[str, Any]
# Characters that can end a script element or change how HTML parses it:
# https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script(data: Data) -> str:
    """Return *data* as a script element of type ``application/ld+json``."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":")).translate(_ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'


def page_data(site: Published, docname: str) -> Data:
    """Return the linked data of a page; without URLs if the site's base URL is not set."""
    record = site.archive.records.get(docname)
    graph = [_notes(site, docname, record)]
    if trail := _breadcrumbs(site, docname):
        graph.append(trail)
    return {"@context": CONTEXT, "@graph": graph}


def _notes(site: Published, docname: str, record: Record | None) -> Data:
    """Return the page as a work, with the event or talk that it is about."""
    front = docname == site.root
    data: Data = {
        "@type": "WebSite" if front else "Article" if record else "WebPage",
        "name": site.name if front else site.page_title(docname),
        "inLanguage": site.language.replace("_", "-"),
        "description": site.description(docname),
        "author": {"@type": "Person", "name": site.author} if site.author else None,
        "url": site.address(docname) if site.base else "",
    }
    if record and not front:
        data["headline"] = data["name"]
        data["about"] = _about(site, record)
    return _filled(data)


def _about(site: Published, record: Record) -> Data:
    if isinstance(record, Event):
        talks = site.archive.talks_at(record)
        return _filled(
            {
                **_event(site, record),
                "subEvent": [_talk(site, talk) for talk in talks[:MOST_PARTS]],
            }
        )
    if isinstance(record, Talk):
        event = site.archive.event_of(record)
        whole = _event(site, event) if event else {}
        about = {**_talk(site, record), "location": whole.get("location"), "superEvent": whole}
        return _filled(about)
    return _filled({"@type": "Organization", "name": site.title(record), "url": _url(record)})


MOST_PARTS = 100
"""The maximum number of talks in an event's data, to limit the size of its page."""


def _event(site: Published, event: Event) -> Data:
    venue = event.field("venue")
    return _filled(
        {
            "@type": "Event",
            "name": site.title(event),
            "startDate": event.dates.first.isoformat() if event.dates else "",
            "endDate": event.dates.last.isoformat() if event.dates else "",
            "location": {"@type": "Place", "name": venue.text} if venue and venue.text else None,
            "url": _url(event),
            "mainEntityOfPage": site.record_address(event) if site.base else "",
        }
    )


def _talk(site: Published, talk: Talk) -> Data:
    recording = talk.field("video")
    return _filled(
        {
            "@type": "Event",
            "name": site.title(talk),
            "startDate": talk.dates.first.isoformat() if talk.dates else "",
            "endDate": talk.dates.last.isoformat() if talk.dates else "",
            "performer": [_person(site, one.name, one.id) for one in site.archive.speakers(talk)],
            "keywords": [topic.name for topic in site.archive.topics_of(talk)],
            "mainEntityOfPage": site.record_address(talk) if site.base else "",
            "recordedIn": [
                {"@type": "CreativeWork", "name": link.text, "url": link.url}
                for link in (recording.links if recording else ())
            ],
        }
    )


def _person(site: Published, name: str, identifier: str) -> Data:
    data = {"@type": "Person", "name": name}
    return data | ({"url": site.speaker_address(identifier)} if site.base else {})


def _url(record: Record) -> str:
    value = record.field("site")
    return value.links[0].url if value and value.links else ""


def _breadcrumbs(site: Published, docname: str) -> Data | None:
    """Return the breadcrumbs from the front page, or None without URLs."""
    record = site.archive.records.get(docname)
    if not site.base or record is None:
        return None
    trail = [site.root]
    event = site.archive.event_of(record) if isinstance(record, (Talk, Exhibitor)) else None
    if event and event.docname in site.pages:
        trail.append(event.docname)
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": site.name if page == site.root else site.page_title(page),
                "item": site.address(page),
            }
            for position, page in enumerate([*trail, docname], 1)
        ],
    }


def _filled(data: Data) -> Data:
    """Return *data* without empty values."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}
