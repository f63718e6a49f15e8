"""Serve a built site locally with its headers and compression, as a host would.

Usage: ``python -m eventnotes.commands.serve_site FOLDER [PORT]``.
"""

from __future__ import annotations

import gzip
import sys
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from eventnotes.html.outputs.headers import FILE, HEADERS

COMPRESSED = ("text/", "application/javascript", "application/json", "image/svg")


class Handler(SimpleHTTPRequestHandler):
    """Serves files with the site's headers, compressed if the client accepts gzip."""

    def send_head(self) -> BytesIO | IO[bytes] | None:  # type: ignore[override]
        """Send status and headers, and return the body."""
        file = self._file()
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        kind = self.guess_type(str(file))
        accepted = self.headers.get("Accept-Encoding", "")
        if not file.is_file() or "gzip" not in accepted or not kind.startswith(COMPRESSED):
            return super().send_head()
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()
        return BytesIO(body)

    def _file(self) -> Path | None:
        """Return the file asked for, or None if it is outside the site or cannot be."""
        try:
            file = Path(self.translate_path(self.path))
            if file.is_dir() and self.path.endswith("/"):
                file /= "index.html"
            inside = file.resolve().is_relative_to(Path(self.directory).resolve())
        except (OSError, RuntimeError, ValueError):  # too long, a loop, a null character
            return None
        return file if inside else None

    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send the body, ignoring a client that has disconnected."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Log nothing."""


def serve(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server for *folder* on 127.0.0.1 and *port*; 0 for any free port."""
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(folder)))


def main(arguments: list[str]) -> int:
    """Serve until interrupted, and return the exit status."""
    if not 1 <= len(arguments) <= 2 or not (arguments[1:] or ["0"])[0].isdigit():
        print("usage: python -m eventnotes.commands.serve_site FOLDER [PORT]", file=sys.stderr)
        return 2
    folder, port = Path(arguments[0]), int((arguments[1:] or ["8000"])[0])
    if not (folder / FILE).is_file():
        print(f"{folder}: this is not a built site: run `make html` first", file=sys.stderr)
        return 1
    try:
        server = serve(folder, port)
    except OSError as error:
        print(f"port {port}: {error.strerror}: choose another, such as PORT=8001", file=sys.stderr)
        return 1
    print(
        f"Serving {folder} at http://127.0.0.1:{server.server_port}/ — Ctrl+C ends it", flush=True
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
