"""The server of a built site: hostile paths get 404, and nothing outside the site is served."""

from __future__ import annotations

import threading
from http.client import HTTPConnection
from typing import TYPE_CHECKING

import pytest

from eventnotes.commands.serve_site import serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _pytest.capture import CaptureFixture

PATHS = {
    "/": 200,
    "/page.html": 200,
    "/inside.html": 200,
    "/%00": 404,
    "/page.html%00.txt": 404,
    "/" + "a" * 5000: 404,
    "/" + "a/" * 3000: 404,
    "/outside.txt": 404,
    "/outside/secret.txt": 404,
    "/outside/": 404,
    "/loop/x": 404,
    "/folder/": 404,
    "/../secret.txt": 404,
    "/%2e%2e/secret.txt": 404,
}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    top: Path = tmp_path_factory.mktemp("served")
    site = top / "site"
    (site / "folder").mkdir(parents=True)
    (top / "secret.txt").write_text("secret", "utf-8")
    (site / "index.html").write_text("front", "utf-8")
    (site / "page.html").write_text("page", "utf-8")
    (site / "inside.html").symlink_to(site / "page.html")
    (site / "outside.txt").symlink_to(top / "secret.txt")
    (site / "outside").symlink_to(top)
    (site / "loop").symlink_to(site / "loop")
    (site / "folder/index.html").symlink_to(top / "secret.txt")
    server = serve(site, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("compressed", ["gzip", "identity"])
@pytest.mark.parametrize(("path", "status"), list(PATHS.items()))
def test_hostile_paths(
    port: int, path: str, status: int, compressed: str, capfd: CaptureFixture[str]
) -> None:
    connection = HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": compressed})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == status
    assert b"secret" not in body
    assert "Traceback" not in capfd.readouterr().err
