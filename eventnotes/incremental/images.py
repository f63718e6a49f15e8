"""The names that images get in the site: by where they are, not by when they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def rename_images(env: BuildEnvironment) -> set[str]:
    """Give images of the same name their numbers in the order of their paths.

    :returns: the pages that show an image whose name has changed

    Sphinx numbers them as it reads them: in one order in a clean build, in another after
    an edit.
    """
    images = type(env.images)()
    changed: set[str] = set()
    for file in sorted(env.images):
        docnames, name = env.images[file]
        for docname in sorted(docnames):
            images.add_file(docname, file)
        if docnames and images[file][1] != name:
            changed |= docnames
    env.images = images
    return changed
