from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.article import SYNONYMS, read_article, read_page, read_record, write
from sitegen.errors import BadField, BadFrontMatter
from sitegen.model import Article, Image, Name, Origin, Page, Record, Scan
from sitegen.prose import normal_body

# What a file can hold: no surrogates. YAML's own line ends and controls are quoted by its writer.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(
    [
        "no",
        "null",
        "~",
        "true",
        "12:30:45",
        "1969",
        "---",
        "- a",
        "#",
        "a: b",
        "'",
        '"',
        "Police: two held #1 @home *x* \"y\" \\ 'z'",
        "=",
        "<<",
        "!x",
        "&a",
        "*a",
    ]
)
SOME = TEXT.filter(str.strip)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
DATE = st.sampled_from(["", "1998", "1998-03", "1998-03-05", "1998~", "199X", "1998/1999", "2025-03-03T19:00:00+05:30"])
NAMES = st.lists(st.builds(Name, SOME, TEXTS), max_size=3).map(tuple)
EXTRA = st.dictionaries(
    TEXT, st.recursive(TEXT, lambda v: st.lists(v, max_size=3) | st.dictionaries(TEXT, v, max_size=3), max_leaves=5), max_size=3
)
ARTICLES = st.builds(
    Article,
    title=SOME,
    **dict.fromkeys(
        (
            "subtitle",
            "source",
            "agency",
            "dateline",
            "section",
            "page",
            "edition",
            "collection",
            "identifier",
            "language",
            "url",
            "summary",
            "slug",
        ),
        TEXT.filter(lambda t: t not in ("true",)),
    ),
    **dict.fromkeys(("date", "accessed", "added", "updated"), DATE),
    embargo=st.sampled_from(["", "2030-12-31"]),
    rights=st.sampled_from(["", "full", "excerpt", "metadata"]),
    authors=TEXTS,
    tags=TEXTS,
    aliases=TEXTS,
    images=st.lists(st.builds(Image, TEXT, TEXT, TEXT, TEXT, TEXT), max_size=2).map(tuple),
    scans=st.lists(st.builds(Scan, SOME, TEXT), max_size=2).map(tuple),
    people=NAMES,
    places=NAMES,
    organisations=NAMES,
    draft=st.booleans(),
    origin=st.none() | st.builds(Origin, SOME, st.integers(0, 9), TEXT),
    extra=EXTRA,
    body=st.text(st.characters(exclude_categories=["Cs"]), max_size=200).map(normal_body),
)


def read(text: str) -> Article:
    return read_article(text, "a.md")[0]


@given(ARTICLES)
def test_what_is_written_is_read_again(article: Article) -> None:
    """Also L31: any title at all."""
    text = write(article)
    again, notices = read_article(text, "a.md")
    assert again == article
    assert notices == ()
    assert write(again) == text
    assert text.encode("utf-8").decode("utf-8") == text


@given(
    st.builds(
        Record,
        name=SOME,
        sort_name=TEXT,
        aliases=TEXTS,
        excludes=TEXTS,
        description=TEXT,
        born=DATE,
        ids=st.dictionaries(TEXT, TEXT, max_size=3),
        coordinates=st.just(()) | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
        extra=EXTRA,
        draft=st.booleans(),
        body=TEXT.map(normal_body),
    )
)
def test_a_record_is_read_as_it_was_written(record: Record) -> None:
    assert read_record(write(record), "r.md") == (record, ())


@given(st.builds(Page, title=SOME, description=TEXT, order=st.integers(-99, 10**9), nav=st.booleans(), body=TEXT.map(normal_body)))
def test_a_page_is_read_as_it_was_written(page: Page) -> None:
    assert read_page(write(page), "p.md") == (page, ())


@given(ARTICLES)
def test_keys_stand_in_a_fixed_order(article: Article) -> None:
    front = write(article).split("\n---\n")[0].split("\n")[1:]
    order = [f.encode_name for f in msgspec.structs.fields(Article)]
    keys = [line.partition(":")[0] for line in front if line[:1].isalpha() and line.partition(":")[0] in order]
    assert keys == sorted(keys, key=order.index)


def test_a_file_reads_as_a_person_would_write_it() -> None:
    article = Article(
        "One small step", date="1969-07-21", people=(Name("Neil Armstrong", ("Armstrong",)), Name("Buzz Aldrin")), body="A\n\nB"
    )
    front = "title: One small step\ndate: 1969-07-21\npeople:\n- name: Neil Armstrong\n  as:\n  - Armstrong\n- Buzz Aldrin\n"
    assert write(article) == f"---\n{front}---\n\nA\n\nB\n"


@pytest.mark.parametrize("synonym", SYNONYMS)
def test_synonyms_are_read(synonym: str) -> None:
    kind = {f.encode_name: f for f in msgspec.structs.fields(Article)}[SYNONYMS[synonym]]
    value = "1969-07-21" if SYNONYMS[synonym] in ("updated",) else "x"
    article = read(f"---\ntitle: t\n{synonym}: '{value}'\n---\n")
    found = getattr(article, kind.name)
    assert found in (value, (value,), (Name(value),))


def test_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    """L03."""
    assert read("\ufeff---\r\ntitle: t\r\n---\r\n\r\nA\r\n\r\nB\r\n") == Article("t", body="A\n\nB")


