"""What the archive of the state machines is made of: texts, names, templates and settings that hypothesis draws from."""

from typing import Any

import site_kit
from hypothesis import strategies as st

from sitegen.model import Image, Name, Record, Scan

DAYS = ("2019-12-31", "2020-01-01", "2020-01-02", "2031-05-05")

ARTICLES = tuple(f"articles/{folder}/{name}" for folder in ("1960", "1961", "undated") for name in ("a.md", "b.md", "Ç d.md", "e.markdown"))
TITLES = ("Fire", "Fire & ice", "</title><script>x</script>", "{{ site }} {% x %}", 'He said "no"', "火事", "\u202eevil")
PEOPLE = (
    Name("Ann Lee", ("Ann", "Lee")),
    Name("Ann Lee (senator)", ("Lee",)),
    Name("José Paz"),
    Name("Jose Paz"),
    Name("A. Lee"),
    Name("ann lee"),
)
PLACES = (Name("Rome"), Name("Old Rome", ("Rome",)), Name("Ann Lee"))
SENTENCES = (
    "Ann met Lee in Rome.",
    "José Paz, not Jose Paz, came. A. Lee went.",
    "See [the other](b.md) and [this](../1961/a.md).",
    "<b>raw</b> & `Ann Lee` *Ann* Lee",
    "![a picture](p.png)",
    "![elsewhere](https://example.org/p.png) [bad](javascript:alert(1))",
    "# Heading of Ann Lee\n\n- item\n\n> said Lee",
)
DATES = ("", "1960-05-01", "1960", "1961-02", "1970-21", "196X", "1960/1961", "2020-01-02", "2031-05-04")

FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(TITLES),
    "date": st.sampled_from(DATES),
    "people": st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True).map(tuple),
    "places": st.lists(st.sampled_from(PLACES), max_size=2, unique=True).map(tuple),
    "organisations": st.sampled_from(((), (Name("The Bee Ltd", ("Bee",)),))),
    "tags": st.sampled_from(((), ("sea",), ("sea", "<i>sky</i>"))),
    "source": st.sampled_from(("", "The Bee")),
    "section": st.sampled_from(("", "Letters")),
    "summary": st.sampled_from(("", "In short: <i>Ann</i>.")),
    "collection": st.sampled_from(("", "", "Letters")),
    "rights": st.sampled_from(("", "", "full", "excerpt", "metadata")),
    "embargo": st.sampled_from(("", "", "", "2020-01-01", "2020-01-02")),
    "draft": st.sampled_from((False, False, False, True)),
    "slug": st.sampled_from(("", "", "", "", "set-by-hand", "a")),
    "aliases": st.sampled_from(((), (), ("/old.html",), ("/articles/1961/b.html", "/old/two.html"))),
    "added": st.sampled_from(("", "2019-01-01", "2020-01-01T10:00:00+05:30")),
    "updated": st.sampled_from(("", "2021-03-04")),
    "images": st.sampled_from(((), (Image("Caption", src="p.png"),), (Image("No file", credit="Ann Lee"),))),
    "scans": st.sampled_from(((), (Scan("scan.png", "1"),))),
}
"""What each field of an article may become."""

articles = st.builds(site_kit.article, body=st.lists(st.sampled_from(SENTENCES), max_size=3).map("\n\n".join), **FIELDS)
changes = st.sampled_from(sorted(FIELDS)).flatmap(lambda name: st.tuples(st.just(name), FIELDS[name]))

HOSTILE: tuple[bytes, ...] = (
    b"",
    b"no front matter",
    b"---\ntitle: never closed\n",
    b"---\ntitle: [\n---\n",
    b'---\ntitle: "x\n---\n',
    b"---\ntitle: a\ntitle: b\n---\n",
    b"---\ntitle: !!python/object/apply:os.system ['true']\n---\n",
    b"---\ntitle: null\n---\n",
    b"---\ntitle: T\ndate: 2025-02-30\n---\n",
    b"---\ntitle: T\nrights: all\n---\n",
    b"---\ntitle: T\nembargo: 2030\n---\n",
    b"---\ntitle: T\nslug: ../../etc\n---\n",
    b"---\ntitle: T\n---\n\xff\xfe",
    b"---\ntitle: T\n---\na\0b",
    b"---\ntitle: T\n---\n" + b"[" * 2100,
)

