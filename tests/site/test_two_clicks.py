"""Two clicks from the front page: to an index, and from there to the expected talks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

import lxml.html
import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def page(file: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(file.read_text("utf-8"))


@pytest.mark.parametrize(
    ("link", "rows", "said"),
    [
        (
            "Speakers",
            "//dt[span = 'Hettinger, Raymond']/following-sibling::dd[1]//li",
            r"(?m)^:Speakers?:.*Raymond Hettinger",
        ),
        ("Timeline", "//li[time[starts-with(., '2012-07')]]", r"(?m)^:Date: 2012-07"),
        (
            "Topics",
            "//dt[span = 'testing']/following-sibling::dd[1]//li",
            r"(?m)^:Topics:(.*,)? testing(,|$)",
        ),
        (
            "Module Index",
            "//dt[span = 'collections']/following-sibling::dd[1]//li",
            r":py:\w+:`(~|[^`]*<)?collections[.>`]",
        ),
    ],
)
def test_two_clicks(site: Path, link: str, rows: str, said: str) -> None:
    talks = (ROOT / "conferences").glob("*/talks/*.rst")
    meant = {
        talk.relative_to(ROOT).with_suffix(".html").as_posix()
        for talk in talks
        if re.search(said, talk.read_text("utf-8"))
    }
    assert meant
    (first,) = page(site / "index.html").xpath(f"//main//li//a[normalize-space(.) = '{link}']")
    index = page(site / urldefrag(first.get("href")).url)
    second = [row.xpath("./a[not(@title)]")[0].get("href") for row in index.xpath(rows)]
    assert {urldefrag(address).url for address in second} == meant
    for address in second:
        file, anchor = urldefrag(address)
        assert page(site / file).get_element_by_id(anchor) is not None
