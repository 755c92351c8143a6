import pytest

from sitegen.builder.bodies import Body, render, with_addresses
from sitegen.builder.markdown import EXCERPT, excerpt
from sitegen.builder.mentions import Forms
from sitegen.errors import BadText
from sitegen.model import Name

FORMS = Forms.of([Name("Ann Lee", ("Lee",))], [Name("Rome")])
PATH = "articles/1969/a.md"
LINK = '<a class="name person" href="\0000\0">'


def body(text: str, **options: bool) -> Body:
    return render(text, PATH, FORMS, **options)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ann Lee left.", f"<p>{LINK}Ann Lee</a> left.</p>\n"),
        ("*Ann Lee* & **Lee**", f"<p><em>{LINK}Ann Lee</a></em> &amp; <strong>{LINK}Lee</a></strong></p>\n"),
        ("## Lee", f"<h2>{LINK}Lee</a></h2>\n"),
        ("> Lee", f"<blockquote>\n<p>{LINK}Lee</a></p>\n</blockquote>\n"),
        ("- Lee", f"<ul>\n<li>{LINK}Lee</a></li>\n</ul>\n"),
        ("In Rome", '<p>In <a class="name place" href="\0001\0">Rome</a></p>\n'),
    ],
)
def test_names_in_text_are_links(text: str, html: str) -> None:
    assert body(text).html == html


@pytest.mark.parametrize(
    "text", ["`Ann Lee`", "    Ann Lee", "```\nAnn Lee\n```", "[Ann Lee](https://e.org)", "[**Ann** Lee *x*](b.md)", "![Ann Lee](p.png)"]
)
def test_names_in_code_links_and_pictures_are_none(text: str) -> None:
    assert "name person" not in body(text).html


def test_links_may_be_left_out_but_sentences_stay() -> None:
    found = body("Ann Lee left.", link_names=False)
    assert "<a" not in found.html
    assert found.snippets[0] is not None


def test_the_sentence_of_the_first_mention() -> None:
    found = body("# Ann Lee\n\nNobody yet. Then *Lee*\ncame to Rome. Ann Lee left.")
    assert [(s.before, s.form, s.after) for s in found.snippets if s] == [
        ("Then ", "Lee", " came to Rome."),
        ("Then Lee came to ", "Rome", "."),
    ]


def test_a_heading_gives_no_sentence() -> None:
    assert body("# Ann Lee\n\nNobody.").snippets == (None, None)


@pytest.mark.parametrize(
    ("text", "href", "targets"),
    [
        ("[x](b.md)", "\0002\0", ("articles/1969/b.md",)),
        ("[x](../1970/b.md#part)", "\0002\0#part", ("articles/1970/b.md",)),
        ("[x](<a b.md>)", "\0002\0", ("articles/1969/a b.md",)),
        ("[x](B.MD)", "\0002\0", ("articles/1969/B.MD",)),
        ("[x](https://e.org/b.md)", "https://e.org/b.md", ()),
        ("[x](#part)", "#part", ()),
    ],
)
def test_links_to_markdown_files(text: str, href: str, targets: tuple[str, ...]) -> None:
    found = body(text)
    assert f'<a href="{href}">' in found.html
    assert found.targets == targets


def test_links_to_several_files_are_numbered_after_the_names() -> None:
    found = body("[x](b.md) [y](c.md) [z](b.md) Lee")
    assert found.html.split("\0")[1::2] == ["2", "3", "2", "0"]
    assert with_addresses(found.html, ("p.html", "r.html", "b.html", "c.html"), "../../").count('href="../../b.html"') == 2


def test_files_of_our_own_are_noted() -> None:
    found = body("![p](p.png) [d](<../d e.pdf#page=2>)")
    assert found.files == ("articles/1969/p.png", "articles/d e.pdf")
    html = with_addresses(found.html, (), "../../")
    assert '<img src="../../articles/1969/p.png" alt="p">' in html
    assert '<a href="../../articles/d%20e.pdf#page=2">' in html


def test_a_link_from_the_sites_root_leads_there_wherever_the_site_stands() -> None:
    found = body("![p](/p.png) [d](/d.pdf#page=2) [a](/about.html#x)")
    assert found.files == ("static/p.png", "static/d.pdf")
    html = with_addresses(found.html, (), "../../")
    assert '<img src="../../p.png" alt="p">' in html
    assert '<a href="../../d.pdf#page=2">' in html
    assert '<a href="../../about.html#x">' in html


@pytest.mark.parametrize(
    "source", ["https://e.org/p.png", "//e.org/p.png", "ftp://e.org/p.png", "../../../p.png", "b.md", "../../imports/ab.jsonl"]
)
def test_other_pictures_are_links_and_nothing_is_published(source: str) -> None:
    """A text, hidden perhaps, is not published because somebody shows it as a picture."""
    found = body(f"![The picture]({source})")
    assert "<img" not in found.html
    assert ">The picture</a>" in found.html
    assert found.files == ()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "&#106;avascript:x"]
)
def test_links_that_run_are_no_links(address: str) -> None:
    html = body(f"[x]({address}) ![y]({address}) <{address}>").html
    assert "<a" not in html
    assert "<img" not in html


def test_html_is_text() -> None:
    assert (
        body("<script>x</script> a <b>c</b> <!-- d -->").html
        == "<p>&lt;script&gt;x&lt;/script&gt; a &lt;b&gt;c&lt;/b&gt; &lt;!-- d --&gt;</p>\n"
    )


def test_addresses_are_put_in() -> None:
    assert with_addresses('<a href="\0001\0">', ("a", "b"), "../") == '<a href="../b">'
    assert with_addresses("nothing", (), "../") == "nothing"


def test_an_excerpt_is_the_first_words_of_the_first_paragraph() -> None:
    text = "# Heading\n\n*One* two [three](b.md).\n\nSecond paragraph."
    assert render(excerpt(text, PATH), PATH, FORMS).html == "<p>One two three.</p>\n"


def test_an_excerpt_is_cut() -> None:
    text = excerpt("word " * (EXCERPT + 20), PATH)
    assert text.split() == ["word"] * EXCERPT + ["…"]


def test_an_excerpt_stays_text() -> None:
    text = "\\# one \\*two\\* `<b>` 1\\. &amp; \\[x](y)"
    assert render(excerpt(text, PATH), PATH, FORMS).html == "<p># one *two* &lt;b&gt; 1. &amp; [x](y)</p>\n"


def test_no_paragraph_no_excerpt() -> None:
    assert excerpt("# Heading\n\n---\n", PATH) == ""


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("[" * 2000, True),
        ("[" * 2001, False),
        ("[x]" * 5000, True),
        ("[" * 1500 + "\n\n" + "[" * 1500, True),
        (">" * 40 + "x", True),
        (">" * 41 + "x", False),
        ("a" * 2_000_000, True),
        ("a" * 2_000_001, False),
    ],
)
def test_limits_are_counted(text: str, allowed: bool) -> None:
    """Counted, not timed: every machine gives one verdict."""
    if allowed:
        render(text, PATH, Forms.of(()))
    else:
        with pytest.raises(BadText) as caught:
            render(text, PATH, Forms.of(()))
        assert caught.value.spot.path == PATH
