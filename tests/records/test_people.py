"""Splitting, comparing and sorting people's names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnotes.records.people import People, person_key, sort_name, split_names
from eventnotes.text.collation import identity, index_key, initial, slug, sort_key


@pytest.mark.parametrize(
    ("text", "names", "more"),
    [
        ("Ann Lee", ("Ann Lee",), False),
        ("Ann Lee, Bob Ray", ("Ann Lee", "Bob Ray"), False),
        ("Ann Lee,Bob Ray;Cy Dee", ("Ann Lee", "Bob Ray", "Cy Dee"), False),
        ("Ann Lee and Bob Ray", ("Ann Lee", "Bob Ray"), False),
        ("Ann Lee AND Bob Ray", ("Ann Lee", "Bob Ray"), False),
        ("Ann Lee, Bob Ray, and Cy Dee", ("Ann Lee", "Bob Ray", "Cy Dee"), False),
        ("Ann Lee & Bob Ray", ("Ann Lee", "Bob Ray"), False),
        ("Ann Lee &Bob Ray", ("Ann Lee", "Bob Ray"), False),
        ("Land Andrews", ("Land Andrews",), False),
        ("Team AT&T", ("Team AT&T",), False),
        ("Martin King, Jr.", ("Martin King, Jr.",), False),
        ("Martin King, Jr., Ann Lee", ("Martin King, Jr.", "Ann Lee"), False),
        ("Ann Lee, PhD and Bob Ray", ("Ann Lee, PhD", "Bob Ray"), False),
        ("Ann Lee et al.", ("Ann Lee",), True),
        ("Ann Lee, et al.", ("Ann Lee",), True),
        ("Ann Lee et al", ("Ann Lee",), True),
        ("Ann Lee, Bob Ray, &c", ("Ann Lee", "Bob Ray"), True),
        ("Ann Lee &c.", ("Ann Lee",), True),
        ("Ann Lee and others", ("Ann Lee",), True),
        ("et al.", (), True),
        ("Etta Alba", ("Etta Alba",), False),
        ("王小明、李雷", ("王小明", "李雷"), False),
        ("محمد علي، ليلى", ("محمد علي", "ليلى"), False),
        ("Ann Lee,", ("Ann Lee",), False),
        (", ;", (), False),
        ("and Ann", ("Ann",), False),
        ("  Ann\n  Lee ", ("Ann Lee",), False),
        ("", (), False),
    ],
)
def test_split(text: str, names: tuple[str, ...], more: bool) -> None:
    assert split_names([text]) == (names, more)


def test_split_a_list() -> None:
    assert split_names([]) == ((), False)
    assert split_names(["Ann Lee", "Bob Ray & Cy Dee", "et al."]) == (
        ("Ann Lee", "Bob Ray", "Cy Dee"),
        True,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łukasz Langa", "Lukasz Langa"),
        ("José García", "Jose\u0301 Garci\u0301a"),
        ("RAYMOND HETTINGER", "Raymond Hettinger"),
        ("Raymond  Hettinger", "Raymond\u00a0Hettinger"),
        ("Dr. Ann Lee", "Ann Lee"),
        ("Ann Lee, PhD", "Prof Ann Lee"),
        ("V. M. Brasseur", "VM Brasseur"),
        ("Jean-Luc Picard", "Jean Luc Picard"),
        ("O’Brien", "O'Brien"),
        ("Øre Ås", "Ore As"),
        ("Ann Lee", "Ａｎｎ Ｌｅｅ"),
        ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
        ("Søren Kierkegaard", "SØREN KIERKEGAARD"),
    ],
)
def test_same_person(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)
    people = People([one, other], {})
    assert len(list(people)) == 1
    assert people.find(one) == people.find(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Anne Lee"),
        ("王小明", "王小紅"),
        ("Иван Петров", "Иван Петрова"),
        ("Martin King", "Martin King, Jr."),
        ("R. Hettinger", "Raymond Hettinger"),
        ("!!!", "???"),
    ],
)
def test_different_people(one: str, other: str) -> None:
    assert len(list(People([one, other], {}))) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Łukasz Langa", "Langa, Łukasz"),
        ("Guido van Rossum", "van Rossum, Guido"),
        ("Juan de la Cruz", "de la Cruz, Juan"),
        ("Juan Carlos de la Cruz", "de la Cruz, Juan Carlos"),
        ("van Rossum", "Rossum, van"),
        ("Dr. Ann Lee, PhD", "Lee, Ann"),
        ("Martin Luther King, Jr.", "King, Martin Luther, Jr."),
        ("Henry Ford II", "Ford, Henry, II"),
        ("Plato", "Plato"),
        ("王小明", "王小明"),
        ("Jessica McKellar", "McKellar, Jessica"),
        ("Dr.", "Dr."),
    ],
)
def test_sort_name(name: str, expected: str) -> None:
    assert sort_name(name) == expected


def test_aliases_join_and_sort() -> None:
    people = People(
        ["V. M. Brasseur", "Vicky Brasseur", "Guido van Rossum", "G. van Rossum"],
        {
            "VM Brasseur": ["Vicky Brasseur"],
            "Guido van Rossum": ["Rossum, Guido van", "G. van Rossum"],
        },
    )
    assert [(one.name, one.sort_name) for one in people] == [
        ("VM Brasseur", "Brasseur, VM"),
        ("Guido van Rossum", "Rossum, Guido van"),
    ]
    assert people.find("vicky brasseur") == people.find("VM Brasseur")
    assert people.find("Nobody") is None
    assert people.find("Rossum Guido van") is None  # a sort name is no spelling


def test_people_are_sorted_by_collation() -> None:
    names = ["Zoë Łuk", "Ann Lz", "Bo Lua", "Cy luz", "Dee Élan", "Eve Fox", "Fay Eco"]
    assert [one.name for one in People(names, {})] == [
        "Fay Eco", "Dee Élan", "Eve Fox", "Bo Lua", "Zoë Łuk", "Cy luz", "Ann Lz",
    ]  # fmt: skip


def test_the_most_common_spelling_is_shown() -> None:
    assert [one.name for one in People(["Lukasz Langa", "Łukasz Langa"], {})] == ["Łukasz Langa"]
    (one,) = People(["ann lee", "Ann Lee", "Ann Lee"], {})
    assert one.name == "Ann Lee"
    (one,) = People(["ann lee"] * 3 + ["Ann Lee"] * 2, {})
    assert one.name == "ann lee"


def test_ids_are_distinct() -> None:
    alike = People(["A+B", "A plus B", "A \uff0b B"], {})
    assert {one.id for one in alike} == {"a-plus-b", "a-plus-b-2", "a-plus-b-3"}
    people = list(People(["Aßmann", "Assman", "Ø", "P", "!!!", "???"], {}))
    assert len({one.id for one in people}) == len(people) == 6


@pytest.mark.parametrize(
    ("text", "expected_slug", "letter"),
    [
        ("Łukasz Langa", "lukasz-langa", "L"),
        ("Æsop", "aesop", "A"),
        ("C++", "c-plus-plus", "C"),
        ("C#", "c-sharp", "C"),
        ("王小明", "王小明", "王"),
        ("3D printing", "3d-printing", "#"),
        ("…dots", "dots", "D"),
    ],
)
def test_slug_and_initial(text: str, expected_slug: str, letter: str) -> None:
    assert slug(text) == expected_slug
    assert initial(text) == letter


def test_text_without_letters() -> None:
    assert re.fullmatch("x[0-9a-f]{12}", slug("!!!"))
    assert index_key("!!!") == (sort_key("!!!"), "!!!")
    assert index_key("…dots") == (sort_key("dots"), "…dots")


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("C++", "C#"), ("日本", "日木")])
def test_different_words(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@given(st.text())
def test_any_text_has_an_identity(text: str) -> None:
    assert identity(text) == identity(f" {text} ") == identity(text)
    assert slug(text)
    assert slug(slug(text)) == slug(text)
    assert initial(text)
    sort_key(text)


@given(st.lists(st.text(), max_size=4))
def test_any_names(texts: list[str]) -> None:
    names, _ = split_names(texts)
    people = People(names, {})
    assert all(name.strip() for name in names)
    assert all(people.find(name) for name in names)
    found = list(people)
    assert len({one.id for one in found}) == len(found)
    assert all(one.sort_name.strip() for one in found)


@pytest.mark.parametrize(
    ("name", "sorted_by"),
    [
        ("José da Silva Junior", "da Silva Junior, José"),
        ("Ann Lee Neto", "Lee Neto, Ann"),
        ("Junior Lee", "Lee, Junior"),
    ],
)
def test_relatives_of_the_same_name(name: str, sorted_by: str) -> None:
    assert sort_name(name) == sorted_by
