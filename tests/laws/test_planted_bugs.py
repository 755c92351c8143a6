"""A law's test is worth what it catches: each test here plants one bug in the builder and sees the checks find it."""

import importlib
import itertools
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import lawbook
import msgspec
import pytest
import site_kit
from site_kit import AS_OF, article, put

from laws.archive_machine import settle
from sitegen import engine
from sitegen.builder import (
    Options,
    amending,
    article_pages,
    assets,
    catalogue,
    making,
    name_pages,
    ordering,
    output,
    plan,
    press,
    reading,
    rendering,
    sources,
    specification,
    standing,
    study,
    views,
)
from sitegen.builder.templates import Templates
from sitegen.config import Config, Site, load_site
from sitegen.digest import digest, digest_value

builder = importlib.import_module("sitegen.builder.build")  # its function of the same name hides it
OPTIONS = lawbook.USUAL
VIEW = ordering.make_site_view(Site(Path(), Config()), catalogue.make_catalogue((), "content"))
KEEPER = article("Keeper", "Ann Lee was here. Then she left.", date="1960-01-01", people=["Ann Lee"])
OTHER = article("Other", "Nobody.", date="1960-01-02", embargo="2020-06-01")
FILES = {"content/articles/1960/keeper.md": KEEPER, "content/articles/1960/other.md": OTHER}

Change = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site_kit.make_site(tmp_path / "archive", FILES)
    return tmp_path / "archive"


def caught(root: Path, change: Change, law: str = "law 1", days: tuple[str, str] = (AS_OF, AS_OF)) -> None:
    """Builds, changes, and sees the laws broken; the first build breaks none, so that the change is what shows it."""
    before, after = (Options(jobs=1, as_of=day) for day in days)
    lawbook.keep_the_laws(root, before)
    change(root)
    with pytest.raises(AssertionError, match=law):
        lawbook.keep_the_laws(root, after)


def writing(path: str, text: str) -> Change:
    return lambda root: put(root, {path: text})


Content = Callable[[str, Iterable[bytes]], bytes]


def planted(monkeypatch: pytest.MonkeyPatch, content: Content) -> None:
    """Pages whose content is told by another function; none is promised, for a promise would hide them."""
    for module in (specification, article_pages):
        monkeypatch.setattr(module, "content_of", content)
    monkeypatch.setattr(name_pages, "digest", lambda *parts: os.urandom(8))


def without(*fields: str) -> Content:
    """A digest of a page that leaves fields of its view out."""

    def content(kind: str, carried: Iterable[bytes]) -> bytes:
        view: Any = rendering.view_of(kind, tuple(carried), VIEW)
        empty = {field: None for field in fields if field in view.__struct_fields__}
        return digest_value(msgspec.structs.replace(view, **empty))

    return content


CHANGES: tuple[Change, ...] = (
    writing("content/articles/1960/keeper.md", KEEPER.replace("left", "stayed")),
    writing("content/articles/1960/keeper.md", KEEPER.replace("Keeper", "Renamed")),
    writing("content/articles/1960/keeper.md", KEEPER.replace("was here", "was there")),
    writing("templates/article.html", '{% extends "theme:article.html" %}{% block head %}{% endblock %}'),
    writing("templates/entry.html", "{{ entry.title }}"),
    writing("themes/plain/static/plain.css", "body {}"),
    writing("sitegen.yaml", "title: Another\ntheme: plain\n"),
    writing("site/articles/1960/keeper.html", "by hand"),
    lambda root: (root / "content/articles/1960/other.md").unlink(),
)


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_no_law_is_broken_without_a_bug(root: Path, number: int) -> None:
    """What catches a planted bug below passes where none is planted."""
    for change in (lambda _: None, CHANGES[number]):
        change(root)
        lawbook.keep_the_laws(root)


def test_template_digest_dropped(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Templates, "digest_of", lambda self, name: b"")
    caught(root, CHANGES[3])


def test_entry_template_left_out_of_lists(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Templates.digest_of
    monkeypatch.setattr(Templates, "digest_of", lambda self, name: b"" if name == "entry.html" else whole(self, name))
    caught(root, CHANGES[4])


def test_settings_ignored(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "settings_digest", lambda site, versions: b"")
    caught(root, CHANGES[6])


def test_pruning_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output.Output, "prune", lambda self, paths: None)
    caught(root, CHANGES[8])


