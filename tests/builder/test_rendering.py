import hashlib
import pickle
from pathlib import Path

import pytest

from builder.catalogue_kit import article_card, catalogue_of
from sitegen.builder.ordering import make_site_view
from sitegen.builder.rendering import EntryJob, EntryRenderer, Job, PageRenderer, settings_digest
from sitegen.builder.specification import Rank, Shelf, Specification, specification
from sitegen.builder.templates import Templates
from sitegen.builder.views import ArticlesPage, Group, Item, TextPage
from sitegen.config import Config, Site
from sitegen.errors import TemplateFault

SITE = make_site_view(Site(Path(), Config(title="<The> archive")), catalogue_of())


def job(spec: Specification, html: str = "", entries: dict[bytes, str] | None = None) -> Job:
    return Job(spec.path, spec.template, spec.kind, spec.carried, spec.root, html.encode(), entries or {})


def renderer(**sources: str) -> PageRenderer:
    return PageRenderer(Templates({f"{name}.html": text for name, text in sources.items()}, ()), SITE)


def test_a_page_sees_what_it_carries_and_the_site() -> None:
    spec = specification("page.html", TextPage(path="a/b.html", title="T & U", body=b"d", linked=("people/x.html",)), Rank.LIST)
    (found,) = renderer(page="{{ page.title }}|{{ site.title }}|{{ root }}|{{ body }}")((job(spec, '<a href="\0000\0">x</a>'),))
    assert found.data.decode() == 'T &amp; U|&lt;The&gt; archive|../|<a href="../people/x.html">x</a>'
    assert (found.path, found.sha256) == ("a/b.html", hashlib.sha256(found.data).hexdigest())


def test_entries_are_markup_by_their_digests() -> None:
    view = ArticlesPage(path="articles.html", title="A", groups=(Group("1969", "y", (Item(b"key"),)),), count=1)
    spec = specification("articles.html", view, Rank.LIST, view.groups[0].items)
    (found,) = renderer(articles="{% for g in page.groups %}{% for i in g.items %}{{ entries[i.entry] }}{% endfor %}{% endfor %}")(
        (job(spec, "", {b"key": "<b>entry</b>"}),)
    )
    assert found.data == b"<b>entry</b>"


def test_an_entry_is_rendered_for_its_depth() -> None:
    shelf = Shelf(catalogue_of(article_card("a", title="<T>")).pieces, Config())
    ((key, entry),) = shelf.entries.items()
    stage = EntryRenderer(Templates({"entry.html": '<a href="{{ root }}{{ entry.address }}">{{ entry.title }}</a>'}, ()), SITE)
    assert stage((EntryJob(key, "../", entry), EntryJob(key, "", entry))) == (
        (key, "../", '<a href="../articles/a.html">&lt;T&gt;</a>'),
        (key, "", '<a href="articles/a.html">&lt;T&gt;</a>'),
    )


def test_a_page_sees_nothing_else() -> None:
    spec = specification("page.html", TextPage(path="a.html", title="T"), Rank.LIST)
    with pytest.raises(TemplateFault, match="as_of"):
        renderer(page="{{ as_of }}")((job(spec),))


def test_a_stage_and_its_faults_travel_between_processes() -> None:
    spec = specification("page.html", TextPage(path="a.html", title="T"), Rank.LIST)
    stage: PageRenderer = pickle.loads(pickle.dumps(renderer(page="{{ page.title }}")))
    assert stage((job(spec),))[0].data == b"T"
    with pytest.raises(TemplateFault) as caught:
        renderer(page="{{ x }}")((job(spec),))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    "change", [{"title": "x"}, {"contact": "a@b.org"}, {"site_url": "https://a.org/"}, {"theme": "x"}, {"language": "de"}]
)
def test_what_pages_see_of_the_site_is_in_its_digest(change: dict[str, str]) -> None:
    def digest(config: Config) -> bytes:
        return settings_digest(make_site_view(Site(Path(), config), catalogue_of()), ("1",))

    assert digest(Config()) != digest(Config(**change))  # type: ignore[arg-type]
    assert digest(Config()) == digest(Config(related=1, home_entries=3))


def test_the_versions_are_in_the_digest() -> None:
    assert settings_digest(SITE, ("1",)) != settings_digest(SITE, ("2",))
