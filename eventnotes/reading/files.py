"""Restrict the files that pages use to the project, without hidden and excluded folders.

Pages may be untrusted, and the images and downloads that they name are published by every
builder. Paths are checked after resolving symbolic links.
"""

from __future__ import annotations

import html
import mimetypes
import os
import re
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from eventnotes.domain import NotesDomain
from eventnotes.internals import EXCLUDE_PATHS, Matcher, search_image_for_language
from eventnotes.reading.page import line_of, nodes_of
from eventnotes.reading.svg import active_part
from eventnotes.records.model import Problem
from eventnotes.text.warning import TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_SCHEME = re.compile(r"/*([a-zA-Z][a-zA-Z0-9+.-]+):")
_REMOTE = frozenset({"http", "https"})
#: Files that a browser would run in the site's origin, at a predictable address.
ACTIVE = frozenset(
    {".htm", ".html", ".js", ".mjs", ".shtml", ".svg", ".svgz", ".xht", ".xhtml", ".xml", ".xsl"}
    | {".atom", ".mht", ".mhtml", ".mml", ".rdf", ".rss", ".xslt", ".xul"}
)
# The types of other such files, by Python's own table, which is the same on every machine.
_ACTIVE_TYPE = re.compile(r"html|xml|script")
_TYPES = mimetypes.MimeTypes()
#: Bytes of the longest name of a page or folder: builders add suffixes, and 255 is the limit.
LONGEST_NAME = 200
# Pictures in an address that are none, or SVG, which some builders save as a file.
_ACTIVE_DATA = re.compile(r"data:(?!image/(?:png|jpeg|gif|webp)[;,])", re.IGNORECASE)
# Files that docutils embeds as videos, with the alternative text unescaped.
_VIDEOS = frozenset({".m4v", ".mov", ".mp4", ".ogg", ".ogm", ".ogv", ".webm"})


def is_active(name: str) -> bool:
    """Return whether a browser would run a file called *name* in the site's origin."""
    found, _encoding = _TYPES.guess_type(name)
    return Path(name).suffix.lower() in ACTIVE or bool(_ACTIVE_TYPE.search(found or ""))


def refuse_files(app: Sphinx, doctree: nodes.document) -> None:
    """Replace each forbidden file of the page just read by text, and report it."""
    env = app.env
    gate = Gate(env)
    problems = []
    for node, name, reason in [
        *_refused_images(gate, doctree),
        *_refused_downloads(gate, doctree),
    ]:
        message = f"the file {name[:200]!r} is left out, only its text is shown: {reason}"
        problems.append(_problem(env.docname, node, "refused-file", message))
        node.replace_self(_words(node, name))
    for node in nodes_of(doctree, nodes.image):
        if node.get("loading") == "embed":
            del node["loading"]
            message = "the image is linked, not embedded in the page: remove :loading:"
            problems.append(_problem(env.docname, node, "embedded-picture", message))
    NotesDomain.of(env).note_problems(env.docname, problems)


def _problem(docname: str, node: nodes.Element, code: str, message: str) -> Problem:
    return Problem(docname=docname, line=line_of(node), code=code, message=message)


