"""What a web page or a page of print has round an article and is no part of it."""

import re
from functools import cache, lru_cache
from importlib import resources

from sitegen.loader.rules.papers import copyright_line
from sitegen.loader.rules.rule import Found, Taken, View
from sitegen.loader.words import word_set

ACTIONS = word_set(
    """share tweet pin email e-mail mail print save send forward like follow bookmark recommend comment comments reply leave
    click subscribe sign log login register join download read view see show load add post report copy listen rate back skip
    close menu search donate support buy advertise contact cancel"""
)
"""Verbs that buttons and links of a page begin with."""

OBJECTS = word_set(
    """a account alerts all an and app archive article articles as at below best bookmark bottom breaking button by click comment
    comments content copy digital e-edition email e-mail embed enabled facebook feed flipboard for free friend friends from google
    here home in inbox instagram it javascript latest linkedin link list local mail main messenger more most my navigation new news
    newsletter newsletters now of off on online opens or our out page paper pdf permalink pinterest pocket post posts print printer
    profile queue reading reddit replies reply rss section share signal site skype sms snapchat social stories story subscription
    tab telegram text the this threads tiktok to top topic topics tumblr twitter up updates us version via viber vk website
    wechat weekly whatsapp window with x your youtube +"""
)
"""What those verbs are about."""

SERVICES = word_set(
    """bluesky e-mail email facebook flipboard google+ instagram linkedin mastodon messenger pinterest reddit skype sms snapchat
    telegram threads tiktok tumblr twitter viber vk wechat whatsapp x xing youtube"""
)
"""Where a page offers to be shared to; beside them stand ``ACTIONS`` of one word."""

OPENERS = ("links to other articles", "comment form")
"""Kinds of furniture below which short lines belong to it."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of whole lines and what they are, from ``data/furniture.txt``."""
    found, why = [], ""
    for line in resources.files("sitegen.loader").joinpath("data", "furniture.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            why = line.strip("[]")
        elif line and not line.startswith("#"):
            found.append((re.compile(line + r"\Z", re.IGNORECASE), why))
    return tuple(found)


JUMP = re.compile(
    r"[(\[]?(?:(?:continued|concluded|cont(?:inued|['’]d|d)?\.?)\s+(?:(?:on|from|at)\s+)?(?:next\s+page|page|p\.|back|inside|sec|column|col\.).{0,40}"
    r"|(?:please\s+)?(?:turn|see)\s+(?:to\s+)?(?:[A-Z]+,?\s+)?(?:page|p\.)\s+.{0,30}|more\s+(?:to\s+come|follows))[)\]]?\.?\Z",
    re.IGNORECASE,
)
"""Lines that send the reader to another page."""

RULE_LINE = re.compile(r"(?:[-–—_=*•~#+.]\s*){3,}\Z")
"""A row of marks that divides."""


@lru_cache(maxsize=1024)
def furniture_kind(text: str) -> str:
    """What kind of furniture a line is, "" for none."""
    if len(text) > 200:
        return ""
    for pattern, why in _patterns():
        if pattern.match(text):
            return why
    if _is_share_row(text):
        return "share prompt"
    parts = re.findall(r"[\w+-]+", text.lower())
    if 1 <= len(parts) <= 9 and parts[0] in ACTIONS and all(p in OBJECTS for p in parts[1:]) and text[-1] not in '.?”"':
        return "share prompt" if len(parts) > 1 or parts[0] in ("share", "tweet", "print", "email") else ""
    return ""


def _is_share_row(text: str) -> bool:
    """``Facebook  Twitter  Email``: two services and more side by side, and nothing else but buttons."""
    parts = re.split(r"[\s|/·•:]+", text.lower().strip(" |/·•:"))
    return len(parts) > 1 and all(part in SERVICES or part in ACTIONS for part in parts) and sum(part in SERVICES for part in parts) > 1


def top_furniture(view: View, at: int) -> Taken | None:
    """Buttons and menus above the headline, or between it and the text."""
    kind = furniture_kind(view.lines[at].text)
    return Taken(1, why=kind) if kind else None


def jump_line(view: View, at: int) -> Taken | None:
    """``Continued on Page 6, Col. 3``."""
    return Taken(1, why="jump line") if JUMP.match(view.lines[at].text) else None


def rule_line(view: View, at: int) -> Taken | None:
    """A row of dashes at either end."""
    return Taken(1, why="rule") if RULE_LINE.match(view.lines[at].text) else None


def tail_furniture(view: View, at: int) -> Taken | None:
    """From a line of furniture to the clipping's end, where nothing after it is text of the article.

    Below a comment form or a list of other articles, short lines are of it; so are readers' comments.
    """
    kind = furniture_kind(view.lines[at].text)
    if not kind:
        return None
    opened = kind
    whys = [kind]
    found: tuple[Found, ...] = ()
    for place, line in enumerate(view.lines[at + 1 :], at + 1):
        inner, owner = furniture_kind(line.text), copyright_line(view, place)
        if inner:
            opened = inner
        elif owner:
            found += owner.found
        elif not (opened in OPENERS and (opened == "comment form" or _is_teaser(line.text))):
            return None
        whys.append(inner or (owner.why if owner else opened))
    return Taken(len(view.lines) - at, found, why=kind, whys=tuple(whys))


def _is_teaser(text: str) -> bool:
    """A headline of another article: short, without a full stop."""
    return len(text.split()) <= 16 and not text.endswith((".", "”", '"')) and "  " not in text
