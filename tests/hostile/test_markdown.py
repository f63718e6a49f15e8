"""No Markdown page runs code by its front matter or its substitutions."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.sites import CONF, build, write

if TYPE_CHECKING:
    from pathlib import Path

EXPRESSIONS = [
    "cycler.__init__.__globals__.os.popen('touch {0}').read()",
    "lipsum.__globals__['os'].system('touch {0}')",
    "joiner.__init__.__globals__.os.system('touch {0}')",
    "namespace.__init__.__globals__['os'].system('touch {0}')",
    "self.__init__.__globals__.__builtins__.open('{0}', 'w')",
    "''.__class__.__mro__[1].__subclasses__()",
    "env.app.srcdir.joinpath('{0}').write_text('x')",
    "env.config.add('x', open, '', ())",
    "''|attr('__class__')",
    "'{{0.__class__}}'.format('')",
    "dict.mro()",
]
ENABLED = (
    CONF + 'myst_enable_extensions = ["substitution"]\nmyst_substitutions = {"known": "Word"}\n'
)


def page(expression: str, extensions: object = ("substitution",)) -> str:
    front = json.dumps({"myst": {"enable_extensions": extensions}})
    return f"---\n{front[1:-1]}\n---\n# Page\n\nkept\n\n{{{{ {expression} }}}}\n"


@pytest.mark.parametrize("conf", [CONF, ENABLED], ids=["refused", "enabled"])
def test_no_expression_runs_code(tmp_path: Path, conf: str) -> None:
    marker = tmp_path / "ran"
    site = tmp_path / "site"
    pages = {f"p{n}.md": page(one.format(marker)) for n, one in enumerate(EXPRESSIONS)}
    write(site, pages, conf)
    built = build(site)
    assert not marker.exists()
    assert not (site / str(marker)).exists()
    refused = "the MyST setting 'enable_extensions: substitution' is ignored"
    assert built.said.count(refused) == len(EXPRESSIONS)
    for number in range(len(EXPRESSIONS)):
        text = (built.folder / f"p{number}.html").read_text("utf-8")
        assert "kept" in text
        assert "&lt;class" not in text


@pytest.mark.parametrize(
    "extensions", ["substitution", {"substitution": 1}, [["substitution"]], None, 7, [{"a": 1}]]
)
def test_no_form_of_the_list_enables_substitutions(tmp_path: Path, extensions: object) -> None:
    marker = tmp_path / "ran"
    write(tmp_path / "site", {"p.md": page(EXPRESSIONS[0].format(marker), extensions)})
    built = build(tmp_path / "site")
    assert not marker.exists()
    assert "kept" in (built.folder / "p.html").read_text("utf-8")


def test_a_page_may_enable_harmless_syntax(tmp_path: Path) -> None:
    text = "---\nmyst:\n  enable_extensions: [deflist]\n---\n# P\n\nTerm\n: Meaning\n"
    write(tmp_path / "site", {"p.md": text})
    built = build(tmp_path / "site")
    assert "<dt>Term" in (built.folder / "p.html").read_text("utf-8")
    assert "WARNING" not in built.said


def test_substitutions_of_the_keeper_work(tmp_path: Path) -> None:
    site = tmp_path / "site"
    text = "---\nmyst:\n  substitutions:\n    own: Mine\n---\n# P\n\n{{ known }} {{ own|upper }}\n"
    write(site, {"p.md": text}, ENABLED)
    built = build(site)
    assert "Word MINE" in (built.folder / "p.html").read_text("utf-8")
    assert "WARNING" not in built.said


@pytest.mark.parametrize(
    "expression",
    ["'a' * 1000000000", "'%1000000000d' % 1", "'a'.ljust(1000000000)", "'a'|center(1000000000)",
     "9 ** 9 ** 9", "range(1000000000)|list"],
)  # fmt: skip
def test_no_expression_takes_all_memory(tmp_path: Path, expression: str) -> None:
    site = tmp_path / "site"
    write(site, {"p.md": f"# P\n\n{{{{ {expression} }}}}\n"}, ENABLED)
    assert "is left out" in build(site).said


def test_nested_substitutions_end(tmp_path: Path) -> None:
    site = tmp_path / "site"
    own = {f"s{n}": f"{{{{ s{n + 1} ~ s{n + 1} }}}}" for n in range(30)} | {"s30": "x"}
    front = json.dumps({"myst": {"substitutions": own}})[1:-1]
    write(site, {"p.md": f"---\n{front}\n---\n# P\n\n{{{{ s0 ~ '' }}}}\n"}, ENABLED)
    began = time.process_time()
    assert "are nested" in build(site).said
    assert time.process_time() - began < 60


NAMES = st.sampled_from(
    ["cycler", "lipsum", "joiner", "namespace", "self", "env", "known", "config", "''", "()", "[]"]
)
STEPS = st.sampled_from(
    [".__init__", ".__globals__", ".__class__", ".__mro__", "['os']", "[1]", ".os", ".app",
     "|attr('__init__')", ".format", ".__builtins__", ".__subclasses__()", ".config", "|map('x')"]
)  # fmt: skip
ENDS = st.sampled_from([".system('touch {0}')", ".popen('touch {0}').read()", "('touch {0}')", ""])


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(NAMES, st.lists(STEPS, max_size=6), ENDS).map(
            lambda parts: parts[0] + "".join(parts[1]) + parts[2]
        ),
        min_size=10,
        max_size=20,
    )
)
def test_no_chain_of_attributes_runs_code(tmp_path: Path, expressions: list[str]) -> None:
    marker = tmp_path / "ran"
    site = tmp_path / "site"
    write(
        site, {f"p{n}.md": page(one.format(marker)) for n, one in enumerate(expressions)}, ENABLED
    )
    build(site)
    assert not marker.exists()
