"""The 404 page. A server shows it for any path, so its links start at the server's root."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx.locale import _

from eventnotes.html.fragments import render
from eventnotes.html.published import base_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils.nodes import document
    from sphinx.application import Sphinx

PAGE = "404"
_RELATIVE = re.compile(r'(href|src)="(?![#/]|[a-z]+:)')


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the 404 page if the site's base URL is set."""
    if base_address(app.config.html_baseurl):
        body = render(
            "not_found.html",
            title=_("Page not found"),
            sorry=_("There is no page at this address. It may have moved or never existed."),
            front=_("Front page"),
            search=_("Search"),
            root=_path(app),
            search_url=_path(app) + app.builder.get_target_uri("search"),
        )
        yield PAGE, {"title": _("Page not found"), "body": body}, "page.html"


def make_links_absolute(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: document
) -> None:
    """Make every link of the 404 page start at the server's root."""
    if pagename != PAGE:
        return
    path = _path(app)
    context["pathto"] = _absolute(context["pathto"], path)
    context["content_root"] = path
    context["pageurl"] = None
    for name in ("toctree", "css_tag", "js_tag"):
        if name in context:
            context[name] = _absolute_links(context[name], path)


def _path(app: Sphinx) -> str:
    return urlsplit(base_address(app.config.html_baseurl)).path or "/"


def _absolute(pathto: Callable[..., str], path: str) -> Callable[..., str]:
    def absolute(*args: Any, **options: Any) -> str:
        found = pathto(*args, **options)
        return found if found.startswith(("#", "/")) or "://" in found else path + found

    return absolute


def _absolute_links(tags: Callable[..., str | None], path: str) -> Callable[..., str]:
    def absolute(*args: Any, **options: Any) -> str:
        return _RELATIVE.sub(lambda match: f'{match[1]}="{path}', tags(*args, **options) or "")

    return absolute
