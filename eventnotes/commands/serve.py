"""``serve``: show the site in the browser, and build it again at each save."""

from __future__ import annotations

import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.commands import CommandError, needs
from eventnotes.commands.site import find_source, last_builds, shown

if TYPE_CHECKING:
    import argparse

HOST = "127.0.0.1"


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "serve",
        help="show the site in the browser, and build it again at each save",
        description="Build the site, open it in the browser, and build it again whenever a page "
        "is saved. Ctrl+C ends it.",
    )
    parser.add_argument(
        "source", nargs="?", type=Path, default=Path(), help="the folder of conf.py (default: .)"
    )
    parser.add_argument(
        "--port", type=int, default=8000, help="0 for any free port (default: %(default)s)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    parser.add_argument(
        "--build", type=Path, help="the folder of builds (default: _build beside conf.py)"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted.

    :raises CommandError: if there is no site, the port is taken, or sphinx-autobuild is missing
    """
    source = find_source(options.source)
    if not find_spec("sphinx_autobuild"):
        raise needs("serve", "sphinx-autobuild")
    _check_port(options.port)
    build = options.build or last_builds(source) or source / "_build"
    command = [sys.executable, "-m", "sphinx_autobuild", "--host", HOST]
    command += ["--port", str(options.port), "--re-ignore", "__pycache__", "--ignore", str(build)]
    command += [] if options.no_browser else ["--open-browser"]
    command += ["-j", "auto", "-d", str(build / "doctrees"), str(source), str(build / "html")]
    print(f"Serving {shown(source)}. Ctrl+C ends it.", flush=True)
    return subprocess.run(command, check=False).returncode


def _check_port(port: int) -> None:
    """Check that *port* can be used, before the site is built.

    :raises CommandError: if it cannot
    """
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, sys.platform != "win32")
        try:
            one.bind((HOST, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", "") or "it must be between 0 and 65535"
            msg = f"port {port}: {reason}: choose another, such as --port 8001"
            raise CommandError(msg) from None
