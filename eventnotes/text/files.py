"""Atomic file writes that leave unchanged files alone."""

from __future__ import annotations

import os
from contextlib import suppress
from glob import escape
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path* atomically: a reader sees the old file or the new one."""
    draft = Path(path.parent, f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def remove_drafts(path: Path) -> None:
    """Remove what processes that were killed have left of writing *path*."""
    for draft in path.parent.glob(f".{escape(path.name)}.*.part"):
        draft.unlink(missing_ok=True)


def write_if_changed(path: Path, data: bytes) -> None:
    """Write *data* to *path* unless the file already holds it. Create missing folders."""
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def copy_files(source: Path, to: Path) -> None:
    """Copy the files of the folder *source* that differ into the folder *to*."""
    for file in sorted(source.iterdir()):
        write_if_changed(to / file.name, file.read_bytes())
