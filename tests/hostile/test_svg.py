"""No picture that a page shows runs a script when it is opened by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eventnotes.reading.svg import active_part
from tests.hostile.sites import build, write

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:h="http://www.w3.org/1999/xhtml"'
)
ACTIVE = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<h:script>alert(1)</h:script>",
    "<h:iframe src='https://evil.test'/>",
    "<foreignObject><h:body onload='alert(1)'/></foreignObject>",
    "<g onclick='alert(1)'/>",
    "<a xlink:href='javascript:alert(1)'><text>x</text></a>",
    "<a href=' java&#10;script:alert(1)'><text>x</text></a>",
    "<use href='data:image/svg+xml,x'/>",
    "<use href='other.svg#x'/>",
    "<image href='https://evil.test/x.png'/>",
    "<a><set attributeName='xlink:href' to='javascript:alert(1)'/></a>",
    "<set attributeName='onclick' to='alert(1)'/>",
    "<style>@import 'https://evil.test/x.css';</style>",
    "<rect style='fill: url(https://evil.test/x)'/>",
    "<rect fill='url(//evil.test/x)'/>",
    "<style>a { background: u\\72l(//evil.test/x) }</style>",
    "<script>unclosed",
]
WHOLE = {
    "instruction": f'<?xml-stylesheet type="text/xsl" href="#x"?><svg {NAMESPACES}/>',
    "entity": f'<!DOCTYPE svg [<!ENTITY a "x">]><svg {NAMESPACES}>&a;</svg>',
    "html": "<html xmlns='http://www.w3.org/1999/xhtml'><script>alert(1)</script></html>",
    "no xml": "GIF89a",
}
HARMLESS = [
    "<a href='https://example.org/'><text>x</text></a>",
    "<image href='data:image/png;base64,AAAA'/>",
    "<use href='#shape'/><rect fill='url(#shade)' style='stroke: red'/>",
    "<style>rect { fill: url(#shade) }</style>",
    "<animate attributeName='opacity' from='0' to='1'/>",
]


def svg(inside: str) -> str:
    return f"<svg {NAMESPACES}>{inside}</svg>"


@pytest.mark.parametrize("text", [*map(svg, ACTIVE), *WHOLE.values()])
def test_active_parts_are_found(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.svg"
    file.write_text(text, "utf-8")
    assert active_part(file)


@pytest.mark.parametrize("text", [svg(one) for one in HARMLESS])
def test_drawings_are_left_alone(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.svg"
    file.write_text(text, "utf-16")
    assert active_part(file) == ""


def test_active_pictures_are_not_published(tmp_path: Path) -> None:
    site = tmp_path / "site"
    names = [
        "evil.svg",
        "evil.html",
        "evil.xhtml",
        "evil.rdf",
        "evil.svgz",
        "%65vil.svg",
        "evil.*",
    ]
    images = "\n\n".join(f".. image:: {name}\n   :alt: words of {name}" for name in names)
    data = ".. image:: data:image/svg+xml,%3Csvg/%3E\n   :alt: words of data"
    write(site, {"a.rst": f"A\n=\n\n{images}\n\n{data}\n\n.. image:: good.svg\n"})
    for name in names[:5]:
        (site / name).write_text(svg(ACTIVE[0]), "utf-8")
    (site / "good.svg").write_text(svg(HARMLESS[0]), "utf-8")
    for builder in ("html", "epub"):
        built = build(site, builder)
        published = {name.rpartition("/")[2] for name, _data in built.files()}
        assert "good.svg" in published
        assert not {name for name in published if name.startswith("evil")}
    assert built.said.count("is left out, only its text is shown") == len(names) + 1
    page = (tmp_path / "out html 1/a.html").read_text("utf-8")
    assert page.count("words of ") == len(names) + 1
