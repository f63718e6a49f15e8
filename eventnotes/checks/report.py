"""The checks in a build: every problem a warning of Sphinx's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util import logging

from eventnotes.checks.rules import Site, all_problems
from eventnotes.checks.table import TYPE
from eventnotes.domain import NotesDomain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)


def site_of(env: BuildEnvironment) -> Site:
    """Return the archive and the pages as *env* has read them."""
    included = set[str]().union(*env.included.values())
    orphans = {page for page, metadata in env.metadata.items() if "orphan" in metadata}
    return Site(
        archive=NotesDomain.of(env).archive,
        pages=frozenset(env.all_docs),
        toctrees=env.toctree_includes,
        free=frozenset(included | orphans),
        root=env.config.root_doc,
        different=env.config.eventnotes_different_people,
    )


def warn(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of every problem of every page, read now or long ago.

    Once a build, in the main process, also when nothing has changed: a problem that is not
    mended must not vanish from the second build on, where a check of the whole archive
    and one of a page that was not read again would otherwise differ.
    """
    found = (one for problems in NotesDomain.of(env).problems.values() for one in problems)
    for problem in all_problems(site_of(env), found):
        logger.warning(
            "%s",
            problem.message,
            location=(problem.docname, problem.line),
            type=TYPE,
            subtype=problem.code,
        )


def replace_toctree_warning(app: Sphinx, config: Config) -> None:
    """Silence Sphinx's warning of pages in no toctree: ours says the same, and the mend.

    A site that has silenced that one hears nothing of ours either.
    """
    silent = logging.is_suppressed_warning("toc", "not_included", config.suppress_warnings)
    more = f"{TYPE}.unreachable" if silent else "toc.not_included"
    config.suppress_warnings = [*config.suppress_warnings, more]
