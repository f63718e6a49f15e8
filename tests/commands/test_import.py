"""`eventnotes import` writes a page for each talk, and never touches a word of a person."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.commands import schedules as made
from tests.commands.collections import build_strictly, eventnotes, fail, succeed
from tests.conftest import ROOT

FOLDER = "tiny_conf/talks"


@pytest.fixture
def schedule(collection: Path) -> Path:
    path = collection.parent / "schedule.json"
    path.write_text(made.frab(made.ONE, made.TWO, made.event("k3", "Lunch")), "utf-8")
    return path


def pages(collection: Path) -> dict[str, str]:
    return {path.stem: path.read_bytes().decode() for path in (collection / FOLDER).iterdir()}


def test_a_schedule_becomes_pages(collection: Path, schedule: Path) -> None:
    before = sorted(collection.rglob("*"))
    said = succeed(collection, "import", schedule, "--dry-run")
    assert sorted(collection.rglob("*")) == before
    assert "Would write 3 new pages, 0 changed; 0 as they were; 1 without a speaker" in said
    said = succeed(collection, "import", schedule)
    assert f"new talk   {FOLDER}/1_two.{collection.name}  1. Two\n" in said
    assert set(pages(collection)) == {"why_x_y_z_w_v_a_b_日本", "1_two"}
    assert "One" not in "".join(pages(collection).values())  # an abstract
    build_strictly(collection)
    records = json.loads((collection / "_build/html/notes.json").read_text("utf-8"))
    (one,) = (talk for talk in records["talks"] if "x_" in talk["title"])
    assert one["title"] == made.TITLE
    names = {person["id"]: person["name"] for person in records["people"]}
    assert [names[key] for key in one["speakers"]] == ["Ann Lee", "Bob Moore"]
    page = (collection / f"_build/html/{FOLDER}/{one['id'].rpartition('/')[2]}.html").read_text()
    assert 'href="https://example.org/talk/k1_/"' in page
    assert "10:30" in page


def test_abstracts_are_quoted(collection: Path, schedule: Path) -> None:
    succeed(collection, "import", schedule, "--abstracts")
    build_strictly(collection)
    page = collection / f"_build/html/{FOLDER}/why_x_y_z_w_v_a_b_日本.html"
    text = page.read_text("utf-8").replace("\n", "")
    assert "<blockquote" in text
    for said in ("*One*.", "Two ::", "{{ 3 }}", "Programme of Tiny Conf</a>"):
        assert said in text


def test_importing_again_changes_only_times_and_rooms(collection: Path, schedule: Path) -> None:
    succeed(collection, "import", schedule)
    (one, two) = sorted((collection / FOLDER).iterdir(), reverse=True)
    one.write_bytes(one.read_bytes().replace(b"\n", b"\r\n") + b"\r\n- 10:30 is *mine*\r\n")
    kept = two.read_text("utf-8").replace("Hall", "My hall")
    two.write_text(kept, "utf-8")
    mine = one.read_bytes()
    assert "0 new pages, 0 changed; 2 as they were" in succeed(collection, "import", schedule)
    moved = made.event("k2", "1. Two", "A. Moore", time="12:00", room="Big")
    late = made.event("k1", made.TITLE, "Ann Lee", time="13:00")
    schedule.write_text(made.frab(late, moved, made.event("k4", "Four", "D")), "utf-8")
    said = succeed(collection, "import", schedule)
    assert "Wrote 1 new pages, 2 changed" in said
    assert "Room is now 'Big' in the schedule, but the page has something else" in said
    assert one.read_bytes() == mine.replace(b"10:30", b"13:00", 1)
    assert two.read_text("utf-8") == kept.replace("11:00", "12:00")
    schedule.write_text(made.frab(late), "utf-8")
    said = succeed(collection, "import", schedule)
    assert f"{FOLDER}/1_two.{collection.name}: not in the schedule any more: 1. Two" in said
    assert two.exists()


def test_pages_that_were_removed_or_written_before(collection: Path, schedule: Path) -> None:
    succeed(collection, "new", "event", "Tiny Conf", "--date", "2013-05-01")
    succeed(collection, "new", "talk", "1. TWO", "--event", "Tiny", "--speaker", "Me")
    mine = pages(collection)
    said = succeed(collection, "import", schedule)
    assert "Wrote 1 new pages, 0 changed; 1 as they were" in said
    assert pages(collection).items() > mine.items()
    (gone,) = (collection / FOLDER).glob("why*")
    gone.unlink()
    assert "was removed and is not written again" in succeed(collection, "import", schedule)
    assert pages(collection) == mine


def test_a_pad(collection: Path) -> None:
    pad = collection.parent / "pad.md"
    pad.write_text(made.PAD, "utf-8")
    if collection.name == "rst":
        message = fail(collection, "import", pad)
        assert "its notes are Markdown: pip install 'eventnotes[markdown]', and add" in message
        return
    succeed(collection, "import", pad)
    build_strictly(collection)
    assert pages(collection)["1_two"].endswith("# 1\\. Two\n\n- another\n")


def test_names_that_no_file_can_have(begun: Path, tmp_path: Path) -> None:
    titles = [
        "../../" * 60,
        "a/b\\c:d",
        "x" * 300,
        "CON",
        "index",
        "日" * 200,
        "Same",
        "Same",
        "?",
    ]
    events = (made.event(str(number), title, "B") for number, title in enumerate(titles))
    (tmp_path / "s.json").write_text(made.frab(*events), "utf-8")
    if begun.name == "md":
        return  # file names are the same for both
    collection = tmp_path / "c"
    succeed(tmp_path, "init", collection)
    before = set(tmp_path.rglob("*"))
    succeed(collection, "import", tmp_path / "s.json")
    new = set(tmp_path.rglob("*")) - before
    assert len(list((collection / FOLDER).iterdir())) == len(titles)
    assert all(path.is_relative_to(collection / "tiny_conf") for path in new)


def test_an_interrupted_import_leaves_whole_pages(collection: Path, schedule: Path) -> None:
    if collection.name == "md":
        return
    number = 1500
    schedule.write_text(
        made.frab(*(made.event(f"k{n}", f"Talk {n}", "Ann Lee") for n in range(number))), "utf-8"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "eventnotes", "import", str(schedule)],
        cwd=collection,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        while process.poll() is None and len(list(collection.glob(f"{FOLDER}/*.rst"))) < 5:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    written = pages(collection)
    assert process.returncode == 130
    assert f"of {number} pages are written, all of them whole. Import again" in said
    assert 5 <= len(written) < number
    assert all(text.startswith("#") and text.endswith("_/>`__\n") for text in written.values())
    assert not list(collection.rglob("*.part"))
    ledger = json.loads((collection / "tiny_conf/imported.json").read_text("utf-8"))
    assert len(ledger["talks"]) in {len(written), len(written) - 1}
    again = succeed(collection, "import", schedule)
    assert f"Wrote {number - len(written)} new pages" in again


@pytest.mark.parametrize(
    ("ledger", "message"),
    [
        ("{", "imported.json cannot be read (Expecting"),
        ('{"talks": {"k1": {"page": "../conf.py", "title": ""}}}', "is outside the collection"),
        ('{"talks": {"k1": {"page": 1, "title": ""}}}', "cannot be read (a value is not a text)"),
    ],
)
def test_a_record_that_is_not_ours(
    collection: Path, schedule: Path, ledger: str, message: str
) -> None:
    succeed(collection, "new", "event", "Tiny Conf", "--date", "2013-05-01")
    (collection / "tiny_conf/imported.json").write_text(ledger, "utf-8")
    assert message in fail(collection, "import", schedule)
    assert not (collection / FOLDER).exists()


def test_an_event_without_a_name(begun: Path, tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(json.dumps(made.API), "utf-8")
    message = fail(begun, "import", tmp_path / "s.json")
    assert message.endswith("s.json: it does not name the event: name it with --event")
    assert "'Nowhere/At all' is not a time zone" in fail(
        begun, "import", tmp_path / "s.json", "--timezone", "Nowhere/At all"
    )
    made_ = eventnotes(begun, "import", tmp_path / "s.json", "--event", "API", "--dry-run")
    assert f"new event  api/index.{begun.name}  API" in made_.stdout
