"""Find what would run, or load something from elsewhere, if an SVG file were opened by itself."""

from __future__ import annotations

import re
from pyexpat import ExpatError, ParserCreate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_XHTML = "http://www.w3.org/1999/xhtml"
_RUNS = frozenset(
    {"animatecolor", "audio", "embed", "foreignobject", "frame", "handler", "iframe", "listener"}
    | {"object", "script", "video"}
)
# Elements that can change an attribute of another one.
_ANIMATES = frozenset({"animate", "set"})
# Pictures in the file itself; an SVG in an SVG could be nested without end.
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,]|$)", re.IGNORECASE)
_WEB = re.compile(r"\s*(?:https?:|mailto:)", re.IGNORECASE)
_CSS = re.compile(
    r"@import|\\|expression|url\(\s*['\"]?(?!\s*(?:#|data:image/(?:png|jpeg|gif|webp)[;,]))",
    re.IGNORECASE,
)
LARGEST = 10_000_000
"""Bytes of the largest file that is examined."""


def active_part(path: Path) -> str:
    """Return what is active in the SVG file *path*, in words, or ``""``."""
    data = path.read_bytes()[: LARGEST + 1]
    if len(data) > LARGEST:
        return f"more than {LARGEST // 1_000_000} MB"
    reader = _Reader()
    try:
        reader.read(data)
    except (ExpatError, ValueError, RecursionError) as error:
        return f"invalid XML ({error})"
    return reader.found


class _Reader:
    """Reads a file element by element; *found* is its first active part."""

    def __init__(self) -> None:
        self.found = ""
        self._style = False
        self._parser = ParserCreate(namespace_separator="\n")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction
        self._parser.EntityDeclHandler = self._entity
        self._parser.buffer_text = True

    def read(self, data: bytes) -> None:
        self._parser.Parse(data, True)

    def _note(self, what: str) -> None:
        self.found = self.found or what

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("\n")
        local = local.lower()
        self._style = local == "style"
        if local in _RUNS or namespace == _XHTML:
            self._note(f"the element <{local}>")
        for written, value in attributes.items():
            key = written.rpartition("\n")[2].lower()
            if fault := self._fault(local, key, value):
                self._note(f"{fault} in <{local}>")

    def _fault(self, element: str, key: str, value: str) -> str:
        if key.startswith("on"):
            return f"the attribute {key!r}"
        if key in {"href", "src", "base"} and not _INSIDE.match(value):
            return "" if element == "a" and _WEB.match(value) else f"a link to {value[:40]!r}"
        if element in _ANIMATES and key == "attributename":
            target = value.rpartition(":")[2].strip().lower()
            return f"a change of {target!r}" if target.startswith(("on", "href")) else ""
        is_css = key == "style" or "url(" in value.lower()
        return "a link to another file" if is_css and _CSS.search(value) else ""

    def _end(self, name: str) -> None:
        self._style = False

    def _text(self, text: str) -> None:
        if self._style and _CSS.search(text):
            self._note("a link to another file in <style>")

    def _instruction(self, target: str, data: str) -> None:
        self._note(f"the instruction <?{target}?>")

    def _entity(self, name: str, *values: object) -> None:
        self._note(f"the entity {name!r}")
