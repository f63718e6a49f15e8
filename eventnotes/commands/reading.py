"""Reading the notes for a command, without building anything."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from eventnotes.commands import CommandError

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx


def read_site(source: Path, build: Path) -> Sphinx:
    """Read the pages below *source*, as far as they changed, and return Sphinx with them.

    :param build: the folder of builds, whose doctrees serve again
    :raises CommandError: where Sphinx cannot read them
    """
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    outdir, doctrees = build / "dummy", build / "doctrees"
    try:
        # As `sphinx-build` does: with the docutils.conf of the project, and leaving docutils as
        # it was for whoever calls.
        with patch_docutils(source), docutils_namespace():
            # Without a stream Sphinx would call itself quiet, and a builder say less later on.
            unseen = StringIO()
            app = Sphinx(
                source, source, outdir, doctrees, "dummy", status=unseen, warning=None, parallel=2
            )
            app.build()
    except (SphinxError, OSError) as error:
        msg = f"the pages cannot be read: {error}"
        raise CommandError(msg) from None
    return app
