"""Stable names for images in the site, by path instead of by reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def rename_images(env: BuildEnvironment) -> set[str]:
    """Renumber images with the same file name in the order of their paths.

    Sphinx numbers them in reading order, which differs between clean and incremental builds.

    :returns: the pages with a renamed image
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
