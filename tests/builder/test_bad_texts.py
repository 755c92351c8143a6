"""Texts that break builders, each by its row: a message with its place, the rest built, never a traceback.

Rows are those of the list of bad inputs that the design keeps: B01 is the builder's first.
"""

import json
import re
import time
from pathlib import Path

import html5lib
import pytest
from site_kit import article, built, make_site, text_of

from builder.bad_inputs import GOOD, PATH, front, left_out, published
from sitegen.builder import build


@pytest.mark.parametrize("title", ["</script><!-- <script>", "a\u2028b", "]]>", "&lt;/script&gt;", '"\\'])
def test_b23_a_title_in_json_ld(tmp_path: Path, title: str) -> None:
    html = published(tmp_path, article(title))
    (data,) = html5lib.parse(html, namespaceHTMLElements=False).iter("script")
    assert json.loads(data.text)["headline"] == " ".join(title.split())  # a line separator is white space
    assert "</script>" not in data.text


@pytest.mark.parametrize(
    "body",
    [
        "![t](https://evil.example/t.gif)",
        "![t](//evil.example/t.gif)",
        '[![t](https://evil.example/t.gif)](https://evil.example "t")',
        "![t][r]\n\n[r]: http://evil.example/t.gif",
        "<img src='https://evil.example/t.gif'>",
        "![t](ftp://evil.example/t.gif)",
    ],
)
def test_b27_a_picture_elsewhere_makes_no_request(tmp_path: Path, body: str) -> None:
    html = published(tmp_path, article(body=body))
    sources = [e.get("src") for e in html5lib.parse(html, namespaceHTMLElements=False).iter() if e.get("src")]
    assert sources == []


def test_b27_a_picture_elsewhere_in_a_field(tmp_path: Path) -> None:
    text = front("images:\n- caption: x\n  src: https://evil.example/t.gif")
    assert left_out(tmp_path, text).message.startswith("images: a file below content/ wanted")


@pytest.mark.parametrize("body", ["![" * 50_000, "[" * 50_000, ">" * 100_000, "> " * 50_000])
def test_b29_text_that_takes_parsers_minutes(tmp_path: Path, body: str) -> None:
    started = time.perf_counter()
    fault = left_out(tmp_path, article(body=body, date="1960"))
    assert time.perf_counter() - started < 10
    assert fault.message


@pytest.mark.parametrize(
    "body", ["*a **a " * 20_000, "`" * 50_000, "<!--" * 10_000, "- " * 5_000 + "x", "\\[" * 50_000, "a](b" * 20_000, "[a](" * 20_000]
)
def test_b29_text_that_looks_as_if_it_did(tmp_path: Path, body: str) -> None:
    started = time.perf_counter()
    report = built(tmp_path, {PATH: article(body=body), "content/articles/1960/good.md": GOOD})
    assert report.articles + len(report.faults) == 2
    assert time.perf_counter() - started < 10


def test_b33_a_body_over_the_limit(tmp_path: Path) -> None:
    fault = left_out(tmp_path, article(body="many words " * 500_000))
    assert re.search(r"at most [\d,]+ are", fault.message)


def test_b73_a_link_to_a_missing_article(tmp_path: Path) -> None:
    report = built(tmp_path, {PATH: article(body="One.\n\nSee [x](nope.md) and [y](good.md)."), "content/articles/1960/good.md": GOOD})
    (notice,) = report.notices
    assert notice.spot.path == PATH
    assert "articles/1960/nope.md" in notice.message


def test_b73_a_link_to_a_hidden_article(tmp_path: Path) -> None:
    report = built(
        tmp_path, {PATH: article(body="[x](good.md)"), "content/articles/1960/good.md": GOOD.replace("---\n", "---\ndraft: true\n", 1)}
    )
    assert ["which is not there" in n.message for n in report.notices] == [True]


def test_a_file_behind_a_linked_folder_is_not_published(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("SECRET", "utf-8")
    site = make_site(tmp_path / "site-folder", {PATH: article("T", "[p](link/secret.txt) [q](../.env)", date="1960")})
    (site.content / PATH.removeprefix("content/")).parent.joinpath("link").symlink_to(outside)
    (site.content / ".env").write_text("SECRET", "utf-8")
    build(site)
    assert "SECRET" not in text_of(site.output)


def test_many_like_names_are_told_apart(tmp_path: Path) -> None:
    names = ["John Smith" + "".join(c for b, c in zip(f"{i:010b}", "!?.,;:/+%&", strict=True) if b == "1") for i in range(700)]
    assert build(make_site(tmp_path, {PATH: article(date="1960", people=names)})).articles == 1


def test_a_run_of_dots_is_no_reason_to_wait(tmp_path: Path) -> None:
    started = time.perf_counter()
    build(make_site(tmp_path, {PATH: article("T", "Ann Person " + "." * 200_000 + "x", date="1960", people=["Ann Person"])}))
    assert time.perf_counter() - started < 10
