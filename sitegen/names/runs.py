"""Runs of capitalised words: where a name may stand."""

from collections.abc import Sequence

from msgspec import Struct

from sitegen.names.lexicon import Lexicon
from sitegen.names.tokens import Token

NUMERALS = frozenset(("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XXIII"))
JUNIOR = frozenset(("Jr", "Jr.", "Sr", "Sr.", "jr.", "sr."))


LONGEST = 12
"""Words of the longest name; a text that is all capitals has none."""


class Run(Struct, frozen=True):
    """Tokens ``start`` to ``end`` (exclusive) of a text."""

    start: int
    end: int


def runs(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Run]:
    """Longest runs of capitalised words, with particles inside, in the order of the text.

    One may begin with a word that only its sentence capitalises: ``In Moscow``, but ``New York`` too.
    """
    found: list[Run] = []
    index = 0
    while index < len(tokens):
        if not _begins(tokens[index]):
            index += 1
            continue
        end = index + 1
        while end - index < LONGEST and (longer := _extended(text, tokens, index, end, lexicon)) > end:
            end = longer
        found.append(Run(index, end))
        index = end
    return found


def _begins(token: Token) -> bool:
    return token.is_word and token.is_capital and not token.is_acronym and token.text != "I"


def _extended(text: str, tokens: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> int:
    """The run's end when it takes what follows: a capitalised word, particles and one, ``Jr.`` behind a comma."""
    if end >= len(tokens):
        return end
    token = tokens[end]
    if token.text == "," and end + 1 < len(tokens) and tokens[end + 1].text in JUNIOR:
        return end + 2
    if token.text == "I":
        return end + 1 if is_ruler(tokens[start:end], lexicon) and beside(text, tokens, end) else end
    if token.text in lexicon.place_after and text[tokens[end - 1].end : token.start] in ("'s ", "’s "):
        return end + 1  # Devil's Island
    if not beside(text, tokens, end):
        return end
    if _continues(token, lexicon):
        return end + 1
    after = end
    words = lexicon.particles
    while after < len(tokens) and after - end < 3 and tokens[after].text in words and beside(text, tokens, after):
        after += 1
        words = lexicon.particles | lexicon.cues["later_particle"]  # "van den": alone the second is a word of its own
    if end < after < len(tokens) and beside(text, tokens, after) and tokens[after].is_word and tokens[after].is_capital:
        return after + 1
    return end


def is_ruler(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """``King Alfred | I``: elsewhere an I is who writes."""
    return len(words) > 1 and words[-2].text in lexicon.cues["regnal"]


def _continues(token: Token, lexicon: Lexicon) -> bool:
    if not token.is_word or not token.is_capital:
        return False
    if token.is_acronym:
        return token.text in NUMERALS or "." in token.text
    return True


def beside(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether only a blank stands between this token and the one before."""
    return index > 0 and text[tokens[index - 1].end : tokens[index].start].isspace()
