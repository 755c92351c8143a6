"""Law 10: what an article's rights hide is nowhere in the site, from the first build, and comes and goes with them."""

from pathlib import Path

import lawbook
import pytest
import site_kit
from site_kit import article, build_in, built, put, record, text_of

from sitegen.builder import Options
from sitegen.model import Image, Scan

GOOD = article("Good", "All is well.", date="1960-01-01")
PATH = "content/articles/1960/secret.md"
SETTINGS = "title: T\nsite_url: https://a.org/\n"
SECRET = {
    "title": "SECRET title",
    "body": "SECRET text. Ann came to Rome with SECRET.\n\n![SECRET](secret.png)",
    "date": "1961-01-01",
    "people": ["Ann", "SECRET person"],
    "places": ["Rome"],
    "summary": "SECRET summary",
    "source": "SECRET paper",
    "collection": "SECRET collection",
    "images": (Image("SECRET caption", src="secret.png"),),
    "scans": (Scan("scan-secret.png"),),
}
FILES = {
    "content/articles/1960/good.md": GOOD,
    "content/articles/1960/secret.png": "SECRET picture",
    "content/articles/1960/scan-secret.png": "SECRET scan",
}
DAY = Options(jobs=1, as_of="2020-01-01")


def on(day: str) -> Options:
    return Options(jobs=1, as_of=day)


def secrets(root: Path) -> str:
    return "".join(line + "\n" for line in text_of(root / "site").splitlines() if "secret" in line.lower())


@pytest.mark.parametrize(
    "hidden", [{"draft": True}, {"embargo": "2020-01-02"}, {"embargo": "2021-06-01"}, {"draft": True, "embargo": "1990-01-01"}]
)
def test_a_hidden_article_is_nowhere(tmp_path: Path, hidden: dict[str, object]) -> None:
    report = built(tmp_path, {**FILES, PATH: article(**SECRET, **hidden)}, SETTINGS, as_of="2020-01-01")  # type: ignore[arg-type]
    assert (report.articles, report.held) == (1, 1)
    assert secrets(tmp_path) == ""
    assert not (tmp_path / "site/people").exists()
    assert not (tmp_path / "site/dates/1961.html").exists()


@pytest.mark.parametrize("hidden", [{"draft": True}, {"embargo": "2030-01-01"}])
def test_an_article_that_is_hidden_later_goes(tmp_path: Path, hidden: dict[str, object]) -> None:
    built(tmp_path, {**FILES, PATH: article(**SECRET)}, SETTINGS)  # type: ignore[arg-type]
    assert "SECRET picture" in secrets(tmp_path)
    put(tmp_path, {PATH: article(**SECRET, **hidden)})  # type: ignore[arg-type]
    build_in(tmp_path)
    assert secrets(tmp_path) == ""
    lawbook.keep_the_laws(tmp_path)


@pytest.mark.parametrize("rights", ["excerpt", "metadata"])
@pytest.mark.parametrize("whose", ["its own", "the site's"])
def test_of_an_article_shown_in_part_the_rest_is_nowhere(tmp_path: Path, rights: str, whose: str) -> None:
    text = "word " * 80 + "SECRET.\n\nSECRET Ann came to Rome."
    own = rights if whose == "its own" else ""
    shown_in_part = article("Shown", text, people=["Ann"], rights=own, scans=(Scan("scan-secret.png"),), images=(Image(src="secret.png"),))
    files = {
        **FILES,
        "content/articles/1960/good.md": GOOD.replace("title", "rights: full\ntitle", 1),
        PATH.replace("secret", "part"): shown_in_part,
    }
    report = built(tmp_path, files, SETTINGS + ("" if own else f"rights: {rights}\n"))
    assert report.articles == 2
    assert secrets(tmp_path) == ""
    assert "Shown" in text_of(tmp_path / "site")
    assert ("word word" in text_of(tmp_path / "site")) is (rights == "excerpt")


def test_rights_that_change(tmp_path: Path) -> None:
    built(tmp_path, {**FILES, PATH: article("T", "SECRET words of Ann.", people=["Ann"])}, SETTINGS)
    for rights, visible in (("metadata", False), ("full", True), ("excerpt", True), ("metadata", False)):
        put(tmp_path, {PATH: article("T", "SECRET words of Ann.", people=["Ann"], rights=rights)})
        build_in(tmp_path)
        assert ("SECRET words" in text_of(tmp_path / "site")) is visible
        lawbook.keep_the_laws(tmp_path)


