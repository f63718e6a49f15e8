"""`linkcheck` run as a person runs it, where each name below awkward.org is this machine."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import clean_environment

if TYPE_CHECKING:
    from pathlib import Path

TALK = "Talk\n####\n\n:Date: 2012-07-18\n:Speaker: Ann Lee\n\n{}\n"

# No other name leads anywhere: nothing is sent to other machines. A child of a shell's background
# job ignores SIGINT, which a person's terminal sends.
PROGRAM = """
import signal, socket, sys
resolve = socket.getaddrinfo
def here(host, *more, **named):
    if host.endswith(".awkward.org"):
        return resolve("127.0.0.1", *more, **named)
    if host == "127.0.0.1":
        return resolve(host, *more, **named)
    raise socket.gaierror(-2, "Name or service not known")
socket.getaddrinfo = here
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
COMMAND = f"{PROGRAM}\nfrom eventnotes.commands import cli\nsys.exit(cli.main())"


def project(folder: Path, *urls: str, conf: str = "", ledger: str = "") -> Path:
    """Write notes with *urls* as links."""
    talk = folder / "conferences/meet/talks/talk.rst"
    talk.parent.mkdir(parents=True)
    talk.write_text(TALK.format("\n".join(f"- `a link <{url}>`__" for url in urls)), "utf-8")
    (folder / "conf.py").write_text(f'extensions = ["eventnotes"]\n{conf}', "utf-8")
    (folder / "index.rst").write_text("Notes\n#####\n", "utf-8")
    if ledger:
        (folder / "links.toml").write_text(ledger, "utf-8")
    return folder


def start(folder: Path, *options: str, program: str = COMMAND) -> subprocess.Popen[str]:
    """Start the command on the notes in *folder*, with hardly a pause."""
    return subprocess.Popen(
        [sys.executable, "-c", program, "linkcheck", str(folder), "--pause", "0.05", *options],
        env=clean_environment(NO_COLOR="1", NO_PROXY="*", PYTHONUTF8="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def run(folder: Path, *options: str) -> tuple[int, str]:
    """Run the command and return its exit status and all that it said."""
    process = start(folder, *options)
    output, _ = process.communicate(timeout=120)
    return process.returncode, output