class Gate:
    """Checks the files that the page being read uses."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._top = Path(env.srcdir).resolve()
        self._excluded = Matcher(env.config.exclude_patterns)

    def refuse(self, name: str) -> str:
        """Return why the page may not use the file *name*, or ``""`` if it may."""
        if "\0" in name or len(name) > 4096:
            return "this is not a file name: use a file in the project"
        for written in dict.fromkeys((name, unquote(name))):
            for path in self._paths(written):
                if reason := self._judge(path):
                    return reason
        return ""

    def refuse_picture(self, name: str) -> str:
        """Return why the page may not show the file *name* as a picture, or ``""`` if it may."""
        if reason := self.refuse(name):
            return reason
        for path in {path for one in (name, unquote(name)) for path in self._paths(one)}:
            if is_active(path.name) and path.suffix.lower() != ".svg":
                return "a browser would run it as part of the site: use a picture"
            if path.suffix.lower() == ".svg" and path.is_file() and (part := active_part(path)):
                return f"the picture has {part}: remove it, or save the picture as a PNG"
        return ""

    def _paths(self, name: str) -> Iterator[Path]:
        relative, path = self._env.relfn2path(name, self._env.docname)
        if name.endswith(".*"):
            yield from map(Path, glob(path))  # noqa: PTH207  # as Sphinx looks for them
        else:
            yield Path(path)
            yield Path(self._env.srcdir, search_image_for_language(relative, self._env))

    def _judge(self, path: Path) -> str:
        try:
            real = path.resolve()
            is_other = real.exists() and not real.is_file()
        except (OSError, RuntimeError, ValueError) as error:
            return f"it cannot be read ({error}): use a file in the project"
        if not real.is_relative_to(self._top):
            return "it is outside the project: copy it into the project"
        if is_other:
            return "it is not a regular file: use a file in the project"
        if real.exists() and not os.access(real, os.R_OK):
            return "it cannot be read: change its permissions"
        folders = real.relative_to(self._top).parents
        if any(part.startswith(".") for part in real.relative_to(self._top).parts):
            return "it is hidden, or in a hidden folder: move it"
        if any(self._excluded(folder.as_posix()) for folder in folders if folder.parts):
            return "it is in a folder excluded by exclude_patterns: move it"
        return ""


# A node, its file, and the reason for refusing it.
Refused = tuple[nodes.Element, str, str]


def _refused_images(gate: Gate, doctree: nodes.document) -> Iterator[Refused]:
    for node in nodes_of(doctree, nodes.image):
        name = str(node["uri"])
        scheme = _SCHEME.match(name)
        if scheme and (scheme[1].lower() not in _REMOTE | {"data"} or name.startswith("/")):
            yield node, name, "it is not a web address: use a file in the project"
        elif scheme and _ACTIVE_DATA.match(name):
            yield node, name, "a picture in the address is no SVG: use a file in the project"
        elif not scheme and (reason := gate.refuse_picture(name)):
            yield node, name, reason


def _refused_downloads(gate: Gate, doctree: nodes.document) -> Iterator[Refused]:
    for node in nodes_of(doctree, addnodes.download_reference):
        name = str(node["reftarget"])
        if "://" in name:
            continue
        if reason := gate.refuse(name):
            yield node, name, reason
        elif is_active(unquote(name)):
            yield node, name, "a browser would run it as part of the site: pack it into a .zip"


def _words(node: nodes.Element, name: str) -> nodes.Node:
    """Return the text of *node* that replaces it."""
    if not isinstance(node, nodes.image):
        return nodes.inline("", "", *node.children)
    words = nodes.inline("", str(node.get("alt") or os.path.basename(name)))  # noqa: PTH119
    if isinstance(node.parent, nodes.TextElement):
        return words
    return nodes.paragraph("", "", words)


class EscapeVideoWords(SphinxPostTransform):
    """Escapes the alternative text of videos, which docutils' HTML writer does not."""

    default_priority = 600
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        for node in self.document.findall(nodes.image):
            if "alt" in node and Path(str(node["uri"])).suffix.lower() in _VIDEOS:
                node["alt"] = html.escape(node["alt"])


def exclude_outside(app: Sphinx, config: Config) -> None:
    """Exclude symbolic links out of the project, and what Sphinx can neither read nor write."""
    is_excluded = Matcher([*config.exclude_patterns, *EXCLUDE_PATHS])
    paths = list(_paths(app.srcdir, is_excluded))
    pages = tuple(config.source_suffix)
    outside = list(outside_links(app.srcdir, [path for path, _is_folder in paths]))
    useless = [
        (path, reason)
        for path, is_folder in paths
        if (is_folder or path.name.endswith(pages))
        and (reason := _unusable(path))
        and not is_excluded(_name(path, app.srcdir))
    ]
    for path, reason in outside:
        said = "this %s and is excluded with its contents: replace it with a copy"
        logger.error(said, reason, location=f"{path}:1", type=TYPE, subtype="outside-link")
    for path, reason in useless:
        said = "this is excluded, because %s"
        logger.error(said, reason, location=f"{path}:1", type=TYPE, subtype="unusable-file")
    names = (path.relative_to(app.srcdir).as_posix() for path, _reason in [*outside, *useless])
    more = [re.sub(r"([*?[])", r"[\1]", name) for name in names]
    if more:
        config.exclude_patterns = [*config.exclude_patterns, *more]


def outside_links(top: Path, paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """Yield those of *paths*, all below *top*, that must be excluded, with the reason."""
    real_top = top.resolve()
    folders: dict[Path, Path] = {}
    for path in paths:
        if path.is_symlink():
            real = Path(os.path.realpath(path))
            if not real.is_relative_to(real_top):
                yield path, "points out of the project"
            elif real.is_dir():
                folders[path] = real
        elif not path.is_dir() and not path.is_file() and path.exists():
            yield path, "is a device, socket or pipe"
    for path in folders:
        if _circles(path, folders, ()):
            yield path, "forms a loop"


def _unusable(path: Path) -> str:
    if len(os.fsencode(path.name)) > LONGEST_NAME:
        return f"its name has more than {LONGEST_NAME} bytes: choose a shorter one"
    if not os.access(path, os.R_OK) and path.exists():
        return "it cannot be read: change its permissions"
    return ""


def _paths(top: Path, is_excluded: Callable[[str], bool]) -> Iterator[tuple[Path, bool]]:
    """Yield the paths below *top* outside excluded folders, and whether each is a folder."""
    for name, names, files in os.walk(top):
        folder = Path(name)
        names[:] = [one for one in names if not is_excluded(_name(folder / one, top))]
        yield from ((folder / one, True) for one in names)
        yield from ((folder / one, False) for one in files)


def _name(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix()


def _circles(link: Path, folders: Mapping[Path, Path], above: tuple[Path, ...]) -> bool:
    """Return whether *link* or a link in its target leads back to *link*."""
    if link in above:
        return True
    target = folders[link]
    inside = (
        one
        for one in folders
        if Path(os.path.realpath(one.parent), one.name).is_relative_to(target)
    )
    return any(_circles(one, folders, (*above, link)) for one in inside)
