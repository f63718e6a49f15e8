"""Limits on what a page may cost: time to read it, depth, and the size of what it expands to."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms import SphinxTransform

from eventnotes.domain import NotesDomain
from eventnotes.internals import CodeBlock, Directive, HList, directives
from eventnotes.reading.page import line_of, nodes_of
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx

#: Seconds of processor time to read a page. The slowest honest page takes a hundredth of it.
SECONDS = 60
#: Levels of nested elements. Python's recursion limit allows about 300.
DEEPEST = 120
#: Elements that the substitutions of a page may expand to.
LARGEST = 10_000
#: Columns of an ``hlist``.
COLUMNS = 100
#: Ranges of lines to emphasize, and the digits of a line number.
RANGES, DIGITS = 1000, 4


class LimitError(Exception):
    """A page exceeds a limit; the message says which."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise `LimitError` after some seconds of processor time.

    Without effect on Windows, and in threads, where Python has no timers.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not (
        threading.main_thread()
    ):
        yield
        return

    def stop(number: int, frame: object) -> None:
        msg = f"it takes more than {seconds:g} seconds"
        raise LimitError(msg)

    before = signal.signal(signal.SIGVTALRM, stop)
    # Repeated, because a library may drop the exception.
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def limit_depth(app: Sphinx, doctree: nodes.document) -> None:
    """Raise `LimitError` if the page just read is nested too deep for those who write it."""
    level: list[nodes.Node] = [doctree]
    for _depth in range(DEEPEST):
        level = [child for node in level for child in node.children]
        if not level:
            return
    msg = f"its elements are nested more than {DEEPEST} deep"
    raise LimitError(msg)


class LimitSubstitutions(SphinxTransform):
    """Shows substitutions that would expand to too many elements as their names.

    Nested substitutions can double at each step. Runs before docutils replaces them.
    """

    default_priority = 210

    def apply(self) -> None:
        """Replace the references to costly substitutions, and report each."""
        cost = self._costs()
        references = nodes_of(self.document, nodes.substitution_reference)
        left, problems = LARGEST, []
        for reference in references:
            left -= cost(reference["refname"].lower())
            if left < 0:
                problems.append(self._problem(reference))
                reference.replace_self(nodes.Text(reference.astext()))
        NotesDomain.of(self.env).note_problems(self.env.docname, problems)

    def _costs(self) -> Callable[[str], int]:
        definitions = {name.lower(): one for name, one in self.document.substitution_defs.items()}
        open_names: set[str] = set()

        @cache
        def cost(name: str) -> int:
            if name not in definitions or name in open_names:  # docutils reports both
                return 1
            open_names.add(name)
            inner = list(definitions[name].findall())
            references = [one for one in inner if isinstance(one, nodes.substitution_reference)]
            found = len(inner) + sum(cost(one["refname"].lower()) for one in references)
            open_names.remove(name)
            return min(found, LARGEST + 1)

        return cost

    def _problem(self, reference: nodes.substitution_reference) -> Problem:
        message = (
            f"the substitutions of this page expand to more than {LARGEST} elements; this "
            "reference is shown as its name: use fewer of them"
        )
        return Problem(
            docname=self.env.docname, line=line_of(reference), code="too-large", message=message
        )


def columns(argument: str) -> int:
    """Return the number of columns; raise `ValueError` if there are too many."""
    found = directives.positive_int(argument)
    if found > COLUMNS:
        msg = f"expected at most {COLUMNS} columns"
        raise ValueError(msg)
    return int(found)


def line_numbers(argument: str) -> str:
    """Return ranges of lines as written; raise `ValueError` if they are too many or too long."""
    ranges = argument.split(",")
    if len(ranges) > RANGES or any(
        len(number.strip()) > DIGITS for one in ranges for number in one.split("-")
    ):
        msg = f"expected at most {RANGES} ranges, and numbers of at most {DIGITS} digits"
        raise ValueError(msg)
    return argument


# Options from which Sphinx builds a list as long as the number says.
_LIMITED: tuple[tuple[str, type[Directive], str, Callable[[str], object]], ...] = (
    ("hlist", HList, "columns", columns),
    ("code-block", CodeBlock, "emphasize-lines", line_numbers),
    ("sourcecode", CodeBlock, "emphasize-lines", line_numbers),
)


def limit_options(app: Sphinx) -> None:
    """Limit the numbers in options of Sphinx's directives."""
    for name, directive, option, check in _LIMITED:
        spec = {**(directive.option_spec or {}), option: check}
        limited_directive = type(directive.__name__, (directive,), {"option_spec": spec})
        app.add_directive(name, limited_directive, override=True)
