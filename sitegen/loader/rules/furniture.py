"""What a web page or a page of print has round an article and is no part of it."""

import re

from sitegen.loader.rules.rule import Taken, View

ACTIONS = frozenset(
    """share tweet pin email e-mail mail print save send forward like follow bookmark recommend comment comments reply leave
    click subscribe sign log login register join download read view see show load add post report copy listen rate back skip
    close menu search donate support buy advertise contact cancel""".split()
)
"""Verbs that buttons and links of a page begin with."""

OBJECTS = frozenset(
    """a account alerts all an and app archive article articles as at below best bookmark bottom breaking button by click comment
    comments content copy digital e-edition email e-mail embed enabled facebook feed flipboard for free friend friends from google
    here home in inbox instagram it javascript latest linkedin link list local mail main messenger more most my navigation new news
    newsletter newsletters now of off on online opens or our out page paper pdf permalink pinterest pocket post posts print printer
    profile queue reading reddit replies reply rss section share signal site skype sms snapchat social stories story subscription
    tab telegram text the this threads tiktok to top topic topics tumblr twitter up updates us version via viber vk website
    wechat weekly whatsapp window with x your youtube +""".split()
)
"""What those verbs are about."""

PATTERNS: tuple[tuple[str, str], ...] = tuple(
    (pattern, why)
    for why, patterns in (
        ("share prompt", (r"share(?: this)?(?: (?:article|story|post|page))?(?: on| via)?:?", r"(?:facebook|twitter|whatsapp|linkedin|pinterest|reddit|telegram|e-?mail|print|tumblr|instagram|youtube)",
                          r"like this:?", r"(?:follow|like|join|find) .{1,40} on (?:facebook|twitter|instagram|youtube|linkedin|whatsapp|telegram|google\+?)", r"like loading\.*", r"tags?:\s.*", r"filed under:?.*", r"posted in:?.*", r"[\d,.]+k? (?:shares?|likes?|views?|retweets?|reactions?)")),
        ("comment form", (r"(?:no|\d+) (?:comments?|replies|responses|thoughts)(?: on .*)?", r"comments?(?: \(\d+\))?:?", r"(?:add|write|post|leave) (?:a|your) (?:comment|reply).*",
                          r"your e-?mail address will not be published.*", r"required fields are marked.*", r"(?:name|e-?mail|website|comment)\s*\*", r"notify me of .*",
                          r"you must be (?:logged|signed) in .*", r"comments? (?:are|is) closed\.?", r"save my name, e-?mail.*", r"be the first to comment\.?", r"join the (?:conversation|discussion)\.?")),
        ("links to other articles", (r"(?:you (?:may|might) also (?:like|enjoy)|you may be interested in|see also|read also|also read|read more|read next|up next|don['’]t miss)\b.{0,120}",
                                     r"related(?: (?:articles?|stories|story|posts?|news|content|topics?|links?|coverage))?:?", r"(?:more|other) (?:from|in|on|stories|news|articles|like this)\b.{0,80}",
                                     r"most (?:read|viewed|popular|shared|commented|recent|e-?mailed)\b.{0,40}", r"recommended(?: (?:for you|stories|reading))?:?", r"trending(?: now)?:?", r"top stories:?", r"editor['’]?s['’]? picks?:?",
                                     r"(?:previous|next)(?:\s*[|/•·]\s*(?:previous|next))?", r"(?:previous|next|older|newer) (?:article|post|story|page|entry)\b.{0,120}", r"latest (?:news|stories|headlines)", r"popular (?:posts|stories|articles)", r"from (?:around|across) the web")),
        ("database notice", (r"(?:document|article|record|item|accession|story)(?: (?:no|number|id|identifier))?\.?\s*:?\s+[A-Z0-9][\w./-]*\d[\w./-]*", r"end of (?:document|article|text)", r"load[- ]date:? .{0,40}")),
        ("picture gallery", (r"#?\d+ (?:of|/) \d+", r"(?:view|see) (?:all |the )?(?:\d+ )?(?:photos|pictures|images|gallery)", r"(?:photo|picture) gallery", r"(?:hide|show) captions?")),
        ("advertisement", (r"advertise?ments?:?", r"sponsored(?: (?:content|links?|by .{0,40}))?", r"(?:article|story) continues below.*", r"promoted(?: (?:content|links?))?", r"paid (?:content|post)", r"scroll to continue.*")),
        ("page navigation", (r"skip to (?:main )?content", r"(?:main )?menu", r"search", r"home", r"(?:back|return) to (?:top|home|the top).*", r"privacy policy.{0,60}", r"terms (?:of|and|&) (?:use|service|conditions).{0,60}",
                             r"about us", r"contact(?: us)?", r"site ?map", r"loading\.*", r"toggle navigation", r"log ?in", r"sign ?(?:in|up)", r"subscribe(?: (?:now|today|here))?!?", r"subscribe (?:to|for)\b.{0,80}", r"sign up (?:for|to)\b.{0,80}", r"get (?:our|the) .{0,30}newsletter.{0,60}", r"all rights reserved\.?", r"powered by .{0,40}")),
        ("cookie notice", (r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies.*", r"(?:accept|reject|manage)(?: all)? (?:cookies|preferences)", r"by (?:continuing|using) .{0,60}(?:cookies|agree).*")),
    )
    for pattern in patterns
)  # fmt: skip
"""Whole lines of furniture, without regard to capitals, and what they are."""

OPENERS = ("links to other articles", "comment form")
"""Kinds of furniture below which short lines belong to it."""

_COMPILED = tuple((re.compile(pattern + r"\Z", re.IGNORECASE), why) for pattern, why in PATTERNS)
JUMP = re.compile(
    r"[(\[]?(?:(?:continued|concluded|cont(?:inued|['’]d|d)?\.?)\s+(?:(?:on|from|at)\s+)?(?:next\s+page|page|p\.|back|inside|sec|column|col\.).{0,40}"
    r"|(?:please\s+)?(?:turn|see)\s+(?:to\s+)?(?:[A-Z]+,?\s+)?(?:page|p\.)\s+.{0,30}|more\s+(?:to\s+come|follows))[)\]]?\.?\Z",
    re.IGNORECASE,
)
"""Lines that send the reader to another page."""

RULE_LINE = re.compile(r"(?:[-–—_=*•~#+.]\s*){3,}\Z")
"""A row of marks that divides."""


def furniture_kind(text: str) -> str:
    """What kind of furniture a line is, "" for none."""
    if len(text) > 200:
        return ""
    for pattern, why in _COMPILED:
        if pattern.match(text):
            return why
    parts = re.findall(r"[\w+-]+", text.lower())
    if 1 <= len(parts) <= 9 and parts[0] in ACTIONS and all(p in OBJECTS for p in parts[1:]) and text[-1] not in ".?”\"":
        return "share prompt" if len(parts) > 1 or parts[0] in ("share", "tweet", "print", "email") else ""
    return ""


def top_furniture(view: View, at: int) -> Taken | None:
    """Buttons and menus above the headline, or between it and the text."""
    kind = furniture_kind(view.lines[at].text)
    return Taken(1, why=kind) if kind and at + 1 < len(view.lines) else None


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
    for line in view.lines[at + 1 :]:
        inner = furniture_kind(line.text)
        if inner:
            opened = inner
        elif not (opened in OPENERS and (opened == "comment form" or _is_teaser(line.text))):
            return None
    return Taken(len(view.lines) - at, why=kind)


def _is_teaser(text: str) -> bool:
    """A headline of another article: short, without a full stop."""
    return len(text.split()) <= 16 and not text.endswith((".", "”", '"')) and "  " not in text
