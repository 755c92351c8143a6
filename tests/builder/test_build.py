from pathlib import Path
from typing import Any

import lawbook
import pytest
import site_kit
from site_kit import AS_OF, article, build_in, built, make_site, page, put, record, shown

from builder.catalogue_kit import article_card, catalogue_of, page_card
from sitegen.builder import Options, build
from sitegen.builder.build import today
from sitegen.builder.ordering import make_site_view
from sitegen.config import Config, Site, load_site

FILES = {
    "content/articles/1969/a.md": article("A", "Ann came.", date="1969-07-21", people=["Ann"], places=["Rome"]),
    "content/articles/1970/b.md": article("B", "Bo went.", date="1970", people=["Bo"]),
    "content/people/ann.md": record("Ann", "A note."),
    "content/pages/about.md": page("About", "Us."),
    "content/static/robots-extra.txt": "x",
}
BAD = {"content/articles/1970/bad.md": "---\ntitle: [\n---\n", "content/people/bad.md": "no front matter"}


def test_numbers_add_up(tmp_path: Path) -> None:
    files = {
        **FILES,
        **BAD,
        "content/articles/1970/draft.md": article(draft=True),
        "content/articles/1970/later.md": article(embargo="2031-01-01"),
    }
    report = built(tmp_path, files)
    assert (report.articles, report.held, len(report.faults)) == (2, 2, 2)
    assert report.pages == len(report.written) == len(site_kit.tree(tmp_path / "site")) - 1  # the list lists itself not
    assert (report.unchanged, report.deleted) == (0, ())
    assert report.seconds > 0


def test_a_second_build_says_the_same_and_plans_nothing(tmp_path: Path) -> None:
    """Faults and warnings stand until they are mended."""
    files = {
        **FILES,
        **BAD,
        "content/articles/1969/c.md": article("C", "[x](nope.md)"),
        "content/articles/1969/d.md": "---\ntitle: D\nx: 1\n---\n",
    }
    first = built(tmp_path, files)
    second = build_in(tmp_path)
    assert (second.written, second.deleted, second.reasons) == ((), (), ())
    assert [str(f) for f in second.faults] == [str(f) for f in first.faults]
    assert second.notices == first.notices != ()
    assert (second.articles, second.held, second.pages, second.unchanged) == (first.articles, first.held, first.pages, first.pages)


def test_a_fault_goes_when_it_is_mended(tmp_path: Path) -> None:
    built(tmp_path, {**FILES, **BAD})
    put(tmp_path, {path: FILES["content/articles/1970/b.md"] if "articles" in path else record("Bad") for path in BAD})
    assert build_in(tmp_path).faults == ()


def test_all_kinds_of_pages(tmp_path: Path) -> None:
    built(
        tmp_path,
        {**FILES, "content/articles/1969/a.md": article("A", date="1969", people=["Ann"], places=["Rome"], collection="L")},
        "site_url: https://a.org/\n",
    )
    assert set(site_kit.tree(tmp_path / "site")) == {
        ".nojekyll", "404.html", "about.html", "articles.html", "articles/1969/a.html", "articles/1970/b.html", "assets/plain.css",
        "collections.html", "collections/l.html", "dates.html", "dates/1969.html", "dates/1970.html", "feed.atom", "index.html",
        "manifest.sha256", "people.html", "people/ann.html", "people/bo.html", "places.html", "places/rome.html", "robots-extra.txt",
        "robots.txt", "sitemap.xml",
    }  # fmt: skip


def test_the_sitemap_lists_what_there_is_to_read(tmp_path: Path) -> None:
    built(
        tmp_path,
        {**FILES, "content/articles/1971/c.md": article(people=["José", "Jose"], aliases=["/old/"], updated="2024-01-02")},
        "site_url: https://a.org/\n",
    )
    found = shown(tmp_path, "sitemap.xml")
    pages = {path for path in site_kit.tree(tmp_path / "site") if path.endswith(".html")}
    listed = {path for path in pages if f"<loc>https://a.org/{'' if path == 'index.html' else path}</loc>" in found}
    assert pages - listed == {"404.html", "old/index.html", "people/jose.html"}
    assert "c.html</loc><lastmod>2024-01-02</lastmod>" in found


