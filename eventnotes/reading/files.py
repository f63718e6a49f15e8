"""The files that a page names: each lies in the project, outside hidden and excluded folders.

Pages may come from strangers, and what they name is published: an image, a figure, a download, in
any builder. A path is judged by where it really leads, links of the file system followed.
"""

from __future__ import annotations

import html
import os
import re
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes
from sphinx.project import EXCLUDE_PATHS
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.i18n import search_image_for_language
from sphinx.util.matching import Matcher

from eventnotes.domain import NotesDomain
from eventnotes.reading.page import line_of, nodes_of
from eventnotes.records.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

logger = logging.getLogger(__name__)

_SCHEME = re.compile(r"/*([a-zA-Z][a-zA-Z0-9+.-]+):")
_REMOTE = frozenset({"http", "https"})
#: Files that a browser would run as a page of the site, at an address that can be foretold.
ACTIVE = frozenset(
    {".htm", ".html", ".js", ".mjs", ".shtml", ".svg", ".svgz", ".xht", ".xhtml", ".xml", ".xsl"}
)
# What docutils embeds as a video, with the words of the picture as HTML.
_VIDEOS = frozenset({".m4v", ".mov", ".mp4", ".ogg", ".ogm", ".ogv", ".webm"})


def refuse_files(app: Sphinx, doctree: nodes.document) -> None:
    """Put words in the place of each file that the page just read may not name."""
    env = app.env
    gate = Gate(env)
    problems = []
    for node, name, reason in [
        *_refused_images(gate, doctree),
        *_refused_downloads(gate, doctree),
    ]:
        message = f"the file {name[:200]!r} is left out, and words stand in its place: {reason}"
        problems.append(_problem(env.docname, node, "refused-file", message))
        node.replace_self(_words(node, name))
    for node in nodes_of(doctree, nodes.image):
        if node.get("loading") == "embed":
            del node["loading"]
            message = "a picture is shown as a file, not embedded in the page: leave out :loading:"
            problems.append(_problem(env.docname, node, "embedded-picture", message))
    NotesDomain.of(env).note_problems(env.docname, problems)


def _problem(docname: str, node: nodes.Element, code: str, message: str) -> Problem:
    return Problem(docname=docname, line=line_of(node), code=code, message=message)


class Gate:
    """Judges the files that the page being read names."""

    def __init__(self, env: BuildEnvironment) -> None:
        self._env = env
        self._top = Path(env.srcdir).resolve()
        self._excluded = Matcher(env.config.exclude_patterns)

    def refuse(self, name: str) -> str:
        """Return why the file *name*, as a page writes it, may not be used; ``""`` if it may."""
        if "\0" in name or len(name) > 4096:
            return "this is no file name: name a file of the project"
        for written in dict.fromkeys((name, unquote(name))):
            for path in self._paths(written):
                if reason := self._judge(path):
                    return reason
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
            return f"it cannot be looked at ({error}): name a file of the project"
        if not real.is_relative_to(self._top):
            return "it lies outside the project: copy it into the project"
        if is_other:
            return "it is no file: name a file of the project"
        folders = real.relative_to(self._top).parents
        if any(part.startswith(".") for part in real.relative_to(self._top).parts):
            return "it is hidden, or in a hidden folder: move it"
        if any(self._excluded(folder.as_posix()) for folder in folders if folder.parts):
            return "it lies in a folder of exclude_patterns: move it"
        return ""


# A node, the file that it names, and why it is refused.
Refused = tuple[nodes.Element, str, str]


def _refused_images(gate: Gate, doctree: nodes.document) -> Iterator[Refused]:
    for node in nodes_of(doctree, nodes.image):
        name = str(node["uri"])
        scheme = _SCHEME.match(name)
        if scheme and (scheme[1].lower() not in _REMOTE | {"data"} or name.startswith("/")):
            yield node, name, "its address is no web address: name a file of the project"
        elif not scheme and (reason := gate.refuse(name)):
            yield node, name, reason


def _refused_downloads(gate: Gate, doctree: nodes.document) -> Iterator[Refused]:
    for node in nodes_of(doctree, addnodes.download_reference):
        name = str(node["reftarget"])
        if "://" in name:
            continue
        if reason := gate.refuse(name):
            yield node, name, reason
        elif Path(unquote(name)).suffix.lower() in ACTIVE:
            yield node, name, "a browser would run it as a page of the site: pack it as a .zip"


def _words(node: nodes.Element, name: str) -> nodes.Node:
    """Return what stands in the place of *node*: its own words."""
    if not isinstance(node, nodes.image):
        return nodes.inline("", "", *node.children)
    words = nodes.inline("", str(node.get("alt") or os.path.basename(name)))  # noqa: PTH119
    if isinstance(node.parent, nodes.TextElement):
        return words
    return nodes.paragraph("", "", words)


class EscapeVideoWords(SphinxPostTransform):
    """Escapes the words of a video: docutils' HTML writer puts them into the page as they are."""

    default_priority = 600
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Escape those of every video."""
        for node in self.document.findall(nodes.image):
            if "alt" in node and Path(str(node["uri"])).suffix.lower() in _VIDEOS:
                node["alt"] = html.escape(node["alt"])


def exclude_outside(app: Sphinx, config: Config) -> None:
    """Exclude links of the file system that lead out of the project, or in a circle."""
    found = list(outside_links(app.srcdir, config.exclude_patterns))
    for path, reason in found:
        logger.error(
            "this %s: it is excluded, with what is in it. Put a copy in its place",
            reason,
            location=f"{path}:1",
            type="eventnotes",
            subtype="outside-link",
        )
    names = (path.relative_to(app.srcdir).as_posix() for path, _reason in found)
    more = [re.sub(r"([*?[])", r"[\1]", name) for name in names]
    if more:
        config.exclude_patterns = [*config.exclude_patterns, *more]


def outside_links(top: Path, excluded: Iterable[str]) -> Iterator[tuple[Path, str]]:
    """Return what below *top* is no file or folder of its own, and why it cannot stay.

    :param excluded: glob patterns (``exclude_patterns``) of what need not be looked at
    """
    real_top = top.resolve()
    is_excluded = Matcher([*excluded, *EXCLUDE_PATHS])
    folders: dict[Path, Path] = {}
    for folder, names, files in _walk(top):
        kept = [one for one in names if not is_excluded(_name(folder / one, top))]
        names[:] = kept
        for path in (folder / one for one in [*kept, *files]):
            if path.is_symlink():
                real = Path(os.path.realpath(path))
                if not real.is_relative_to(real_top):
                    yield path, "leads out of the project"
                elif real.is_dir():
                    folders[path] = real
            elif not path.is_dir() and not path.is_file() and path.exists():
                yield path, "is a device, socket or pipe"
    for path in folders:
        if _circles(path, folders, ()):
            yield path, "leads in a circle"


def _walk(top: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    for folder, names, files in os.walk(top):
        yield Path(folder), names, files


def _name(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix()


def _circles(link: Path, folders: Mapping[Path, Path], above: tuple[Path, ...]) -> bool:
    """Tell whether following *link*, and the links in what it leads to, comes back to it."""
    if link in above:
        return True
    target = folders[link]
    inside = (
        one
        for one in folders
        if Path(os.path.realpath(one.parent), one.name).is_relative_to(target)
    )
    return any(_circles(one, folders, (*above, link)) for one in inside)
