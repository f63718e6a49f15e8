"""All pages are valid HTML, checked by the W3C's Nu checker."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.conftest import ROOT, missing, need, run

if TYPE_CHECKING:
    from pathlib import Path

VNU = ROOT / "tests/npm/node_modules/vnu-jar/build/dist/vnu.jar"


def errors(*pages: Path) -> list[str]:
    """Return the Nu checker's errors for *pages*, which are files or folders."""
    java = need("Java, for the Nu checker,", "java")
    if not VNU.exists():
        missing("the Nu checker is not installed (npm ci)")
    checked = run(
        java, "-jar", VNU, "--errors-only", "--format", "json", "--skip-non-html", *pages
    )
    return [
        f"{message['url'].rpartition('/html/')[2]}:{message.get('lastLine')}: {message['message']}"
        for message in json.loads(checked.stdout)["messages"]
    ]


def test_every_page_is_valid_html(site: Path) -> None:
    assert errors(site) == []


def test_the_checker_finds_an_error(tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><html lang=en><title>x</title><p><a href='a b'>", "utf-8")
    assert errors(tmp_path)