def test_dashes_in_the_body_and_in_values_close_nothing() -> None:
    article = read("---\ntitle: t\nsummary: |\n  a\n  ---\n---\nA\n\n---\n\nB\n")
    assert (article.summary, article.body) == ("a\n---\n", "A\n\n---\n\nB")


@pytest.mark.parametrize("text", ["---\ntitle: t\n", "---\ntitle: t\n\nA\n----\n", "---", "---\ntitle: t\n --- \n"])
def test_front_matter_that_is_not_closed(text: str) -> None:
    """B01."""
    with pytest.raises(BadFrontMatter, match="no closing ---") as caught:
        read(text)
    assert str(caught.value.spot) == "a.md:1"


@pytest.mark.parametrize("text", ["", "Just text", "title: t\n---\n", "----\ntitle: t\n----\n", " ---\ntitle: t\n---\n"])
def test_no_front_matter(text: str) -> None:
    with pytest.raises(BadFrontMatter, match="no front matter"):
        read(text)


def test_a_syntax_error_names_its_line_in_the_file() -> None:
    """B03."""
    with pytest.raises(BadFrontMatter) as caught:
        read('---\ndate: 1969\ntitle: "x\n---\nA\n')
    assert caught.value.spot.line == 3
    with pytest.raises(BadFrontMatter) as caught:
        read("---\ndate: 1969\ntitle: a: b\n---\nA\n")
    assert str(caught.value.spot) == "a.md:3:9"


def test_a_duplicate_key_names_both_lines() -> None:
    """B05."""
    with pytest.raises(BadFrontMatter, match="twice, first on line 2") as caught:
        read("---\ntitle: a\ndate: 1969\ntitle: b\n---\n")
    assert caught.value.spot.line == 4


def test_a_tag_runs_nothing(tmp_path: Path) -> None:
    """B07."""
    canary = tmp_path / "canary"
    with pytest.raises(BadFrontMatter, match="tag"):
        read(f"---\ntitle: !!python/object/apply:os.system ['touch {canary}']\n---\n")
    assert not canary.exists()


def test_deep_nesting_is_a_fault() -> None:
    """B09."""
    with pytest.raises(BadFrontMatter, match="nested deeper"):
        read(f"---\ntitle: t\ntags: {'[' * 500}{']' * 500}\n---\n")


@pytest.mark.parametrize(("value", "found"), [("true", "'true'"), ("[a]", "a list"), ("{a: b}", "a mapping")])
def test_a_title_of_the_wrong_type(value: str, found: str) -> None:
    """B11."""
    with pytest.raises(BadField) as caught:
        read(f"---\ndate: 1969\ntitle: {value}\n---\n")
    assert (caught.value.spot.line, caught.value.message) == (3, f"title: a text wanted, found {found}")


def test_titles_that_are_numbers_or_missing() -> None:
    """B11."""
    assert read("---\ntitle: 123\n---\n").title == "123"
    for nothing in ("title: null\n", "title: ''\n", "title: ' '\n", "date: 1969\n"):
        with pytest.raises(BadField, match=r"title is (missing|empty)"):
            read(f"---\n{nothing}---\n")


def test_names_stay_what_they_look_like() -> None:
    """B13."""
    assert [n.name for n in read("---\ntitle: t\npeople: [no, null, 12:30:45]\n---\n").people] == ["no", "null", "12:30:45"]


@pytest.mark.parametrize("value", ["9" * 5000, ".nan", ".inf", "1e999"])
def test_numbers_without_end(value: str) -> None:
    """B15, B17."""
    with pytest.raises(BadField, match=r"import\.part: a whole number wanted"):
        read(f"---\ntitle: t\nimport: {{file: x, part: {value}}}\n---\n")
    with pytest.raises(BadField, match="coordinates: a number wanted"):
        read_record(f"---\nname: t\ncoordinates: [{value}, 1]\n---\n", "r.md")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("date: 2025-02-30", "date: '2025-02-30' is not a calendar date"),
        ("lastmod: Thursday", "updated: 'Thursday' is no date"),
        ("rights: all", "rights: one of full, excerpt, metadata wanted, found 'all'"),
        ("draft: maybe", "draft: true or false wanted, found 'maybe'"),
        ("scans: [{page: 1}]", "scans.src: a value wanted"),
    ],
)
def test_a_value_that_cannot_be(line: str, said: str) -> None:
    """L35 among them."""
    with pytest.raises(BadField) as caught:
        read(f"---\ntitle: t\n{line}\n---\n")
    assert caught.value.spot.line == 3
    assert said in caught.value.message


@pytest.mark.parametrize("value", ["[91, 0]", "[0, 181]", "[1]", "[1, 2, 3]"])
def test_coordinates_that_are_no_place(value: str) -> None:
    with pytest.raises(BadField, match=r"\[latitude, longitude\]"):
        read_record(f"---\nname: t\ncoordinates: {value}\n---\n", "r.md")


def test_an_unknown_key_is_a_notice() -> None:
    article, (notice,) = read_article("---\ntitle: t\ntagz: x\n---\n", "a.md")
    assert article == Article("t")
    assert (str(notice.spot), notice.hint) == ("a.md:3", "did you mean 'tags'?")