RECORDS = {
    "people/ann-lee.md": Record("Ann Lee", aliases=("A. Lee",), sort_name="Lee, Ann", ids={"wikidata": "Q1"}),
    "people/lee.md": Record("ann lee", aliases=("A. Lee",)),
    "people/jose-paz.md": Record("Jose\u0301 Paz", born="1930", image="p.png"),
    "places/rome.md": Record("Rome", coordinates=(41.9, 12.5), part_of="Old Rome"),
    "collections/letters.md": Record("Letters", description="All of them"),
}
NOTES = ("", "A note.", "A *note* on ![p](p.png)", "See [her](ann-lee.md) and [this](../articles/1960/a.md).")
OF_RECORDS: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(("Ann Lee", "Ann P. Lee", "José Paz", "Rome", "Letters")),
    "aliases": st.sampled_from(((), ("A. Lee",), ("Ann Lee", "Rome"), ("José Paz",))),
    "excludes": st.sampled_from(((), ("A. Lee",))),
    "sort_name": st.sampled_from(("", "Lee, Ann", "Zed")),
    "description": st.sampled_from(("", "Known to <all>")),
    "coordinates": st.sampled_from(((), (0.0, 0.0), (41.9, 12.5))),
    "part_of": st.sampled_from(("", "Old Rome", "Rome")),
    "image": st.sampled_from(("", "p.png")),
    "draft": st.sampled_from((False, False, True)),
    "body": st.sampled_from(NOTES),
}
"""What each field of a record may become; another name or alias changes how it is shown, and where."""

changes_of_records = st.sampled_from(sorted(OF_RECORDS)).flatmap(lambda name: st.tuples(st.just(name), OF_RECORDS[name]))

OVERRIDES: dict[str, tuple[str, ...]] = {
    "entry.html": ('{% include "theme:entry.html" %}!', "{{ entry.title }}", "{{ entry.nothing }}"),
    "article.html": (
        '{% extends "theme:article.html" %}{% block head %}<!-- own -->{% endblock %}',
        '{% extends "layout.html" %}{% block main %}{{ page.title }}{% include "mine.html" %}{% endblock %}',
        "{% if %}",
    ),
    "person.html": (
        '{% extends "base:person.html" %}{% block company %}<!-- nobody -->{% endblock %}',
        '{% extends "base:person.html" %}{% block record %}{{ super() }}<!-- more -->{% endblock %}',
    ),
    "mine.html": ("mine", "{{ root }}"),
    "_parts.html": ('{% extends "theme:_parts.html" %}',),
    "_words.html": ('{% extends "base:_words.html" %}',),
    "_company.html": ('{% include "base:_company.html" %}<!-- mine -->', "<!-- none -->"),
    "layout.html": ('{% extends "theme:layout.html" %}{% block head %}<!-- {{ page.path }} -->{% endblock %}',),
}
"""Templates and partials of the site's own. One without its macros, and one that another of these needs, is a fault of class S."""

CHOICES: dict[str, tuple[str, ...]] = {
    "title": ("Test", "Another <title>"),
    "theme": ("plain", "twin"),
    "language": ("en", "tr"),
    "publisher": ("", "The <Library>"),
    "site_url": ("", "https://example.org/", "https://example.org/some/path"),
    "rights": ("full", "excerpt", "metadata"),
    "future": ("publish", "hold"),
    "link_names": ("true", "false"),
    "related": ("0", "1", "4"),
    "home_entries": ("1", "12"),
    "paginate": ("true", "false"),
    "page_size": ("1", "3", "200"),
    "feed_entries": ("1", "20"),
}

STATIC = ("CNAME", "robots-extra.txt", "d", "d/x.txt", "d/y/z.txt")
FOREIGN = (".git/config", "notes.txt", ".well-known/x", "articles/1960/own.txt")
