"""All rules, in the order in which they are tried. To add one: write it in the file of its subject, and name it here."""

from sitegen.loader.rules.agencies import agency_line
from sitegen.loader.rules.bylines import byline, signature
from sitegen.loader.rules.captions import caption
from sitegen.loader.rules.datelines import correspondent_line, place_line, slash_line
from sitegen.loader.rules.furniture import jump_line, rule_line, tail_furniture, top_furniture
from sitegen.loader.rules.headers import header_lines
from sitegen.loader.rules.headlines import breadcrumb, deck, kicker, section, title
from sitegen.loader.rules.menus import menu
from sitegen.loader.rules.notes import note
from sitegen.loader.rules.papers import copyright_line, date_line, masthead, page_line, paper_line
from sitegen.loader.rules.published import published
from sitegen.loader.rules.rule import Rule

HEAD: tuple[Rule, ...] = (
    Rule("transcriber's note", note),
    Rule("menu", menu),
    Rule("breadcrumb", breadcrumb),
    Rule("rule line", rule_line),
    Rule("header lines", header_lines),
    Rule("dates of a web page", published),
    Rule("copyright line", copyright_line),
    Rule("correspondent's dateline", correspondent_line),
    Rule("byline", byline),
    Rule("agency line", agency_line),
    Rule("dateline with agency", slash_line),
    Rule("section label", section),
    Rule("date line", date_line),
    Rule("masthead", masthead),
    Rule("paper's name", paper_line),
    Rule("page line", page_line),
    Rule("jump line", jump_line),
    Rule("caption", caption),
    Rule("page furniture", top_furniture),
    Rule("kicker", kicker),
    Rule("dateline with day", place_line),
    Rule("headline", title),
    Rule("deck", deck),
)
"""From the top down, until a line is none of these: there the text begins."""

TAIL: tuple[Rule, ...] = (
    Rule("transcriber's note", note),
    Rule("furniture at the end", tail_furniture, far=True),
    Rule("copyright line", copyright_line),
    Rule("jump line", jump_line),
    Rule("rule line", rule_line),
    Rule("header lines", header_lines),
    Rule("dates of a web page", published),
    Rule("date line", date_line),
    Rule("citation", masthead),
    Rule("paper's name", paper_line),
    Rule("page line", page_line),
    Rule("caption", caption),
    Rule("signature", signature),
)
"""From the bottom up, as long as one of these takes all lines down to what is already taken."""

PARTICULARS: tuple[Rule, ...] = tuple(
    rule
    for rule in HEAD
    if rule.match in (header_lines, published, correspondent_line, byline, agency_line, slash_line, date_line, masthead, page_line)
)
"""Those that say where a piece is from, for files whose headline is marked as one."""
