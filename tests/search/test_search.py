"""The search in a real browser, over HTTP and from disk."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.conftest import ROOT
from tests.search.asking import DONE, RESULTS, ask, ask_again, status

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Response

QUERIES: dict[str, list[list[str]]] = tomllib.loads(
    (ROOT / "tests/search/queries.toml").read_text("utf-8")
)
TALK = "conferences/pycon_2013/talks/python_profiling.html"


def test_the_table_is_long_enough() -> None:
    assert sum(map(len, QUERIES.values())) >= 100


@pytest.mark.parametrize("kind", QUERIES)
def test_typical_queries_find_their_page(page: Page, address: str, kind: str) -> None:
    missed = {}
    page.goto(f"{address}search.html")
    page.locator("#search input").wait_for()
    for asked, *wanted in QUERIES[kind]:
        found = [one.removesuffix(".html") for one in ask_again(page, asked)]
        if not found or not found[0].endswith(tuple(wanted)):
            missed[asked] = found[:3]
    assert missed == {}


def test_a_phrase_matches_exactly(page: Page, address: str) -> None:
    loose = ask(page, address, "comma trailing")
    assert any("naming_of_ducks" in one for one in loose)
    assert ask(page, address, '"comma trailing"') == []
    assert "Nothing found" in status(page)


def test_a_word_in_quotes_is_a_whole_word(page: Page, address: str) -> None:
    assert any("websockets" in one for one in ask(page, address, "sock"))
    assert ask(page, address, '"sock"') == []
    assert any("websockets" in one for one in ask(page, address, '"sockets"'))


def test_fields_are_shown_only_if_they_add_something(page: Page, address: str) -> None:
    ask(page, address, "twisted logic")
    first = page.locator("#search .results > li").first
    assert "Date:" not in first.inner_text()
    ask(page, address, "santa clara convention")
    assert "Venue: Santa Clara" in page.locator("#search .results > li").first.inner_text()


def test_results_show_the_words_and_link_to_their_section(page: Page, address: str) -> None:
    ask(page, address, "trailing comma")
    link = page.locator("#search .results ul a", has_text="comma").first
    marks = link.locator("mark").all_inner_texts()
    assert {one.lower() for one in marks} >= {"trailing", "comma"}
    link.click()
    page.wait_for_url("**/the_naming_of_ducks.html#consistent-style")
    assert page.locator(":target h2").inner_text().startswith("Consistent style")


def test_accents_are_folded_both_ways(page: Page, address: str) -> None:
    assert ask(page, address, "Lukasz") == ask(page, address, "Łukasz") != []


def test_a_typo_still_finds(page: Page, address: str) -> None:
    assert "twisted_logic" in ask(page, address, "twisetd logic")[0]
    assert "Closest matches" in status(page)


def test_filters_count_and_narrow(page: Page, address: str) -> None:
    everything = ask(page, address, "python")
    page.locator("#search summary").click()
    choice = page.locator("#search select[name=event]")
    choice.locator("option", has_text="PyCon 2013 (").wait_for(state="attached")
    text = choice.locator("option", has_text="PyCon 2013 (").inner_text()
    choice.select_option("PyCon 2013")
    count = int(text.rpartition("(")[2].rstrip(")"))
    page.wait_for_function(
        "text => document.querySelector('#search .status').textContent.startsWith(text + ' ')",
        arg=str(count),
    )
    assert "event=PyCon+2013" in page.url
    links = page.eval_on_selector_all(RESULTS, "links => links.map(link => link.href)")
    assert links
    assert all("/pycon_2013/" in unquote(one) for one in links)
    page.go_back()
    page.wait_for_function(DONE)
    assert "event=" not in page.url
    assert len(everything) >= len(links)


def test_filters_alone_list_what_they_hold(page: Page, address: str) -> None:
    found = ask(page, address, "", "&year=2012&topic=Django")
    assert found
    assert all("_2012/" in one for one in found)


def test_keyboard_only(page: Page, address: str) -> None:
    page.goto(address + TALK)
    page.keyboard.press("/")
    page.keyboard.type("trailing comma")
    first = page.locator("dialog .results > li > h2 > a").first
    page.locator("dialog .status", has_text="found").wait_for()
    assert first.inner_text().startswith("The Naming of Ducks")
    assert "q=trailing+comma" in page.url
    page.keyboard.press("ArrowDown")
    assert first.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('ul ul, ol ul') !== null")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    # The close event is asynchronous: https://html.spec.whatwg.org/#close-the-dialog
    page.wait_for_function("!location.search.includes('q=')")
    assert page.evaluate("document.activeElement.matches('#rtd-search-form input')")


def test_enter_opens_the_first_result_and_back_returns_to_the_search(
    page: Page, address: str
) -> None:
    page.goto(address + TALK)
    page.keyboard.press("/")
    page.keyboard.type("twisted logic")
    page.locator("dialog .results a", has_text="Twisted Logic").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/twisted_logic.html*")
    page.go_back()
    page.locator("dialog[open] .results a", has_text="Twisted Logic").first.wait_for()
    assert page.locator("dialog.finder input").input_value() == "twisted logic"


def test_results_are_announced(page: Page, address: str) -> None:
    ask(page, address, "profiling")
    live = page.locator("#search [role=status]")
    assert live.inner_text().endswith("found")
    field = page.get_by_role("searchbox", name="Search the notes")
    assert field.evaluate("input => input === document.activeElement")


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=alert(1)>", "</script>", '"', '""', "%", "constructor __proto__",
     "toString", "\u202eabc", "日本語", "a" * 5000, "'", "*", "\\", "🦆", "\u0000\u0007"],
)  # fmt: skip
def test_any_query(page: Page, served: str, text: str) -> None:
    page.goto(f"{served}search.html")
    page.locator("#search input").fill(text)
    page.locator("#search input").press("Enter")
    page.locator("#search input").fill("profiling")
    page.locator("#search .results a", has_text="Python Profiling").first.wait_for()
    assert page.locator("#search .results img").count() == 0


def test_without_scripts_the_page_offers_the_indices(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.as_uri() + "/search.html")
    assert "requires JavaScript" in page.locator("main").inner_text()
    links = page.locator("main noscript a, main a").all_inner_texts()
    assert {"Speakers", "Timeline", "Topics", "General Index"} <= set(links)
    context.close()


def test_the_first_result_is_cheap(page: Page, served: str) -> None:
    answers: list[Response] = []
    page.on("response", lambda one: answers.append(one))
    page.goto(served + TALK, wait_until="networkidle")
    before = len(answers)
    page.keyboard.press("/")
    page.keyboard.type("naming of ducks")
    page.locator("dialog .results a", has_text="The Naming of Ducks").first.wait_for()
    more = {one.url: int(one.header_value("content-length") or 0) for one in answers[before:]}
    assert any("minisearch.js" in url for url in more)
    assert sum(more.values()) <= 60_000
    assert sum("/words/" in url for url in more) <= 16  # small ones: the bytes count
