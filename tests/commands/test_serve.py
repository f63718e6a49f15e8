"""`make serve` shows the site, and shows it anew after a page is saved."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from http.client import HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.conftest import clean_environment, copy_project

if TYPE_CHECKING:
    from collections.abc import Iterator

# Seconds after which a page is given up; a build takes a few.
PATIENCE = 60
SERVING = r"Serving on (http://[\d.:]+)"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = copy_project(tmp_path / "my notes")
    (project / ".venv").symlink_to(Path(sys.prefix))
    return project


@pytest.fixture
def server(project: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield `make serve` of the copy *project*, at a port that is free, with no browser opened."""
    with subprocess.Popen(
        ["make", "serve", "PORT=0"],
        cwd=project,
        env=clean_environment(PYTHONUNBUFFERED="1", BROWSER="true"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        yield process
        os.killpg(process.pid, signal.SIGINT)


def address(server: subprocess.Popen[str]) -> str:
    """Return where the server says that it serves."""
    assert server.stdout
    said = []
    for line in server.stdout:
        said.append(line)
        if match := re.search(SERVING, line):
            return match[1]
    raise AssertionError("".join(said))


def shows(url: str, words: bytes) -> bool:
    """Whether the page at *url* comes to have *words*, once it is served and wholly written."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(URLError, HTTPException), urlopen(url) as page:  # noqa: S310 - our own server
            if words in page.read():
                return True
        time.sleep(0.1)
    return False


def test_a_saved_page_is_shown(project: Path, server: subprocess.Popen[str]) -> None:
    url = address(server) + "/credits.html"
    assert shows(url, b"Jathan McCollum")
    credit = project / "credits.rst"
    credit.write_text(credit.read_text("utf-8") + "\nSomebody quite new.\n", "utf-8")
    assert shows(url, b"Somebody quite new.")
