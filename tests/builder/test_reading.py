from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import site_kit

from sitegen.builder.cards import Card, Problem, ReadSettings, decode_card, settings_of
from sitegen.builder.reading import LARGEST, Task, read_batch, refused
from sitegen.builder.sources import LINK, Source
from sitegen.config import Config
from sitegen.digest import digest_value
from sitegen.errors import Notice
from sitegen.model import Article, Image, Name, Page, Record, Scan

SETTINGS = ReadSettings("full", True)


class Read(NamedTuple):
    """A reading, its card decoded."""

    card: Card | None
    problem: Problem | None
    notices: tuple[Notice, ...]
    body: bytes
    html: str


def read(tmp_path: Path, text: str | bytes, path: str = "articles/1969/a.md", settings: ReadSettings = SETTINGS) -> Read:
    site_kit.put(tmp_path, {f"content/{path}": text})
    (reading,) = read_batch((Task(str(tmp_path / "content"), path, settings),))
    card = decode_card(reading.card) if reading.card else None
    return Read(card, reading.problem, reading.notices, reading.body, reading.html.decode())


def test_an_article_becomes_a_card_without_its_body(tmp_path: Path) -> None:
    found = read(tmp_path, site_kit.article("T", "Ann came.", people=[Name("Ann", ("A",))], extra={"x": "y"}))
    assert found.card
    assert found.card.value == Article("T", people=(Name("Ann", ("A",)),), rights="full")
    assert (found.card.path, found.card.address) == ("articles/1969/a.md", "articles/1969/a")
    assert found.card.snippets[0]
    assert found.html.startswith("<p>")


def test_records_and_pages(tmp_path: Path) -> None:
    record = read(tmp_path, site_kit.record("Ann", "Note", image="p.png"), "people/ann.md").card
    page = read(tmp_path, site_kit.page("About", "![p](x/p.png)"), "pages/about.md").card
    assert record
    assert page
    assert (record.value, record.address, record.files) == (Record("Ann", image="p.png"), "people/ann", ("people/p.png",))
    assert (page.value, page.address, page.files) == (Page("About"), "about", ("pages/x/p.png",))


def test_no_text_no_body(tmp_path: Path) -> None:
    found = read(tmp_path, site_kit.article("T", ""))
    assert found.card
    assert (found.body, found.html) == (b"", "")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("articles/1969/the-title.md", "articles/1969/the-title"),
        ("articles/Old Stuff/Ä b.md", "articles/old-stuff/a-b"),
        ("articles/index.md", "articles/index-"),
        ("articles/con.md", "articles/con-"),
        ("articles/a.b.md", "articles/a-b"),
        ("articles/火.md", "articles/"),
        ("articles/x.markdown", "articles/x"),
        ("pages/index.md", "index"),
        ("pages/Our Rules.md", "our-rules"),
    ],
)
def test_an_address_is_the_files_path_made_safe(tmp_path: Path, path: str, address: str) -> None:
    text = site_kit.page("T") if path.startswith("pages") else site_kit.article("T")
    found = read(tmp_path, text, path).card
    assert found
    assert found.address.startswith(address)
    assert found.address.isascii()
    assert found.address == address or address[-1] in "-/"


def test_a_slug_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, site_kit.article("T", slug="own")).card
    assert found
    assert found.address == "articles/1969/own"


LONG = "First words. " + "word " * 80 + "SECRET end.\n\nSECRET paragraph by Ann."


@pytest.mark.parametrize(("own", "default"), [("excerpt", "full"), ("", "excerpt")])
def test_of_an_excerpt_only_that_is_known(tmp_path: Path, own: str, default: str) -> None:
    text = site_kit.article(
        "T",
        LONG,
        rights=own,
        people=["Ann"],
        images=(Image("C", "Credit", src="SECRET.png"),),
        scans=(Scan("SECRET.png"),),
        extra={"x": "SECRET"},
    )
    found = read(tmp_path, text, settings=ReadSettings(default, True))  # type: ignore[arg-type]
    assert "SECRET" not in repr(found)
    assert "First words" in found.html
    assert found.card
    assert found.card.value.images == (Image("C", "Credit"),)  # type: ignore[union-attr]
    assert found.card.files == ()


@pytest.mark.parametrize(("own", "default"), [("metadata", "full"), ("", "metadata")])
def test_of_metadata_only_the_entry_is_known(tmp_path: Path, own: str, default: str) -> None:
    text = site_kit.article("T", "SECRET Ann", rights=own, people=["Ann"], images=(Image("SECRET"),), scans=(Scan("SECRET.png"),))
    found = read(tmp_path, text, settings=ReadSettings(default, True))  # type: ignore[arg-type]
    assert "SECRET" not in repr(found)
    assert found.card
    assert (found.html, found.card.snippets, found.card.files) == ("", (None,), ())


