"""Small sites: untrusted titles stay text, and large archives get short menus."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import lxml.html
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.testing.util import SphinxTestApp

from eventnotes.html.navigation import MOST_ENTRIES, navigation
from tests.theme.building import CONF, built, escaped, heading, parsed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NASTY = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"' onmouseover='x' \"",
    "&amp; &lt; {{ project }} {% raw %} {# x #}",
    "שלום \u202eolleh\u202c العربية",
    "]]> --> <!-- <style>",
    "zero\u200bwidth \u2066isolate\u2069",
    "\\\\ \\x ` | * _",
]


def event(title: str, year: int = 2012) -> str:
    toctree = ".. toctree::\n   :glob:\n\n   talks/*\n"
    return heading(escaped(title)) + f":Dates: {year}-05-01\n\n{toctree}"


def talk(title: str, speaker: str) -> str:
    fields = f":Date: 2012-05-01\n:Speaker: {escaped(speaker)}\n\n"
    return heading(escaped(title)) + fields + f"{escaped(title)}\n"


def html(app: SphinxTestApp) -> StandaloneHTMLBuilder:
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    return app.builder


def same(text: str) -> str:
    return " ".join(text.split())


# Text that reStructuredText keeps unchanged: no control characters.
TITLES = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=2, max_size=30).filter(
    lambda text: any(one.isalnum() for one in text)
)


# Each example is a build, so there are few, and failures are not shrunk.
@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(TITLES, min_size=4, max_size=4))
def test_titles_and_names_stay_text(browser: Browser, drawn: list[str]) -> None:
    titles = [f"T{number} {text}" for number, text in enumerate([*NASTY, *drawn])]
    pages = {"index": heading("Home") + ".. toctree::\n\n   conferences/e/index\n"}
    pages["conferences/e/index"] = event("E <b>" + NASTY[0])
    for number, title in enumerate(titles):
        pages[f"conferences/e/talks/t{number}"] = talk(title, f"Ann {number} {NASTY[1]}")
    with built(pages) as app:
        for number, title in enumerate(titles):
            name = f"conferences/e/talks/t{number}"
            tree = parsed(app.outdir / f"{name}.html")
            assert tree.xpath("//script[not(@src)][not(@type='application/ld+json')]") == []
            assert list(tree.iter("style")) == []
            attributes = {str(key) for one in tree.iter() for key in one.keys()}  # noqa: SIM118
            assert not any(one.startswith("on") for one in attributes)
            shown = same(next(tree.iter("h1")).text_content().replace("¶", ""))
            assert shown == same(title).replace("¶", "")
            links = [
                same(one.text_content()) for one in tree.get_element_by_id("navigation").iter("a")
            ]
            assert {same(one) for one in titles} <= set(links)
            script = (app.outdir / f"_search/text/{name}.html.js").read_text("utf-8")
            data = json.loads(script.partition(",")[2].rstrip()[:-1])
            assert same(data[1]) == same(title)
        assert results(browser, f"{app.outdir.as_uri()}/search.html", titles) == titles


# The results for a word of each title, by their place: the title as shown, if nothing but marks
# stands in it and nothing but text, marks and links in the whole.
SHOWN = """() => [...document.querySelectorAll("#search .results > li")].map((one) => {
  const strange = one.querySelector(":not(h2, a, mark, p, ul, li, span, strong)");
  return strange ? strange.outerHTML : one.querySelector("h2").textContent;
})"""


def results(browser: Browser, address: str, titles: list[str]) -> list[str]:
    """Return the first result for the first word of each title."""
    page = browser.new_page()
    page.goto(address)
    found = []
    for title in titles:
        text = title.partition(" ")[0]
        page.locator("#search input").fill(text)
        page.locator("#search .results h2 mark", has_text=text).first.wait_for()
        found += [one for one in page.evaluate(SHOWN) if same(one) == same(title)][:1]
    page.close()
    return found


def test_many_events_get_a_short_menu() -> None:
    pages = {"index": heading("Home") + ".. toctree::\n   :glob:\n\n   conferences/*/index\n"}
    for number in range(500):
        pages[f"conferences/e{number}/index"] = event(f"Event {number}", 2000 + number // 25)
    pages["conferences/e30/talks/t"] = talk("Talk 30", "Ann Lee")
    with built(pages) as app:
        shown = navigation(html(app), "conferences/e30/talks/t")
        (group,) = shown.menu
        assert len(group.entries) == MOST_ENTRIES
        (event_30,) = [one for one in group.entries if one.current]
        assert (event_30.text, [one.text for one in event_30.below]) == ("Event 30", ["Talk 30"])
        assert [one.text for one in shown.years] == [str(2000 + year) for year in range(20)]
        timeline = parsed(app.outdir / "notes-timeline.html")
        for year in shown.years:
            assert timeline.get_element_by_id(year.anchor).text_content() == year.text
        side = parsed(app.outdir / "conferences/e30/talks/t.html").get_element_by_id("navigation")
        assert MOST_ENTRIES < len(list(side.iter("a"))) < MOST_ENTRIES + 50
        assert len(lxml.html.tostring(side)) < 14_000
        assert "Traceback" not in app.warning.getvalue()


def test_a_site_of_plain_pages_is_served_too() -> None:
    pages = {
        "index": heading("Home") + ".. toctree::\n\n   guide/index\n   other\n",
        "guide/index": heading("Guide") + ".. toctree::\n\n   one\n   two\n",
        "guide/one": heading("One") + "Text of one.\n",
        "guide/two": heading("Two"),
        "other": heading("Other"),
    }
    with built(pages) as app:
        (group,) = navigation(html(app), "guide/one").menu
        assert [one.text for one in group.entries] == ["Guide", "Other"]
        assert [one.text for one in group.entries[0].below] == ["One", "Two"]
        assert [one.current for one in group.entries[0].below] == [True, False]
        page = parsed(app.outdir / "guide/one.html")
        crumbs = [one.text_content() for one in page.find_class("breadcrumb-item")]
        assert crumbs == ["Guide", "One"]
        assert (app.outdir / "search.html").exists()
        assert "Text of one." in (app.outdir / "_search/text/guide/one.html.js").read_text()
        assert '"One · Two"' in (app.outdir / "_search/text/guide/index.html.js").read_text()


def test_the_options_of_sphinx_rtd_theme_work() -> None:
    pages = {
        "index": heading("Home") + ".. toctree::\n\n   guide/index\n   other\n\n"
        ".. toctree::\n   :hidden:\n   :caption: Quiet\n\n   hidden\n",
        "guide/index": heading("Guide") + ".. toctree::\n\n   one\n   two\n",
        "guide/one": heading("One") + "First\n-----\n\nText.\n\nDeep\n~~~~\n\nText.\n",
        "guide/two": heading("Two"),
        "other": heading("Other") + "Elsewhere\n---------\n\nText.\n",
        "hidden": heading("Hidden"),
    }
    context = {
        "display_github": True,
        "github_user": "ann",
        "github_repo": "notes",
        "github_version": "main",
        "conf_py_path": "/",
    }

    def page(name: str, **options: object) -> Any:
        conf = f"{CONF}html_theme_options = {options!r}\nhtml_context = {context!r}\n"
        with built(pages, conf) as app:
            return parsed(app.outdir / f"{name}.html")

    def menu(tree: Any) -> list[str]:
        """Return the texts of the first group of the menu."""
        shown = tree.xpath("//*[@id='navigation']//ul[contains(@class, 'current')][1]//a")
        return [one.text_content() for one in shown]

    tree = page("guide/one")
    assert menu(tree) == ["Guide", "One", "First", "Deep", "Two", "Other"]
    assert len(tree.find_class("rst-footer-buttons")) == 1
    edit = tree.find_class("fa-github")[0].get("href")
    assert edit == "https://github.com/ann/notes/blob/main/guide/one.rst"
    assert "Quiet" in tree.get_element_by_id("navigation").text_content()
    assert menu(page("guide/one", titles_only=True)) == ["Guide", "One", "Two", "Other"]
    shallow = page("guide/one", navigation_depth=3)
    assert menu(shallow) == ["Guide", "One", "First", "Two", "Other"]
    visible = page("guide/one", includehidden=False)
    assert "Hidden" not in visible.get_element_by_id("navigation").text_content()
    whole = page("other", collapse_navigation=False)
    assert menu(whole) == ["Guide", "One", "Two", "Other", "Elsewhere"]
    both = page("other", prev_next_buttons_location="both", vcs_pageview_mode="edit")
    assert len(both.find_class("rst-breadcrumbs-buttons")) == 1
    assert "/edit/main/" in both.find_class("fa-github")[0].get("href")
    bare = page("other", prev_next_buttons_location=None, logo_only=True)
    assert bare.find_class("rst-footer-buttons") == []
    assert [one.get("aria-label") for one in bare.find_class("icon-home")] == ["Home"]
    assert page("other", style_external_links=True).find_class("style-external-links")


def test_no_icon_leaves_a_gap_before_the_link_to_the_source(browser: Browser) -> None:
    context = {"display_gitlab": True, "gitlab_user": "ann", "gitlab_repo": "notes"}
    with built({"index": heading("Home")}, f"{CONF}html_context = {context!r}\n") as app:
        page = browser.new_page()
        page.goto((app.outdir / "index.html").as_uri())
        link = page.locator(".fa-gitlab")
        assert link.inner_text().strip() == "Edit on GitLab"
        before = "one => getComputedStyle(one, '::before').display"
        assert link.evaluate(before) == "none"
        page.close()


def test_the_header_has_the_colour_of_the_option(browser: Browser) -> None:
    conf = CONF + 'html_theme_options = {"style_nav_header_background": "#123456"}\n'
    with built({"index": heading("Home")}, conf) as app:
        page = browser.new_page()
        page.goto((app.outdir / "index.html").as_uri())
        colour = "one => getComputedStyle(one).backgroundColor"
        assert page.locator(".wy-side-nav-search").evaluate(colour) == "rgb(18, 52, 86)"
        page.close()


def test_options_without_an_effect_are_reported() -> None:
    conf = CONF + 'html_theme_options = {"analytics_id": "G-1", "titles_only": True}\n'
    with built({"index": heading("Home")}, conf) as app:
        (line,) = [one for one in app.warning.getvalue().splitlines() if "has no effect" in one]
        assert "'analytics_id' has no effect in this theme" in line
        assert "[eventnotes.theme-option]" in line


def test_a_removed_page_leaves_the_search() -> None:
    pages = {"index": heading("Home"), "gone": ":orphan:\n\n" + heading("Gone") + "Zebra.\n"}
    with built(pages) as app:
        file = app.outdir / "_search/text/gone.html.js"
        assert file.exists()
        (app.srcdir / "gone.rst").unlink()
        again = SphinxTestApp(srcdir=app.srcdir, freshenv=False)
        again.build()
        again.cleanup()
        assert not file.exists()
        words = "".join(one.read_text() for one in (app.outdir / "_search/words").iterdir())
        assert "zebra" not in words


def test_the_index_is_rebuilt_only_after_changes() -> None:
    with built({"index": heading("Home") + "Zebra.\n"}) as app:
        words = app.outdir / "_search/words"
        shard = words / "w-z.js"
        kept, summary = shard.read_bytes(), app.outdir / "_search/summary.js"

        def again() -> int:
            once_more = SphinxTestApp(srcdir=app.srcdir, freshenv=False)
            once_more.build()
            once_more.cleanup()
            return summary.stat().st_mtime_ns

        written = summary.stat().st_mtime_ns
        assert again() == written
        shard.unlink()
        assert again() != written
        assert shard.read_bytes() == kept
        summary.write_text("eventnotesData(", "utf-8")
        again()
        (app.srcdir / "index.rst").write_text(heading("Home") + "Yak.\n", "utf-8")
        again()
        assert {file.name for file in words.iterdir()} == {"w-h.js", "w-y.js"}
