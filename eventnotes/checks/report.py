"""Report all problems of a build as Sphinx warnings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eventnotes.checks.rules import Site, all_problems
from eventnotes.checks.understood import not_understood
from eventnotes.domain import NotesDomain
from eventnotes.internals import is_suppressed
from eventnotes.text.warning import TYPE, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


def site_of(env: BuildEnvironment) -> Site:
    """Return the archive and the pages of *env*."""
    included = set[str]().union(*env.included.values())
    orphans = {page for page, metadata in env.metadata.items() if "orphan" in metadata}
    return Site(
        archive=NotesDomain.of(env).archive,
        pages=frozenset(env.all_docs),
        toctrees=env.toctree_includes,
        targets=NotesDomain.of(env).targets,
        free=frozenset(included | orphans),
        root=env.config.root_doc,
        different=env.config.eventnotes_different_people,
    )


def report(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about all problems of all pages, including pages that were not read again.

    Runs once per build, in the main process, so that a problem is reported by every build
    until it is fixed.
    """
    found = (one for problems in NotesDomain.of(env).problems.values() for one in problems)
    for problem in all_problems(site_of(env), found):
        warn(problem.code, problem.message, (problem.docname, problem.line))
    conf = Path(app.confdir, "conf.py")
    for problem in not_understood(env, conf):
        warn(problem.code, problem.message, f"{conf}:{problem.line}")


def replace_toctree_warning(app: Sphinx, config: Config) -> None:
    """Replace Sphinx's warning about pages in no toctree by ours, which says how to fix it.

    If Sphinx's warning is suppressed, ours is suppressed too.
    """
    silent = is_suppressed("toc", "not_included", config.suppress_warnings)
    more = f"{TYPE}.unreachable" if silent else "toc.not_included"
    config.suppress_warnings = [*config.suppress_warnings, more]
