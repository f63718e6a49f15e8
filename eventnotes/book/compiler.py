"""Compile Typst to PDF in process, and parse its errors."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from eventnotes.book.escaping import string

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import typst
    from typst import PDFStandards, TypstError

_CHARACTERS = """\
#set document(title: "characters", date: datetime(year: 2000, month: 1, day: 1))
"""
_POSITION = re.compile(r"┌─ (?P<file>.+?):(?P<line>\d+):\d+")
_MISSING = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_MESSAGE = re.compile(r"^error: (?P<message>.+)$", re.MULTILINE)
_UNICODE = re.compile(r"\\u\{([0-9a-f]+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnostic:
    """An error of Typst. *location* is the file and line of the page, if known."""

    message: str
    location: str | None


class CompileError(Exception):
    """Typst could not compile the PDF.

    *missing* are characters that no font has, *diagnostics* all other errors.
    """

    def __init__(self, diagnostics: list[Diagnostic], missing: frozenset[str]) -> None:
        super().__init__(diagnostics[0].message if diagnostics else "characters are missing")
        self.diagnostics = diagnostics
        self.missing = missing


def open_fonts(folders: Sequence[Path], *, system: bool) -> typst.Fonts:
    """Return the fonts in *folders*, those of Typst itself and, if wanted, those of the system."""
    import typst  # here, since it is an extra

    return typst.Fonts(include_system_fonts=system, font_paths=list(folders))


def missing_characters(text: str, folder: Path, fonts: typst.Fonts) -> frozenset[str]:
    """Return the characters of *text* that none of *fonts* has, by compiling a file in *folder*.

    The file has each character once, and none that depend on others: marks and joiners. That takes
    milliseconds, and knows what Typst makes of each; no file has the character maps of its own
    fonts.
    """
    chars = sorted(char for char in set(text) if unicodedata.category(char)[0] not in "CM")
    source = folder / "characters.typ"
    calls = "".join(f"#{string(char)}\n\n" for char in chars if not char.isascii())
    source.write_text(_CHARACTERS + calls, "utf-8")
    try:
        compile_pdf(source, fonts=fonts, standards=["ua-1"])  # which reports them
    except CompileError as error:
        return error.missing
    finally:
        source.unlink()
    return frozenset()


def compile_pdf(
    source: Path,
    *,
    source_map: Mapping[int, str] = MappingProxyType({}),
    fonts: typst.Fonts,
    standards: Sequence[str],
) -> bytes:
    """Return the PDF of the Typst file *source*, which can read only its own folder.

    :param source_map: the page and line of lines of *source*
    :raises CompileError: if Typst reports an error or crashes
    """
    import typst

    nowhere = source.parent / ".packages"
    try:
        return typst.compile(
            source,
            root=source.parent,
            font_paths=fonts,
            format="pdf",
            pdf_standards=cast("PDFStandards", list(standards)),
            package_path=nowhere,
            package_cache_path=nowhere,
        )
    except typst.TypstError as error:
        found, missing = read_diagnostics(error.diagnostic, source.name, source_map)
        raise CompileError(found or _bare(error, missing), missing) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which no module exports
            raise
        crash = Diagnostic(message=f"Typst crashed: {error}", location=None)
        raise CompileError([crash], frozenset()) from error


def _bare(error: TypstError, missing: frozenset[str]) -> list[Diagnostic]:
    return [] if missing else [Diagnostic(message=error.message, location=None)]


def read_diagnostics(
    text: str, name: str, source_map: Mapping[int, str]
) -> tuple[list[Diagnostic], frozenset[str]]:
    """Parse Typst's output *text* into errors and missing characters.

    *name* is the compiled file, *source_map* as in `compile_pdf`.
    """
    found = []
    missing: set[str] = set()
    for report in re.split(r"^(?=error: )", text, flags=re.MULTILINE):
        lacking = _MISSING.search(report)
        message = _MESSAGE.search(report)
        if lacking:
            missing.update(_characters(lacking["text"]))
        elif message:
            location = _location(report, name, source_map)
            found.append(Diagnostic(message=message["message"], location=location))
    return found, frozenset(missing)


def _characters(quoted: str) -> set[str]:
    text = _UNICODE.sub(lambda found: chr(int(found[1], 16)), quoted)
    return {char for char in text if not char.isascii()}


def _location(report: str, name: str, source_map: Mapping[int, str]) -> str | None:
    for position in _POSITION.finditer(report):
        if position["file"].endswith(name):
            line = int(position["line"])
            marked = [number for number in source_map if number <= line]
            return source_map[max(marked)] if marked else None
    return None
