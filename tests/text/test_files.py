"""Files are written whole or not at all, and only where they change."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from eventnotes.text.digests import digest
from eventnotes.text.files import copy_files, write_if_changed, write_whole

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "a/b/c.txt"
    write_if_changed(file, b"one")
    assert file.read_bytes() == b"one"
    write_if_changed(file, b"two")
    assert file.read_bytes() == b"two"
    assert [one.name for one in file.parent.iterdir()] == ["c.txt"]


def test_the_same_content_leaves_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_if_changed(file, b"one")
    os.utime(file, (1, 1))
    write_if_changed(file, b"one")
    assert file.stat().st_mtime == 1


def test_a_folder_in_the_way_is_an_error_and_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(OSError, match=r"a\.txt"):
        write_whole(tmp_path / "a.txt", b"one")
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_whole(file, b"old")
    child = os.fork()
    if not child:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))
        try:
            write_whole(file, b"new and longer")
        except OSError:
            os._exit(3)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.txt"]


def test_files_are_copied_where_they_differ(tmp_path: Path) -> None:
    source, to = tmp_path / "source", tmp_path / "to/deep"
    source.mkdir()
    for name in ("a.css", "b.js"):
        (source / name).write_text(name, "utf-8")
    copy_files(source, to)
    assert {one.name: one.read_text("utf-8") for one in to.iterdir()} == {
        "a.css": "a.css",
        "b.js": "b.js",
    }
    os.utime(to / "a.css", (1, 1))
    (source / "b.js").write_text("new", "utf-8")
    copy_files(source, to)
    assert (to / "a.css").stat().st_mtime == 1
    assert (to / "b.js").read_text("utf-8") == "new"


def test_digests_are_equal_where_the_values_are() -> None:
    assert digest("a", 1) == digest("a", 1) == "3b3688aeadbc99ff848bd3a0"
    assert len({digest("a", 1), digest("a1"), digest("a", "1"), digest(("a", 1))}) == 4
    assert digest("\ud800") != digest("\ud801")