def test_its_own_rights_come_before_the_sites(tmp_path: Path) -> None:
    assert "SECRET" in read(tmp_path, site_kit.article("T", "SECRET", rights="full"), settings=ReadSettings("metadata", True)).html


def test_all_files_that_are_shown(tmp_path: Path) -> None:
    text = site_kit.article(
        "T", "![x](p.png) ![x](p.png) [d](../d.pdf)", images=(Image(src="i.png"),), scans=(Scan("s.png"), Scan("p.png"))
    )
    found = read(tmp_path, text).card
    assert found
    assert found.files == ("articles/1969/p.png", "articles/d.pdf", "articles/1969/i.png", "articles/1969/s.png")


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"---\ntitle: T\n---\n\nok\n\xff", 6, "not UTF-8: byte 22"),
        (b"---\ntitle: T\n---\n\na\0b", 5, "a NUL byte: this is no text file"),
        ("---\ntitle: T\n---\n".encode("utf-16"), 1, "not UTF-8: byte 1"),
        (b"", 1, "no front matter"),
        (b"---\ntitle: T\nslug: ../x\n---\n", 3, "slug: '../x' can't be an address"),
        (b"---\ntitle: T\npermalink: A b\n---\n", 3, "slug: 'A b' can't be an address"),
        (b"---\ntitle: T\nlink: x\n---\n", 3, "url: a web address wanted, found 'x'"),
        (b"---\ntitle: T\naliases: [../x]\n---\n", 3, "aliases: '../x' is no address below the site"),
        (b"---\ntitle: T\nscans:\n- ../../../x.png\n---\n", 3, "scans: a file below content/ wanted, found '../../../x.png'"),
        (b"---\ntitle: T\nimages:\n- src: secret.md\n---\n", 3, "images: a file below content/ wanted, found 'secret.md'"),
        (b'---\ntitle: "\\x07"\n---\n', 2, "nothing of the title is visible"),
    ],
)
def test_a_problem_is_placed(tmp_path: Path, data: bytes, line: int, message: str) -> None:
    found = read(tmp_path, data)
    assert found.card is None
    assert found.problem
    assert (found.problem.spot.path, found.problem.spot.line, found.problem.message) == ("content/articles/1969/a.md", line, message)


def test_a_problem_shows_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "---\ntitle: T\ndate: 2025-02-30\n---\n")
    assert found.problem
    assert found.problem.excerpt == "date: 2025-02-30"


def test_a_problem_travels_and_is_kept(tmp_path: Path) -> None:
    problem = read(tmp_path, "x").problem
    assert problem
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(problem), type=type(problem)) == problem
    assert str(problem.fault()).startswith("content/articles/1969/a.md:1: ")


def test_one_bad_file_leaves_the_others(tmp_path: Path) -> None:
    site_kit.put(tmp_path, {"content/articles/a.md": "bad", "content/articles/b.md": site_kit.article("B")})
    paths = ("articles/a.md", "articles/b.md", "articles/missing.md")
    found = read_batch(tuple(Task(str(tmp_path / "content"), path, SETTINGS) for path in paths))
    assert [(reading.path, not reading.card) for reading in found] == [(paths[0], True), (paths[1], False), (paths[2], True)]


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    found = read(tmp_path, b"-" * (LARGEST + 1))
    assert found.problem
    assert f"{LARGEST + 1:,} bytes; at most {LARGEST:,} are read" in found.problem.message


def test_what_is_refused_says_why() -> None:
    found = refused(Source("articles/a.md", (0, 0, 0, 0), LINK), "content/articles/a.md")
    assert found.problem
    assert (found.problem.message, bool(found.problem.hint)) == (LINK, True)


def test_warnings_go_along(tmp_path: Path) -> None:
    (notice,) = read(tmp_path, "---\ntitle: T\ntitel: x\n---\n").notices
    assert (notice.spot.line, notice.hint) == (3, "did you mean 'title'?")


@pytest.mark.parametrize("change", [Config(rights="excerpt"), Config(link_names=False)])
def test_the_key_follows_the_settings_that_matter(change: Config) -> None:
    assert digest_value(settings_of(Config())) != digest_value(settings_of(change))
    assert digest_value(settings_of(Config())) == digest_value(settings_of(Config(title="Another", related=0)))


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_do_not_matter(tmp_path: Path, ends: str) -> None:
    text = site_kit.article("T", "One\ntwo.\n\nThree.")
    plain, other = read(tmp_path, text), read(tmp_path, text.replace("\n", ends).encode())
    assert plain == other
