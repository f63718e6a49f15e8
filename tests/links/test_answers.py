"""What the linkcheck builder says of a link, read as an answer."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.links.answers import LONGEST_TARGET, answer_of, read_answers
from eventnotes.links.archived import NEVER_ASKED, is_public
from eventnotes.links.verdicts import Answer

if TYPE_CHECKING:
    from pathlib import Path

TARGET = "https://new.notes.org/"


@pytest.mark.parametrize(
    ("status", "code", "info", "answer"),
    [
        ("working", 0, "", Answer(kind="answers")),
        ("redirected", 301, TARGET, Answer(kind="moved", moved_to=TARGET)),
        ("redirected", 308, TARGET, Answer(kind="moved", moved_to=TARGET)),
        ("redirected", 302, TARGET, Answer(kind="answers")),
        ("redirected", 0, TARGET, Answer(kind="answers")),
        ("ignored", 301, f"ignored redirect: {TARGET}", Answer(kind="answers")),
        ("ignored", 0, "", Answer(kind="ignored")),
        ("ignored", 0, "talk matched t.* from …", Answer(kind="ignored")),
        ("unchecked", 0, "", Answer(kind="ignored")),
        ("broken", 0, "unauthorized", Answer(kind="refuses", reason="401 Unauthorized")),
        ("broken", 0, "599 Server Error: x for url: y", Answer(kind="fails", reason="599")),
        ("broken", 0, "", Answer(kind="fails", reason="no answer")),
    ],
)
def test_answers(status: str, code: int, info: str, answer: Answer) -> None:
    assert answer_of(status, code, info) == answer


def test_a_target_is_recorded_up_to_a_length() -> None:
    longest = TARGET.ljust(LONGEST_TARGET, "x")
    assert answer_of("redirected", 301, longest).moved_to == longest
    assert answer_of("redirected", 301, f"{longest}x") == Answer(kind="answers")


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://10.0.0.1:8080/x",
        "http://[::1]/",
        "http://user@localhost/",
        "https://router/",
        "http://printer.local/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://example.test./",
        "ftp://new.notes.org/",
        "javascript:alert(1)",
    ],
)
def test_no_target_out_of_the_public_web_is_recorded(target: str) -> None:
    for status, info in (("redirected", target), ("ignored", f"ignored redirect: {target}")):
        assert answer_of(status, 301, info).kind == "fails"


def test_what_a_killed_builder_has_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "output.json"
    assert read_answers(path) == {}
    row = json.dumps({"uri": TARGET, "status": "working", "code": 0, "info": ""})
    path.write_text(f"{row}\n{row[:30]}", "utf-8")
    assert read_answers(path) == {TARGET: Answer(kind="answers")}


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_reason_is_one_short_line(status: str, info: str) -> None:
    for one in (status, "broken", "timeout", "ignored", "redirected"):
        reason = answer_of(one, 301, info).reason
        assert len(reason) <= 120
        assert len(reason.splitlines()) <= 1


LABELS = st.sampled_from("a org example com local localhost test localx 1 127 0x7f 1a x-1".split())


@given(
    st.sampled_from(["http://", "HTTPS://", "http://user:word@"]),
    st.lists(LABELS, min_size=1, max_size=4).map(".".join),
    st.sampled_from(["", ".", ":80", ".:80"]),
    st.sampled_from(["", "/", "/a.b", "?a.org", "#x", "/@a.org"]),
)
def test_no_redirect_is_followed_out_of_the_public_web(
    scheme: str, host: str, port: str, rest: str
) -> None:
    """Numbers are not followed at all, be they of the public web."""
    url = f"{scheme}{host}{port}{rest}"
    number = host.rpartition(".")[2][:1].isdigit()
    assert bool(re.match(NEVER_ASKED, url)) == (number or not is_public(url))
