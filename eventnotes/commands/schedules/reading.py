"""Read a schedule from a file, folder or web address, in whichever format it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from eventnotes.commands import CommandError, needs
from eventnotes.commands.schedules import calendar, frab, pad, pretalx, pyvideo, sessionize
from eventnotes.commands.schedules.model import Value

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element
    from zoneinfo import ZoneInfo

    from eventnotes.commands.schedules.model import Schedule

#: The most that is read of a schedule, in bytes, and the most talks.
LARGEST = 50_000_000
MOST = 10_000
_SECONDS = 30
FORMATS = (
    "schedule.json or schedule.xml of pretalx or frab, an answer of the APIs of pretalx or "
    "Sessionize, an iCalendar file, a folder of PyVideo, a pad's Markdown"
)


def read_schedule(source: str, at: ZoneInfo | None) -> Schedule:
    """Return the schedule in a file, a folder of PyVideo, or at a web address.

    :param at: the event's time zone, if the user gives it
    :raises CommandError: if it cannot be read; the message has the place in the file
    """
    if "://" not in source and Path(source).is_dir():
        schedule = _read_folder(Path(source), at)
    else:
        data = _download(source) if "://" in source else _bytes(Path(source))
        try:
            schedule = _read(data, source, at)
        except RecursionError:
            msg = "it is nested too deep to be a schedule"
            raise _at(source, msg) from None
        except CommandError as error:
            raise _at(source, str(error)) from None
    if not schedule.sessions:
        msg = f"it has no talks; what can be imported: {FORMATS}"
        raise _at(source, msg)
    if len(schedule.sessions) > MOST:
        msg = f"it has {len(schedule.sessions)} talks, and the most is {MOST}: split it"
        raise _at(source, msg)
    untitled = [one for one in schedule.sessions if not one.title]
    if untitled:
        msg = f"the talk {untitled[0].key[:60]!r} has no title: add it in the file"
        raise _at(source, msg)
    return schedule


def _at(source: str, message: str) -> CommandError:
    return CommandError(f"{source}: {message}")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        msg = f"it cannot be read: {getattr(error, 'strerror', '') or error}"
        raise _at(str(path), msg) from None
    return _bounded(data, str(path))


def _bounded(data: bytes, source: str) -> bytes:
    if len(data) > LARGEST:
        msg = f"it is larger than {LARGEST // 1_000_000} MB, too large for a schedule"
        raise _at(source, msg)
    return data


def _download(url: str) -> bytes:
    from eventnotes.internals import requests

    try:
        with requests.get(_plain_text(url), timeout=_SECONDS, stream=True) as answer:
            answer.raise_for_status()
            data = b""
            for chunk in answer.iter_content(1 << 16):
                data += chunk
                if len(data) > LARGEST:
                    break
    except (OSError, ValueError) as error:  # OSError is also the base of requests' errors
        msg = f"it cannot be read: {' '.join(str(error).split())[:200]}"
        raise _at(url, msg) from None
    return _bounded(data, url)


def _plain_text(url: str) -> str:
    """Return the address of a pad's text: https://hackmd.io/@hackmd/api, https://etherpad.org."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    if parts.hostname == "hackmd.io" and not path.endswith("/download"):
        path += "/download"
    elif path.startswith("/p/") and path.count("/") == 2:
        path += "/export/txt"
    else:
        return url
    return urlunsplit(parts._replace(path=path, query="", fragment=""))


def _read(data: bytes, source: str, at: ZoneInfo | None) -> Schedule:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith(b"begin:vcalendar"):
        return calendar.read(data, at)
    if start.startswith((b"<!doctype html", b"<html")):
        msg = f"this is a web page, not a schedule; what can be imported: {FORMATS}"
        raise CommandError(msg)
    if start.startswith(b"<") or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return frab.read_xml(_xml(data), at)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        msg = f"line {line}: it is not UTF-8: save it as UTF-8"
        raise CommandError(msg) from None
    if start.startswith((b"{", b"[")) and not source.endswith((".md", ".txt")):
        return _read_json(_json(text), at)
    return pad.read(text)


def _json(text: str) -> Value:
    def refuse(name: str) -> None:
        msg = f"{name} is not a value of JSON"
        raise CommandError(msg)

    try:
        return Value(json.loads(text, parse_constant=refuse), "")
    except json.JSONDecodeError as error:
        msg = (
            f"line {error.lineno}, column {error.colno}: the JSON is broken or cut off "
            f"({error.msg}): download it again"
        )
        raise CommandError(msg) from None
    except ValueError as error:  # a number of too many digits
        msg = f"the JSON cannot be read: {error}"
        raise CommandError(msg) from None


def _xml(data: bytes) -> Element:
    """Parse XML without entities and external parts.

    :raises CommandError: if it has them, or is not well-formed
    """
    try:
        from defusedxml import DefusedXmlException, ElementTree
    except ImportError:
        raise needs("import", "defusedxml") from None
    try:
        top: Element = ElementTree.fromstring(data, forbid_dtd=False, forbid_entities=True)
    except DefusedXmlException:
        msg = "the XML declares entities, which are not read: remove them"
        raise CommandError(msg) from None
    except ElementTree.ParseError as error:
        line, column = error.position
        msg = (
            f"line {line}, column {column}: the XML is broken or cut off "
            f"({str(error).partition(':')[0]}): download it again"
        )
        raise CommandError(msg) from None
    except (ValueError, LookupError) as error:  # an encoding that Python does not know
        msg = f"the XML cannot be read: {error}"
        raise CommandError(msg) from None
    return top


def _read_json(top: Value, at: ZoneInfo | None) -> Schedule:
    reader = _reader(top)
    if reader is None:
        msg = f"this JSON is not a known schedule; what can be imported: {FORMATS}"
        raise CommandError(msg)
    return reader(top, at)


def _reader(top: Value) -> Callable[[Value, ZoneInfo | None], Schedule] | None:
    """Return the reader of a file of JSON by the names in it."""
    first = top.value[0] if isinstance(top.value, list) and top.value else top.value
    names = set(first) if isinstance(first, dict) else set()
    if names & {"schedule", "conference"}:
        return frab.read_json
    if names >= {"sessions"} or names >= {"rooms", "date"}:
        return sessionize.read
    if "results" in names or names >= {"code", "title"}:
        return pretalx.read_results
    if names >= {"title", "speakers", "videos"}:
        return pyvideo.read_videos
    return None


def _read_folder(folder: Path, at: ZoneInfo | None) -> Schedule:
    """Read a folder of PyVideo: ``category.json`` and ``videos/``.

    :raises CommandError: if it is not one; the message names the file
    """
    category = folder / "category.json"
    files = sorted((folder / "videos").glob("*.json"))
    if not category.is_file() or not files:
        msg = "this folder is not one of PyVideo, with category.json and videos/: name a file"
        raise _at(str(folder), msg)

    def value(path: Path) -> Value:
        data = _bytes(path)
        try:
            made = _json(data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            msg = "it is not UTF-8: save it as UTF-8"
            raise _at(str(path), msg) from None
        except CommandError as error:
            raise _at(str(path), str(error)) from None
        return Value(made.value, f"{path}: ")

    return pyvideo.read(value(category), list(map(value, files)), at)