def test_an_embargo_ends_with_its_day(tmp_path: Path) -> None:
    """And begins again when the clock is set back; nothing else changes, so the day alone must tell."""
    built(tmp_path, {**FILES, PATH: article(**SECRET, embargo="2020-06-01")}, SETTINGS, as_of="2020-05-30")  # type: ignore[arg-type]
    for day, visible in (("2020-05-31", False), ("2020-06-01", True), ("2020-06-02", True), ("2020-05-31", False), ("2031-01-01", True)):
        lawbook.keep_the_laws(tmp_path, on(day))
        assert ("SECRET text" in secrets(tmp_path)) is visible, day


def test_between_its_days_nothing_is_written(tmp_path: Path) -> None:
    built(tmp_path, {**FILES, PATH: article(**SECRET, embargo="2020-06-01")}, SETTINGS, as_of="2020-01-01")  # type: ignore[arg-type]
    for day in ("2020-01-02", "2020-05-31", "1990-01-01"):
        assert build_in(tmp_path, as_of=day).reasons == ()


def test_articles_dated_ahead(tmp_path: Path) -> None:
    files = {**FILES, PATH: article(**{**SECRET, "date": "2020-06-01"})}  # type: ignore[arg-type]
    assert built(tmp_path / "a", files, SETTINGS, as_of="2020-05-31").articles == 2
    assert built(tmp_path / "b", files, SETTINGS + "future: hold\n", as_of="2020-05-31").held == 1
    assert secrets(tmp_path / "b") == ""
    assert build_in(tmp_path / "b", as_of="2020-06-01").articles == 2


@pytest.mark.parametrize("rights", ["none", "all", "Full", "0"])
def test_rights_of_another_word_are_a_fault(tmp_path: Path, rights: str) -> None:
    """A word that isn't understood hides: it must not publish."""
    report = built(tmp_path, {**FILES, PATH: article(**SECRET).replace("---\n", f"---\nrights: {rights}\n", 1)}, SETTINGS)  # type: ignore[arg-type]
    assert [fault.spot.line for fault in report.faults] == [2]
    assert secrets(tmp_path) == ""


@pytest.mark.parametrize("embargo", ["soon", "2020-13-01", "01/02/2020", "2099", "2099-24", "209X", "2098/2099", "2099-01-01T23:59:00Z"])
def test_an_embargo_that_is_no_date_is_a_fault(tmp_path: Path, embargo: str) -> None:
    report = built(tmp_path, {**FILES, PATH: article(**SECRET).replace("---\n", f"---\nembargo: {embargo}\n", 1)}, SETTINGS)  # type: ignore[arg-type]
    assert len(report.faults) == 1
    assert secrets(tmp_path) == ""


def test_drafts_of_records_and_pages_are_nowhere(tmp_path: Path) -> None:
    files = {
        "content/articles/1960/a.md": article(people=["Ann"]),
        "content/people/ann.md": record("Ann", "SECRET note", description="SECRET", draft=True),
        "content/pages/about.md": site_kit.page("SECRET page", "SECRET", draft=True),
    }
    built(tmp_path, files, SETTINGS)
    assert secrets(tmp_path) == ""
    assert (tmp_path / "site/people/ann.html").exists()


def test_showing_or_linking_a_hidden_article_does_not_publish_its_file(tmp_path: Path) -> None:
    body = "![x](secret.md) [y](secret.md) [z](SECRET.MD)"
    report = built(
        tmp_path,
        {
            **FILES,
            "content/articles/1960/a.md": article("A", body),
            PATH: article(**SECRET, draft=True),
            PATH.replace("secret.md", "SECRET.MD"): article(**SECRET, draft=True),
        },  # type: ignore[arg-type]
        SETTINGS,
    )
    assert "SECRET text" not in text_of(tmp_path / "site")
    assert not [path for path in site_kit.tree(tmp_path / "site") if path.lower().endswith(".md")]
    assert len(report.notices) == 2


def test_the_ledger_is_never_published(tmp_path: Path) -> None:
    files = {
        "content/articles/1960/a.md": article("A", "![x](../../imports/ab.jsonl) [y](../../imports/ab.jsonl)"),
        "content/imports/ab.jsonl": "SECRET",
    }
    built(tmp_path, files, SETTINGS)
    assert "SECRET" not in text_of(tmp_path / "site")
