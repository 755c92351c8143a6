from pathlib import Path

import pytest
import site_kit

from sitegen.builder.templates import Templates, load_templates, theme_folder
from sitegen.errors import TemplateFault


def templates(**sources: str) -> Templates:
    return Templates({f"{name}.html": text for name, text in sources.items()}, ("here",))


def faulty(found: Templates, name: str = "a.html") -> TemplateFault:
    with pytest.raises(TemplateFault) as caught:
        use(found, name)
    return caught.value


def use(found: Templates, name: str) -> str:
    found.digest_of(name)
    return found.render(name, x=1)


def test_the_site_comes_before_the_theme_and_the_theme_before_the_base(tmp_path: Path) -> None:
    files = {"themes/plain/templates/feed.atom": "theme", "templates/entry.html": "site", "templates/own/part.html": "own"}
    found = load_templates(site_kit.make_site(tmp_path, files)).sources
    assert (found["entry.html"], found["feed.atom"], found["own/part.html"]) == ("site", "theme", "own")
    assert found["robots.txt"] == found["base:robots.txt"]
    assert "class=" in found["base:entry.html"] != found["theme:entry.html"] != found["site:entry.html"]


def test_an_override_extends_what_it_overrides(tmp_path: Path) -> None:
    files = {
        "templates/entry.html": "1 {% include 'theme:entry.html' %}",
        "themes/plain/templates/entry.html": "2 {% include 'base:feed.atom' %}",
    }
    found = load_templates(site_kit.make_site(tmp_path, files))
    assert found.digest_of("entry.html") != found.digest_of("theme:entry.html") != found.digest_of("base:entry.html")


@pytest.mark.parametrize("name", [".hidden.html", ".git/x.html", "x.html~", "x.j2", "notes.md"])
def test_what_is_no_template(tmp_path: Path, name: str) -> None:
    assert f"site:{name}" not in load_templates(site_kit.make_site(tmp_path, {f"templates/{name}": "x"})).sources


def test_templates_may_be_none(tmp_path: Path) -> None:
    site = site_kit.make_site(tmp_path, {"templates/entry.html": "own"}, "templates: null\n")
    assert load_templates(site).sources["entry.html"] != "own"


def test_byte_order_marks_and_line_ends(tmp_path: Path) -> None:
    site = site_kit.make_site(tmp_path, {"templates/entry.html": b"\xef\xbb\xbfone\r\ntwo"})
    assert load_templates(site).sources["entry.html"] == "one\ntwo"


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    site = site_kit.make_site(tmp_path, {"templates/entry.html": b"a\xff"})
    with pytest.raises(TemplateFault, match="not UTF-8: byte 2"):
        load_templates(site)


@pytest.mark.parametrize("where", ["themes/mine", "looks/mine"])
def test_a_theme_of_ones_own(tmp_path: Path, where: str) -> None:
    site = site_kit.make_site(tmp_path, {f"{where}/theme.yaml": "name: mine"}, theme=where.removeprefix("themes/"))
    assert theme_folder(site) == tmp_path / where


@pytest.mark.parametrize(
    "pulled",
    [
        "{% extends 'b.html' %}",
        "{% include 'b.html' %}",
        "{% from 'b.html' import m %}",
        "{% import 'b.html' as b %}",
        "{% if x %}{% include 'b.html' %}{% endif %}",
    ],
)
def test_a_digest_covers_all_that_a_template_pulls_in(pulled: str) -> None:
    one, other = (templates(a=pulled, b="{% include 'c.html' %}", c=text) for text in ("1", "2"))
    assert one.digest_of("a.html") != other.digest_of("a.html")
    assert one.digest_of("a.html") == templates(a=pulled, b="{% include 'c.html' %}", c="1", d="unrelated").digest_of("a.html")


def test_renaming_is_a_change() -> None:
    assert templates(a="{% include 'b.html' %}", b="x", c="y").digest != templates(a="{% include 'b.html' %}", b="y", c="x").digest


@pytest.mark.parametrize(
    "dynamic", ["{% include x %}", "{% extends x ~ '.html' %}", "{% include ['b.html', 'c.html'] %}", "{% import x as y %}"]
)
def test_a_dynamic_name_is_a_fault(dynamic: str) -> None:
    fault = faulty(templates(a=f"\n{dynamic}", b="", c=""))
    assert (fault.spot.path, fault.spot.line) == ("a.html", 2)
    assert "written out" in fault.message


def test_a_missing_one_says_where_it_looked() -> None:
    fault = faulty(templates(a="{% include 'layuot.html' %}", layout=""))
    assert (fault.spot.path, fault.message) == ("a.html", "no template 'layuot.html', which a.html wants")
    assert "here" in fault.hint
    assert "did you mean 'layout.html'?" in fault.hint


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("one\n{{ nothing }}", 2, "nothing"),
        ("\n\n{{ x.nothing }}", 3, "nothing"),
        ("{% if %}", 1, "Expected an expression"),
        ("{{ x", 1, "unexpected end of template"),
        ("\n{{ x|nothing }}", 2, "nothing"),
        ("\n\n{% for i in x %}{% endfor %}", 3, "iterable"),
        ("{% macro m() %}\n{{ y }}\n{% endmacro %}\n\n{{ m() }}", 2, "y"),
    ],
)
def test_what_fails_in_a_template_is_placed(source: str, line: int, message: str) -> None:
    fault = faulty(templates(a=source))
    assert (fault.spot.path, fault.spot.line) == ("a.html", line)
    assert message in fault.message


def test_what_fails_in_an_included_one_is_placed_there() -> None:
    fault = faulty(templates(a="{% include 'b.html' %}", b="\n{{ y }}"))
    assert str(fault.spot) == "b.html:2"


def test_a_loop_of_includes_ends() -> None:
    assert "itself" in faulty(templates(a="{% include 'b.html' %}", b="{% include 'a.html' %}")).message


def test_all_is_escaped() -> None:
    found = Templates({"a.atom": "{{ x }}", "a.html": "{{ x }}"}, ())
    assert {found.render(name, x="<&\"'>") for name in found.sources} == {"&lt;&amp;&#34;&#39;&gt;"}


def test_templates_are_equal_by_what_they_hold() -> None:
    assert templates(a="x") == templates(a="x")
    assert hash(templates(a="x")) == hash(templates(a="x"))
    assert templates(a="x") != templates(a="y")
