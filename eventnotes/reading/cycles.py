"""Break toctrees that lead in a circle or along too many paths, which Sphinx follows for ever."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from eventnotes.domain import NotesDomain
from eventnotes.reading.toctrees import leave_out
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Levels of toctrees, which Sphinx follows by recursion.
DEEPEST = 100


def break_cycles(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Leave out and report each toctree entry that Sphinx could not follow to an end.

    Its page is read, and so reported, by every build until it is corrected.

    :returns: the pages with such an entry
    """
    domain = NotesDomain.of(env)
    found = list(endless(env.toctree_includes, env.config.root_doc))
    for docname, listed, reason in found:
        line = leave_out(app, docname, listed)
        message = f"the toctree's entry {listed!r} is left out: {reason}"
        problem = Problem(docname=docname, line=line, code="circular-toctree", message=message)
        domain.note_problems(docname, [problem])
        domain.note_order()
        env.reread_always.add(docname)
    return [docname for docname, _listed, _reason in found]


def endless(includes: Mapping[str, Sequence[str]], root: str) -> Iterator[tuple[str, str, str]]:
    """Yield each entry to leave out: its page, the page it lists, and the reason.

    :param includes: the pages in the toctrees of each page
    """
    pages = {*includes, *chain.from_iterable(includes.values())}
    lists = _Lists(10 * len(pages) + 1000)
    for start in (root, *sorted(includes)):
        trail = {} if start in lists.depth else {start: iter(includes.get(start, ()))}
        while trail:
            page = next(reversed(trail))
            lists.start(page)
            listed = next(trail[page], None)
            if listed is None:
                del trail[page]
                page, listed = next(reversed(trail), ""), page
            elif listed not in trail and listed not in lists.depth:
                trail[listed] = iter(includes.get(listed, ()))
                continue
            if listed in trail:
                yield page, listed, "it leads back to this page: list each page below one other"
            elif page and (reason := lists.add(page, listed)):
                yield page, listed, reason


class _Lists:
    """The levels below each page, and the number of paths down from it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._paths: dict[str, int] = {}
        self.depth: dict[str, int] = {}

    def start(self, page: str) -> None:
        self.depth.setdefault(page, 1)
        self._paths.setdefault(page, 1)

    def add(self, page: str, listed: str) -> str:
        """Add the pages below *listed* to those below *page*, or return why not."""
        if self.depth[listed] >= DEEPEST:
            return f"toctrees are nested more than {DEEPEST} deep: list pages higher up"
        if self._paths[page] + self._paths[listed] > self._most:
            return "too many paths lead to the same pages: list each page below one other"
        self.depth[page] = max(self.depth[page], self.depth[listed] + 1)
        self._paths[page] += self._paths[listed]
        return ""
