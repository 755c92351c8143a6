"""What takes parsers minutes is refused by counting; what people write is not. Measured: ``python tests/builder/test_limits.py``."""

import random
import time
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from sitegen.builder.limits import BRACKETS, CELLS, CHARACTERS, DEEPEST, MARKERS, NESTED, check_depth, check_limits, check_names
from sitegen.errors import BadText

PATH = "articles/1969/a.md"
Making = Callable[[int], str]


def repeated(text: str) -> Making:
    return lambda size: text * (size // len(text))


def table(columns: int, rows: int) -> str:
    """A table of a wide head and rows of one cell, which are filled up."""
    return f"|{'a|' * columns}\n|{'-|' * columns}\n" + "a\n" * rows + "\n"


def references(size: int) -> str:
    """Link definitions, and as many uses."""
    count = size // 24
    return "".join(f"[r{n}]: /u\n" for n in range(count)) + "\n" + "".join(f"[r{n}] " for n in range(count))


def colliding(size: int) -> str:
    """Labels that a parser which hashes them badly would put in one row: all of one hash by sum, by xor, by the last signs."""
    count = size // 40
    labels = [f"{chr(97 + n % 13)}{chr(122 - n % 13)}{n // 13:08}" for n in range(count)]
    return "".join(f"[{label}]: /u\n" for label in labels) + "\n" + "".join(f"[{label}] " for label in labels)


QUICK: dict[str, Making] = {
    "strong in emphasis": lambda size: "*a **a " * (size // 14) + "b" + " a** a*" * (size // 14),
    "closers without openers": repeated("a_ "),
    "openers without closers": repeated("_a "),
    "openers and closers that do not match": repeated("*a_ "),
    "closers by the rule of three": lambda size: "a**b" + "c* " * (size // 3),
    "emphasis of all kinds opened": repeated("*a _b **c __d ~~e "),
    "emphasis of all kinds closed": repeated("e~~ d__ c** b_ a* "),
    "one run of stars": lambda size: "*" * (size // 2) + "x" + "*" * (size // 2),
    "stars and bars in turn": lambda size: "*_" * (size // 4) + "x" + "_*" * (size // 4),
    "strikethrough opened": repeated("~~a "),
    "strikethrough in runs": repeated("a~~~b "),
    "link closers": repeated("a]"),
    "links that never end": repeated("[a](b"),
    "links with a bracket that never ends": repeated("[a](<b"),
    "links with a title that never ends": repeated('[a](b "'),
    "links with brackets in them": lambda size: "[a](" + "(" * size,
    "hard to tell links from emphasis": repeated("**x [a*b**c*](d)"),
    "brackets and parentheses": repeated("[ (]("),
    "backticks of many lengths": lambda size: "".join("e" + "`" * n for n in range(1, int((2 * size) ** 0.5))),
    "backticks": repeated("`"),
    "comments that never end": lambda size: "</" + "<!--" * (size // 4),
    "instructions that never end": repeated("<?"),
    "declarations that never end": repeated("<!A "),
    "tags that never end": repeated("<a b='"),
    "angle brackets": repeated("<"),
    "autolinks": repeated("<http://a.b> "),
    "autolinks that never end": repeated("<http://a"),
    "entities": repeated("&amp;"),
    "entities that never end": repeated("&a"),
    "a number that never ends": lambda size: "&#" + "1" * size,
    "backslashes": repeated("\\"),
    "escaped brackets": repeated("\\["),
    "NULs": repeated("a\0 "),
    "line breaks": repeated("a  \n"),
    "blanks": lambda size: "a" + " " * size + "b",
    "empty lines in a list": lambda size: "* a\n" + "\n" * size,
    "paragraphs in a list": lambda size: "* a\n" + "\n\n  b\n" * (size // 6),
    "lines after a list": lambda size: "- a\n" + "b\n" * (size // 2),
    "lists by indentation": lambda size: "".join("  " * n + "* a\n" for n in range(int(size**0.5))),
    "headings": repeated("# a #\n"),
    "a heading that ends late": lambda size: "# a" + " #" * (size // 2),
    "underlined headings": repeated("a\n=\n"),
    "fences that never end": repeated("```\n"),
    "lines across": repeated("* * *\n"),
    "pipes": repeated("|"),
    "a title that never ends": lambda size: "[a]: u '" + "\n'a" * (size // 3),
    "definitions of one label": repeated("[a]: u\n"),
    "definitions that break off": repeated("[a]: <b\n"),
    "references": references,
    "references that collide": colliding,
}
"""Costly for some parser, cheap for ours: rendered, all of it."""

REFUSED: dict[str, Making] = {
    "link openers": repeated("[a"),
    "picture openers": repeated("!["),
    "link openers before a long text": lambda size: "[a " * 1_900 + "a:" * (size // 2),
    "link openers all over a text": lambda size: ("[a " + "a:" * (size // 3_800)) * 1_900,
    "link openers after as many closers": lambda size: "]" * (size // 2) + "[" * (size // 2),
    "link openers in many paragraphs": repeated("[" * 1_900 + "\n\n"),
    "openers whose closers are code": repeated("[a`]`"),
    "openers whose closers are addresses": repeated("[a <ab:]> "),
    "brackets in brackets": lambda size: "[" * (size // 2) + "a" + "]" * (size // 2),
    "pictures in pictures": repeated("![" * 90 + "a" + "](b)" * 90 + " "),
    "definitions opened at every line": repeated("[a\\\n"),
    "quotations in quotations": lambda size: "> " * (size // 2) + "a",
    "lines after deep quotations": lambda size: ">" * 40 + "a\n" + "a\n" * (size // 2),
    "lists in lists": lambda size: "* " * (size // 2) + "a",
    "numbered lists in lists": lambda size: "1. " * (size // 3) + "a",
    "lists in quotations": lambda size: "- > " * (size // 4) + "a",
    "a square table": repeated(table(256, 256)),
    "wide tables": repeated(table(3_000, 20)),
    "narrow long tables": repeated(table(21, 3_000)),
    "a wide row": lambda size: f"|{'a|' * (size // 4)}\n|{'-|' * (size // 4)}\n"[:size],
    "tables in a row": repeated("-|-\n"),
    "list items": repeated("- a\n"),
}
"""Of 1,500,000 characters: refused, and at once."""

SIZE = 1_500_000


@pytest.mark.parametrize("name", QUICK)
def test_what_only_looks_costly_is_rendered(name: str) -> None:
    text = QUICK[name](60_000)
    check_limits(text, PATH)
    assert seconds(text) < 5


@pytest.mark.parametrize("name", QUICK)
def test_what_only_looks_costly_passes_at_any_length(name: str) -> None:
    check_limits(QUICK[name](SIZE), PATH)


@pytest.mark.parametrize("name", REFUSED)
def test_what_takes_minutes_is_refused_by_counting(name: str) -> None:
    text = REFUSED[name](SIZE)
    started = time.process_time()
    with pytest.raises(BadText) as caught:
        check_limits(text, PATH)
    assert time.process_time() - started < 5
    assert caught.value.spot.path == PATH
    assert any(character.isdigit() for character in caught.value.message), "the limit is named"


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("a" * CHARACTERS, True),
        ("a" * (CHARACTERS + 1), False),
        ("[" * BRACKETS, True),
        ("[" * (BRACKETS + 1), False),
        ("[" * (BRACKETS - 500) + "\n\n" + "[" * (BRACKETS - 500), True),
        ("[x](y) " * 20_000, True),
        ("\\[" * 20_000, True),
        (">" * NESTED + "x", True),
        (">" * (NESTED + 1) + "x", False),
        ("- " * (NESTED + 1) + "x", False),
        ("- " * (NESTED + 1), True),
        ("- a\n" * MARKERS, True),
        ("- a\n" * (MARKERS + 1), False),
        (table(100, CELLS // 100 - 5), True),
        (table(100, CELLS // 100 + 5), False),
    ],
)
def test_where_the_limits_are(text: str, allowed: bool) -> None:
    if allowed:
        check_limits(text, PATH)
    else:
        with pytest.raises(BadText):
            check_limits(text, PATH)


def prose(words: int) -> str:
    chooser = random.Random(words)
    return " ".join(chooser.choices(["the", "town", "council", "met", "at", "half-past", "nine:", "“No,”", "he", "said."], k=words))


WRITTEN = {
    "a book": "\n\n".join(prose(120) for _ in range(2_500)),
    "a book without a blank line": "\n".join(prose(12) for _ in range(20_000)),
    "a book on one line, with lost brackets": prose(250_000) + "[sic " * 20,
    "a bibliography": "".join(f"- [Courier, page {n}](https://example.org/{n}) `{n}` <https://example.org/{n}>\n" for n in range(5_000)),
    "notes": "".join(f"{prose(20)} [{n}] [see note {n} on the [second] page]\n" for n in range(1_500)),
    "pictures that are links": "".join(f"[![Page {n}](p{n}.png)](p{n}.html)\n" for n in range(1_000)),
    "a results table": "|Club|P|W|D|L|F|A|Pts|\n|---|--:|--:|--:|--:|--:|--:|--:|\n" + "|Rovers|38|20|10|8|60|40|70|\n" * 5_000,
    "letters that answer letters": "".join(f"{'> ' * (n % 8)}{prose(10)}\n" for n in range(10_000)),
    "lines across": ("* " * 60 + "\n" + prose(30) + "\n" + "- " * 60 + "\n\n") * 500,
    "where to cut": "- " * 35 + "cut here\n",
    "a list of a list": "".join(f"{'  ' * (n % 6)}- {prose(8)}\n" for n in range(20_000)),
    "columns by blanks": "".join(f"{' ' * 70}{n}\n" for n in range(10_000)),
    "accounts with bars": "".join(f"Jan | {n} | 0.{n} | -\n" for n in range(5_000)),
    "chess": "".join(f"{n}. e4 e5 [+0.{n}]\n" for n in range(2_000)),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_that_people_write_is_refused(name: str) -> None:
    check_limits(WRITTEN[name], PATH)


@pytest.mark.parametrize(
    ("text", "forms", "allowed"), [(prose(250_000), 1_000, True), ("*x* " * 300_000, 20, True), ("*x* " * 300_000, 1_000, False)]
)
def test_names_are_looked_for_within_limits(text: str, forms: int, allowed: bool) -> None:
    if allowed:
        check_names(text, forms, PATH)
    else:
        with pytest.raises(BadText, match="1,000 forms"):
            check_names(text, forms, PATH)


PARSER = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})


def seconds(text: str) -> float:
    started = time.process_time()
    PARSER.render(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    "text",
    [
        ">" * (DEEPEST - 1) + "x",
        "- " * (DEEPEST // 2) + "x",
        "".join("  " * n + "- a\n" for n in range(60)),
        "".join(f"{'    ' * n}> - a\n" for n in range(60)),
    ],
)
def test_no_text_is_dropped_silently(text: str) -> None:
    """The parser ends where ``maxNesting`` is reached, and says nothing."""
    tokens = PARSER.parse(text)
    words = sum(token.content.count("a") + token.content.count("x") for token in tokens if token.type == "inline")
    if words < text.count("a") + text.count("x") or DEEPEST - 1 in {token.level for token in tokens}:
        with pytest.raises(BadText, match="nested deeper"):
            check_depth(tokens, PATH)
    else:
        check_depth(tokens, PATH)


def test_the_parser_has_the_depth_that_we_know() -> None:
    assert PARSER.options.maxNesting == DEEPEST


if __name__ == "__main__":
    for name, making in QUICK.items():
        first, second = (seconds(making(size)) for size in (200_000, 400_000))
        print(f"{name:40} {first:6.2f} s {second:6.2f} s {second / 0.4:6.1f} µs a character")
