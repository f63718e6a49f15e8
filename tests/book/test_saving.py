"""The saved book: its size, and that no object and no rule of its standards is lost.

Typst checks PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) when it writes. Saving again keeps
all objects, so that the clauses about them hold as before; those about the file are checked here.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from eventnotes.book.compiler import compile_pdf, open_fonts
from eventnotes.book.saving import resaved
from eventnotes.book.settings import STANDARDS


@pytest.fixture(scope="module")
def saved(build_dir: Path) -> bytes:
    """Return the built book."""
    return (build_dir / "pdf/event-notes.pdf").read_bytes()


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def same(one: Any, other: Any) -> int:
    """Return the number of objects below *one*, after comparing each with that of *other*."""
    seen: dict[tuple[int, int], tuple[int, int]] = {}
    pairs = [(one, other)]
    while pairs:
        old, new = pairs.pop()
        assert type(old) is type(new)
        if isinstance(old, pikepdf.Object) and old.is_indirect:
            if old.objgen in seen:
                assert seen[old.objgen] == new.objgen
                continue
            seen[old.objgen] = new.objgen
        if isinstance(old, pikepdf.Stream):
            assert old.read_bytes() == new.read_bytes()
        if isinstance(old, (pikepdf.Dictionary, pikepdf.Stream)):
            how = (
                {"/Length", "/Filter", "/DecodeParms"}
                if isinstance(old, pikepdf.Stream)
                else set()
            )
            assert set(old.keys()) - how == set(new.keys()) - how
            pairs += [(old[key], new[key]) for key in set(old.keys()) - how]
        elif isinstance(old, pikepdf.Array):
            assert len(old) == len(new)
            pairs += list(zip(old, new, strict=True))
        else:
            assert old == new
    return len(seen)


def test_the_book_is_small(saved: bytes) -> None:
    assert len(saved) <= 900_000


def test_saving_keeps_every_object_and_gives_the_same_bytes(build_dir: Path) -> None:
    folder = build_dir / "pdf"
    written = compile_pdf(
        folder / "event-notes.typ",
        fonts=open_fonts([folder / "fonts"], system=False),
        standards=STANDARDS,
    )
    again = resaved(written)
    assert again == resaved(written)
    assert 2 * len(again) < len(written)
    with opened(written) as old, opened(again) as new:
        assert same(old.Root, new.Root) > 10_000
        assert dict(old.docinfo) == dict(new.docinfo)
        assert old.pdf_version == new.pdf_version


def test_file_structure_as_pdf_a_2_asks(saved: bytes) -> None:
    # 6.1.2: the header at the first byte, then a comment of at least four bytes above 127.
    assert re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", saved)
    # 6.1.3: nothing after the end, an identifier of two parts, no encryption.
    assert re.search(rb"startxref\r?\n\d+\r?\n%%EOF\r?\n?\Z", saved)
    assert saved.count(b"%%EOF") == 1
    with opened(saved) as pdf:
        assert [bool(bytes(part)) for part in pdf.trailer.ID] == [True, True]
        assert "/Encrypt" not in pdf.trailer
        # 6.1.13: at most 8,388,607 indirect objects.
        assert len(pdf.objects) < 8_388_607


def test_streams_as_pdf_a_2_asks(saved: bytes) -> None:
    # 6.1.7.1: the keyword is followed by a line's end, the data by another before `endstream`, and
    # Length is what lies between. 6.1.7.2: no LZW, no Crypt, no file outside. 6.1.9: an object
    # begins and ends at a line.
    begin = rb"\n\d+ 0 obj\r?\n<<((?:(?!endobj).)*?)>>\s?stream\r?\n"
    streams = list(re.finditer(begin, saved, re.DOTALL))
    assert len(streams) == len(re.findall(rb"\nendstream\r?\nendobj\r?\n", saved)) > 100
    for stream in streams:
        length = re.search(rb"/Length (\d+)", stream[1])
        assert length is not None
        end = stream.end() + int(length[1])
        assert re.match(rb"\r?\nendstream\r?\nendobj\r?\n", saved[end : end + 24])
        assert not {b"LZWDecode", b"Crypt", b"F"} & set(re.findall(rb"/(\w+)", stream[1]))


def test_marks_of_both_standards(saved: bytes) -> None:
    with opened(saved) as pdf:
        # PDF/A 6.6.2.1 and 6.6.4: an XMP packet in plain text names part and level.
        # PDF/UA 5: so does its own identifier.
        assert "/Filter" not in pdf.Root.Metadata
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
            assert xmp["pdfuaid:part"] == "1"
            # PDF/A 6.1.5: the information dictionary agrees with it. PDF/UA 7.1: there is a title.
            assert xmp["dc:title"] == str(pdf.docinfo["/Title"])
            assert xmp["xmp:CreatorTool"] == str(pdf.docinfo["/Creator"])
        # PDF/A 6.7.2 and 6.7.3, PDF/UA 7.1 and 7.2: tagged, with a language, shown by its title.
        assert pdf.Root.MarkInfo.Marked
        assert not pdf.Root.MarkInfo.get("/Suspects", False)
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.Lang == "en"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        # PDF/UA 7.18.3: tabs follow the tags on pages with annotations.
        assert all(page.Tabs == "/S" for page in pdf.pages if "/Annots" in page)