def test_pruning_of_what_is_not_ours(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A foreign file lies beside the pages and is gone after the next deletion."""
    lawbook.keep_the_laws(root)
    put(root, {"site/CNAME": "archive.example.org"})
    prune = output.Output.prune
    monkeypatch.setattr(output.Output, "prune", lambda self, paths: prune(self, [*paths, "CNAME"]))
    CHANGES[8](root)
    with pytest.raises(AssertionError, match="law 4"):
        lawbook.keep_the_laws(root, foreign=["CNAME"])


def test_stale_body(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest of a body doesn't follow its text."""
    put(root, {"content/articles/1960/other.md": article("Other", "")})
    monkeypatch.setattr(reading, "digest", lambda *parts: digest(b"one for all"))
    caught(root, CHANGES[0])


def test_entry_digest_without_title(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(value: Any) -> bytes:
        return digest_value(msgspec.structs.replace(value, title="") if isinstance(value, views.Entry) else value)

    monkeypatch.setattr(specification, "digest_value", blind)
    caught(root, CHANGES[1])


def test_neighbours_left_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, without("previous", "next"))
    caught(root, CHANGES[1])


def test_snippet_left_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def content(kind: str, carried: Iterable[bytes]) -> bytes:
        view: Any = rendering.view_of(kind, tuple(carried), VIEW)
        if isinstance(view, views.NamePage):
            entries = [item.entry for group in view.groups for item in group.items]
            return digest_value((msgspec.structs.replace(view, groups=()), entries))
        return digest(kind.encode(), *carried)

    planted(monkeypatch, content)
    caught(root, CHANGES[2])


def test_addresses_of_names_left_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another "ann lee" moves the first one's page."""
    planted(monkeypatch, without("linked", "people"))
    caught(root, writing("content/articles/1961/new.md", article("New", "ann lee", date="1965-01-01", people=["ann lee"])), "law 1|broken")


def test_racy_rule_off(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system with long ticks a file changes after it was read, in the same tick and at the same size."""
    tick = 3_600 * 10**9
    coarse = sources.signature
    for module in (sources, assets):
        monkeypatch.setattr(module, "signature", lambda info: (coarse(info)[0], coarse(info)[1] // tick, coarse(info)[2] // tick, 0))
    moment = builder.clock
    monkeypatch.setattr(builder, "clock", lambda state: moment(state) // tick)
    keeper = root / "content/articles/1960/keeper.md"

    def edit_when_read(stage: str, done: int, total: int) -> None:
        if (stage, done) == ("read", total):
            keeper.write_text(KEEPER.replace("here", "gone"))

    builder.build(load_site(root), OPTIONS, edit_when_read)
    lawbook.keep_the_laws(root)

    for module in (sources, study, assets):
        monkeypatch.setattr(module, "racy", lambda seen, started: False)
    keeper.write_text(KEEPER)
    builder.build(load_site(root), msgspec.structs.replace(OPTIONS, force=True), edit_when_read)
    keeper.write_text(KEEPER.replace("here", "lost"))
    with pytest.raises(AssertionError, match="law 1"):
        lawbook.keep_the_laws(root)


def test_embargo_ignored_where_nothing_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordering, "_days", lambda *values: {"valid_from": "", "valid_until": "9999"})
    caught(root, lambda root: None, days=("2020-05-31", "2020-06-01"))


def test_embargo_never_held(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Here every build agrees with every other, so only what stands in the files tells."""
    monkeypatch.setattr(ordering, "published", lambda card, as_of, future: True)
    with pytest.raises(AssertionError, match="law 8"):
        lawbook.keep_the_laws(root, Options(jobs=1, as_of="2020-05-31"))


def test_asset_change_ignored(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = assets._row
    monkeypatch.setattr(assets, "_row", lambda asset, kept, started: kept or row(asset, kept, started))
    caught(root, CHANGES[5])


def test_edit_of_the_output_not_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    why = plan.why
    monkeypatch.setattr(plan, "why", lambda now, row, stands: why(now, row, (row.size, row.mtime_ns) if row else None))
    caught(root, CHANGES[7])


def test_source_change_not_seen(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "signature", lambda info: (0, 0, 0, 0))
    caught(root, CHANGES[0])


def test_clock_on_every_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    view, count = ordering.make_site_view, itertools.count()
    monkeypatch.setattr(ordering, "make_site_view", lambda *v: msgspec.structs.replace(view(*v), version=str(next(count))))
    with pytest.raises(AssertionError, match="law 1"):
        lawbook.keep_the_laws(root)


def test_pages_written_that_did_not_change(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(self: press.Press, path: str, data: bytes, sha256: str) -> tuple[int, int]:
        self.written.append(path)
        return self._output.write(path, data)

    monkeypatch.setattr(standing, "still_holds", lambda *state: False)
    monkeypatch.setattr(press.Press, "_is_due", lambda self, seen: True)
    monkeypatch.setattr(press.Press, "_put", write)
    with pytest.raises(AssertionError, match="law 2"):
        lawbook.keep_the_laws(root)


def test_build_that_tidies_its_inputs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = ordering.make_catalogue

    def tidy(cards: Any, content: str) -> catalogue.Catalogue:
        put(root, {"content/articles/1960/keeper.md": KEEPER + "\n"})
        return make(cards, content)

    monkeypatch.setattr(ordering, "make_catalogue", tidy)
    with pytest.raises(AssertionError, match="law 4"):
        lawbook.keep_the_laws(root)


def test_build_that_tidies_the_settings(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make = ordering.make_catalogue

    def tidy(cards: Any, content: str) -> catalogue.Catalogue:
        put(root, {"sitegen.yaml": (root / "sitegen.yaml").read_text() + "# seen\n"})
        return make(cards, content)

    monkeypatch.setattr(ordering, "make_catalogue", tidy)
    with pytest.raises(AssertionError, match="law 4"):
        lawbook.keep_the_laws(root)


@pytest.mark.parametrize("title", ["<b>Fire</b>", "</title><script>x</script>", "Fire & <ice>"])
def test_title_that_becomes_markup(root: Path, title: str) -> None:
    """Every build agrees with every other; only the page tells."""
    put(root, {"content/articles/1960/other.md": article(title)})
    lawbook.keep_the_laws(root)
    template = site_kit.SMALL / "themes/plain/templates/article.html"
    put(root, {"themes/plain/templates/article.html": template.read_text().replace("<h1>{{ page.title }}", "<h1>{{ page.title|safe }}")})
    with pytest.raises(AssertionError, match="law 6"):
        lawbook.keep_the_laws(root)


def test_title_cut_short(root: Path) -> None:
    template = site_kit.SMALL / "themes/plain/templates/article.html"
    put(root, {"themes/plain/templates/article.html": template.read_text().replace("<h1>{{ page.title }}", "<h1>{{ page.title[:4] }}")})
    with pytest.raises(AssertionError, match="law 6"):
        lawbook.keep_the_laws(root)


def test_worker_that_loses_a_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine.Processes.map
    monkeypatch.setattr(engine.Crew, "WORTH", 0)
    monkeypatch.setattr(engine.Processes, "map", lambda *values: itertools.islice(whole(*values), 1))
    with pytest.raises((AssertionError, KeyError)):
        lawbook.keep_the_laws(root, Options(jobs=2, as_of=AS_OF))


def test_link_to_a_page_that_moved(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, {"content/articles/1960/keeper.md": KEEPER + "\n[other](other.md)\n", "content/articles/1960/other.md": article(slug="own")})
    monkeypatch.setattr(catalogue.Catalogue, "linked", lambda self, card: tuple(p.replace(".md", ".html") for p in card.targets))
    with pytest.raises(AssertionError, match="broken links"):
        lawbook.keep_the_laws(root)


def test_broken_file_passed_over(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, {"content/articles/1960/broken.md": "---\ntitle: [\n---\n"})
    monkeypatch.setattr(study.Study, "faults", property(lambda self: ()))
    with pytest.raises(AssertionError, match="law 8"):
        lawbook.keep_the_laws(root)


def test_digest_of_the_length_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted(monkeypatch, lambda kind, carried: str(sum(map(len, carried))).encode())
    caught(root, writing("content/articles/1960/keeper.md", KEEPER.replace("Keeper", "Keepex")))


def test_promise_that_ignores_its_articles(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a person's page is made of changed, and its inputs did not."""
    monkeypatch.setattr(name_pages, "digest", lambda known, articles: digest(known))
    caught(root, CHANGES[2])


def test_promise_that_ignores_its_record(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, {"content/people/ann-lee.md": site_kit.record("Ann Lee", "A note.")})
    monkeypatch.setattr(name_pages, "digest", lambda known, articles: digest(articles))
    caught(root, writing("content/people/ann-lee.md", site_kit.record("Ann Lee", "Another note.")))


def test_text_amended_where_a_sentence_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The short way is taken where the card isn't what it was."""
    monkeypatch.setattr(amending, "_only_text", lambda new, old: True)
    caught(root, CHANGES[2])


def test_draft_at_the_address_of_another(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A draft whose slug is another article's: an edit of its text must not put it where that one stands."""
    put(root, {"content/articles/1960/other.md": article("Draft", "Secret.", slug="keeper", draft=True)})
    lawbook.keep_the_laws(root)
    settle(root.parent)
    put(root, {"content/articles/1960/other.md": article("Draft", "Secret still.", slug="keeper", draft=True)})
    lawbook.keep_the_laws(root)
    assert "Secret" not in site_kit.text_of(root / "site")
    settle(root.parent)
    monkeypatch.setattr(amending, "published", lambda card, as_of, future: True)
    put(root, {"content/articles/1960/other.md": article("Draft", "Secret no more.", slug="keeper", draft=True)})
    with pytest.raises(AssertionError, match=r"law 1|law 8"):
        lawbook.keep_the_laws(root)