@pytest.mark.parametrize(
    ("epoch", "day"), [("0", "1970-01-01"), ("86399", "1970-01-01"), ("86400", "1970-01-02"), ("1767225599", "2025-12-31")]
)
def test_the_day_is_that_of_source_date_epoch(monkeypatch: pytest.MonkeyPatch, epoch: str, day: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today() == day


@pytest.mark.parametrize("epoch", ["", "yesterday", "-1", "9" * 40])
def test_an_epoch_that_is_none_is_passed_over(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    expected = today()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today() in (expected, today())
    assert today() > "2025"


def reasons_after(root: Path, files: dict[str, str], **options: Any) -> dict[str, str]:
    put(root, files)
    return dict(build_in(root, **options).reasons)


def test_every_rebuild_has_its_reason(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    a = "articles/1969/a.html"
    assert reasons_after(tmp_path, {"content/articles/1969/a.md": FILES["content/articles/1969/a.md"] + "More.\n"}) == {a: "content"}
    assert reasons_after(tmp_path, {"themes/plain/templates/article.html": "{{ page.title }}"})[a] == "template"
    assert set(reasons_after(tmp_path, {"sitegen.yaml": "title: Test\npublisher: Me\ntheme: plain\n"}).values()) == {"settings"}
    assert "people/cy.html" in reasons_after(tmp_path, {"content/articles/1971/c.md": article(people=["Cy"])})
    (tmp_path / "site" / a).unlink()
    assert reasons_after(tmp_path, {}) == {a: "missing"}
    (tmp_path / "site" / a).write_text("x")
    assert reasons_after(tmp_path, {}) == {a: "edited by hand"}
    assert len(reasons_after(tmp_path, {}, force=True)) > 10


def test_a_change_of_settings_that_no_page_sees_plans_nothing(tmp_path: Path) -> None:
    built(tmp_path, FILES, "title: T\n")
    assert reasons_after(tmp_path, {"sitegen.yaml": "title: T\nclippings: elsewhere\ntheme: plain\n"}) == {}


def test_the_preview_keeps_the_last_good_page(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    put(tmp_path, {"content/articles/1969/a.md": "---\ntitle: [\n---\n"})
    for _ in range(2):
        report = build_in(tmp_path, keep_last_good=True)
        assert (report.articles, len(report.faults), report.written) == (2, 1, ())
    lawbook.keep_the_laws(tmp_path)
    assert not (tmp_path / "site/articles/1969/a.html").exists()


def test_the_preview_of_what_was_never_good(tmp_path: Path) -> None:
    assert built(tmp_path, {**FILES, **BAD}, keep_last_good=True).articles == 2


def test_the_manifest_may_lose_any_bundle(tmp_path: Path) -> None:
    import sqlite3

    built(tmp_path, FILES)
    with sqlite3.connect(tmp_path / ".sitegen/manifest.sqlite") as connection:
        keys = list(connection.execute("select kind, number from bundles"))
    connection.close()
    for key in keys:
        with sqlite3.connect(tmp_path / ".sitegen/manifest.sqlite") as connection:
            connection.execute("delete from bundles where kind = ? and number = ?", key)
        connection.close()
        lawbook.keep_the_laws(tmp_path)


def test_nothing_is_left_in_the_folder_but_output_and_state(tmp_path: Path) -> None:
    make_site(tmp_path, FILES)
    before = {path.name for path in tmp_path.iterdir()}
    build_in(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} - before == {"site", ".sitegen"}


def test_the_state_may_vanish(tmp_path: Path) -> None:
    """The list in the output proves that it is ours."""
    built(tmp_path, FILES)
    old = lawbook.stamps(tmp_path / "site")
    for path in (tmp_path / ".sitegen").iterdir():
        path.unlink()
    (tmp_path / "content/articles/1970/b.md").unlink()
    report = build_in(tmp_path)
    assert "people/bo.html" in report.deleted
    now = lawbook.stamps(tmp_path / "site")
    assert now[str(tmp_path / "site/about.html")] == old[str(tmp_path / "site/about.html")]


def test_an_output_without_its_list_is_not_ours(tmp_path: Path) -> None:
    built(tmp_path, FILES)
    (tmp_path / "site/manifest.sha256").unlink()
    outcome = lawbook.attempt(tmp_path, lawbook.USUAL)
    assert "--adopt" in (outcome[1].hint if outcome[1] else "")
    build_in(tmp_path, adopt=True)
    lawbook.keep_the_laws(tmp_path)


def test_names_for_settings(tmp_path: Path) -> None:
    view = make_site_view(
        Site(tmp_path, Config(title="T", contact="a@b.org", site_url="https://a.org/x/")),
        catalogue_of(
            article_card("a", people=("Ann",), collection="L"),
            page_card("about", "About", order=1),
            page_card("hidden", "Hidden", nav=False),
            page_card("index", "Home"),
        ),
    )
    assert [(link.text, link.address) for link in view.nav] == [
        ("Articles", "articles.html"),
        ("People", "people.html"),
        ("Dates", "dates.html"),
        ("Collections", "collections.html"),
        ("About", "about.html"),
    ]
    assert (view.contact_url, view.base_path) == ("mailto:a@b.org", "/x/")


@pytest.mark.parametrize(
    ("contact", "url"),
    [("", ""), ("a@b.org", "mailto:a@b.org"), ("https://a.org/x", "https://a.org/x"), ("javascript:alert(1)", ""), ("Ask at the desk", "")],
)
def test_where_corrections_go(tmp_path: Path, contact: str, url: str) -> None:
    assert make_site_view(Site(tmp_path, Config(contact=contact)), catalogue_of()).contact_url == url


def test_progress_may_be_silent(tmp_path: Path) -> None:
    make_site(tmp_path, FILES)
    assert build(load_site(tmp_path), Options(as_of=AS_OF)).articles == 2


@pytest.mark.parametrize("content", ["deep/er/content", "../elsewhere"])
def test_content_and_output_where_one_likes(tmp_path: Path, content: str) -> None:
    root = tmp_path / "archive"
    files = {path.replace("content/", f"{content}/", 1): text for path, text in {**FILES, "content/articles/bad.md": "bad"}.items()}
    make_site(root, files, f"content: {content}\noutput: public/html\n")
    report = build_in(root)
    assert (report.articles, [f.spot.path for f in report.faults], report.notices) == (2, [f"{content}/articles/bad.md"], ())
    assert (root / "public/html/articles/1969/a.html").exists()
    assert build_in(root).reasons == ()
