"""Paragraphs and fields of three hands brought together."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sitegen.loader.ledger import Entry, field_digests, paragraph_digests, paragraphs
from sitegen.loader.merge import merge, merge_paragraphs
from sitegen.model import Article, Name, Scan

BASE = ["one", "two", "three", "four"]
PARAGRAPHS = st.lists(st.sampled_from("abcdefgh"), max_size=7)


def merged(current: list[str], new: list[str], base: list[str] = BASE) -> tuple[list[str], int]:
    body, differences = merge_paragraphs(paragraph_digests("\n\n".join(base)), current, new, "a.md")
    return body, len(differences)


def test_what_no_human_touched_is_renewed() -> None:
    assert merged(BASE, ["one", "2", "three", "four", "five"]) == (["one", "2", "three", "four", "five"], 0)


def test_what_a_human_edited_stays_and_the_rest_is_renewed() -> None:
    assert merged(["one", "two!", "three", "four"], ["one", "two", "three", "4"]) == (["one", "two!", "three", "4"], 1)


def test_what_a_human_took_out_stays_out() -> None:
    assert merged(["one", "three", "four"], BASE) == (["one", "three", "four"], 1)


def test_what_a_human_added_stays() -> None:
    assert merged([*BASE, "more"], [*BASE[:3], "4"])[0] == [*BASE[:3], "four", "more"]
    assert merged(["zero", *BASE], [*BASE[:3], "4"])[0] == ["zero", *BASE[:3], "4"]


def test_where_import_has_nothing_to_say_no_difference_is_told() -> None:
    assert merged([*BASE, "more"], BASE) == ([*BASE, "more"], 0)
    assert merged(["one", "two!", "three", "four"], ["one", "three", "four"]) == (["one", "two!", "three", "four"], 0)
    entry = Entry("x", "x.txt", fields=field_digests(Article(title="A")))
    mine = Article(title="A", subtitle="mine", rights="excerpt", tags=("b",))
    assert merge(mine, entry, Article(title="A"), "a.md").differences == ()


def test_names_are_told_as_people_read_them() -> None:
    tully, porto = Name("John Tully", ("Tully",)), Name("Porto")
    entry = Entry("x", "x.txt")
    current = Article(title="A", people=(tully,), places=(porto,), scans=(Scan("a.jpg", "3"),), extra={"column": "2"})
    ours = Article(title="A", people=(Name("John Tully"),), places=(porto, Name("Paris")), scans=(Scan("b.jpg"),), extra={"column": "3"})
    entry = msgspec.structs.replace(entry, fields=field_digests(Article(title="A")))
    assert [(d.field, d.kept, d.ours) for d in merge(current, entry, ours, "a.md").differences] == [
        ("scans", "a.jpg", "b.jpg"),
        ("people", "John Tully (Tully)", "John Tully"),
        ("places", "Porto", "Porto, Paris"),
        ("extra", "column: 2", "column: 3"),
    ]


@given(PARAGRAPHS, PARAGRAPHS)
def test_an_untouched_body_becomes_the_new_one(base: list[str], new: list[str]) -> None:
    assert merged(base, new, base) == (new, 0)


@given(PARAGRAPHS, PARAGRAPHS)
def test_without_news_the_human_s_body_stays(base: list[str], current: list[str]) -> None:
    assert merged(current, base, base)[0] == current


@given(PARAGRAPHS, PARAGRAPHS, PARAGRAPHS)
def test_merging_again_changes_nothing(base: list[str], current: list[str], new: list[str]) -> None:
    once, _ = merged(current, new, base)
    assert merged(once, new, new)[0] == once


def test_fields_go_by_their_digests() -> None:
    first = Article("Title", subtitle="Sub", date="1962", tags=("a",))
    entry = Entry("ff", "a.txt", fields=field_digests(first), paragraphs=paragraph_digests(first.body))
    current = msgspec.structs.replace(first, subtitle="Mine", tags=())
    new = msgspec.structs.replace(first, subtitle="Better", date="1963", tags=("a", "b"), source="The Bee")
    result = merge(current, entry, new, "a.md")
    assert result.article == msgspec.structs.replace(first, subtitle="Mine", tags=(), date="1963", source="The Bee")
    assert [(d.field, d.kept, d.ours) for d in result.differences] == [("subtitle", "Mine", "Better"), ("tags", "", "a, b")]


@given(st.text("a\n", max_size=20))
def test_paragraphs_are_the_body_again(body: str) -> None:
    assert "\n\n".join(paragraphs(body)) == body
