"""A shared pad's Markdown (HackMD, Etherpad): a heading for each talk, with notes below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from eventnotes.commands.schedules.model import Schedule, Session, distinct, plain
from eventnotes.records.dates import parse_dates
from eventnotes.records.fields import FieldNames
from eventnotes.records.people import split_names

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
# "Speaker: Ann Lee", "**Speaker:** Ann Lee", "- Speaker: Ann Lee"
_FIELD = re.compile(r"(?:[-*+][ \t]+)?[*_]{0,2}(\w[\w ]{0,20}?)[*_]{0,2}:[*_]{0,2}[ \t]+(\S.*)")


class Part(NamedTuple):
    """A heading, its level, and the lines up to the next heading."""

    level: int
    title: str
    lines: list[str]


def read(text: str) -> Schedule:
    """Split a pad at the headings of talks.

    These are the highest headings of which there are several. A single one above them is the
    event's name. A talk's first lines of the form ``Speaker: Ann Lee`` are its fields.
    """
    parts = _parts(text.replace("\r\n", "\n").split("\n"))
    levels = sorted({part.level for part in parts})
    talks = next((n for n in levels if sum(part.level == n for part in parts) > 1), None)
    if talks is None:
        talks = levels[-1] if levels else 1
    above = [part.title for part in parts if part.level < talks]
    return Schedule(
        title=plain(above[0]) if above else "",
        sessions=distinct([_session(group) for group in _groups(parts, talks)]),
    )


def _parts(lines: Sequence[str]) -> list[Part]:
    """Split *lines* at headings, but not in code."""
    parts = [Part(7, "", [])]
    fence = ""
    for number, line in enumerate(lines):
        found = None if fence else _HEADING.fullmatch(line)
        mark = _FENCE.match(line)
        before = parts[-1].lines
        under = _UNDERLINE.fullmatch(line) if not fence else None
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        if found and found[2]:
            parts.append(Part(len(found[1]), found[2], []))
        elif (
            under
            and before
            and before[-1].strip()
            and (number < 2 or not lines[number - 2].strip())
        ):
            parts.append(Part(1 if line[0] == "=" else 2, before.pop().strip(), []))
        else:
            before.append(line)
    return parts[1:]  # without what stands before the first heading


def _groups(parts: Sequence[Part], talks: int) -> list[list[Part]]:
    """Return the parts of each talk: its heading and those below it."""
    groups: list[list[Part]] = []
    inside = False
    for part in parts:
        if part.level <= talks:
            inside = part.level == talks
        if part.level == talks:
            groups.append([])
        if inside:
            groups[-1].append(part)
    return groups


def _session(group: Sequence[Part]) -> Session:
    top, *below = group
    fields, rest = _fields(top.lines)
    title = plain(re.sub(r"[*_`]{1,2}", "", top.title))
    body = ["\n".join(rest).strip("\n")]
    shift = top.level - 1  # the talk's title is the page's heading
    body += [
        f"{'#' * max(part.level - shift, 2)} {part.title}\n\n" + "\n".join(part.lines).strip("\n")
        for part in below
    ]
    try:
        day = parse_dates(fields["date"]).first if "date" in fields else None
    except ValueError:
        day = None
    return Session(
        key=title,
        title=title,
        speakers=split_names([fields.get("speakers", "")])[0],
        day=day,
        topics=tuple(filter(None, re.split(r"\s*[,;]\s*", fields.get("topics", "")))),
        slides=fields.get("slides", ""),
        video=fields.get("video", ""),
        body="\n\n".join(filter(None, body)) + "\n" if any(body) else "",
    )


def _fields(lines: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields in the first lines by their keys, and the other lines."""
    names = FieldNames({"By": "Speaker", "Presenter": "Speaker", "Author": "Speaker"})
    found: dict[str, str] = {}
    rest = list(lines)
    while rest:
        line = rest[0].strip()
        field = _FIELD.fullmatch(line)
        known = names.find(field[1]) if field else None
        if field and known and known.key not in found:
            found[known.key] = plain(field[2])
        elif line:
            break
        rest.pop(0)
    return found, rest
