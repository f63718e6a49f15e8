"""The HTTP headers of the site, with a strict policy, in a file for static hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eventnotes.settings.theme import SITES, is_in_use
from eventnotes.text.files import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILE = "_headers"
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


def headers_file() -> str:
    """Return the file in the format of Netlify and Cloudflare Pages."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def write_headers(app: Sphinx, exception: Exception | None) -> None:
    """Write the file under our theme alone: others have scripts and styles that it forbids.

    A file of the site itself, such as one in ``html_extra_path``, stays as it is.
    """
    if exception is not None or app.builder.name not in SITES:
        return
    path, text = app.outdir / FILE, headers_file().encode()
    ours = not path.exists() or path.read_bytes() == text
    if ours and app.config.eventnotes_headers and is_in_use(app.builder):
        write_if_changed(path, text)
    elif ours:  # of an earlier build
        path.unlink(missing_ok=True)
