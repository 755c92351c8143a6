"""Photo captions: their text, credit, agency code and date."""

import re

from sitegen.loader import words, written_dates
from sitegen.loader.rules.agencies import FORM
from sitegen.loader.rules.bylines import NAME
from sitegen.loader.rules.rule import Found, Taken, View
from sitegen.model import Image

CODE = r"(?:[a-z]{2,6}|[A-Z]{2,6})[-_]?\d{5,14}"
"""A picture's number at its agency: letters, then a run of digits that holds its date."""

_CODED = re.compile(rf"(?P<code>{CODE})\s*[:.–—-]?\s+(?P<text>\S.*)\Z", re.DOTALL)
_LABELS = "|".join(sorted((re.escape(label) for label in words.PHOTO_LABELS), key=len, reverse=True))
_LABELLED = re.compile(rf"[(\[]?(?P<label>{_LABELS})\s*(?:[:—–]|--?\s)\s*(?P<text>\S.*)\Z", re.IGNORECASE | re.DOTALL)
_BRACKETED_LABEL = re.compile(rf"[(\[](?:{_LABELS})[)\]]\s*:?\s*(?P<text>\S.*)\Z", re.IGNORECASE | re.DOTALL)
_CREDIT_LINE = re.compile(rf"[(\[]?(?:{'|'.join(words.CREDIT_LABELS)})\s*:?\s+(?P<credit>[^.]{{2,80}}?)[)\]]?\.?\Z", re.IGNORECASE)

_CREDITED = rf"(?:{FORM})(?:\s*/\s*[\w .'’-]{{2,40}})?"
LONGEST_CREDIT = 150
"""Characters."""

_AFTER = r"(?:\s{2,}|(?<=[.!?”\"])\s+)"
_DASH = r"(?:--?|—|–)"
_SLASHED = rf"(?:{FORM})\s*/\s*[\w .'’-]{{2,40}}"
_CREDITS: tuple[tuple[re.Pattern[str], float], ...] = tuple(
    (re.compile(rf"{pattern}\Z", flags), sure)
    for pattern, flags, sure in (
        (rf"[(\[](?P<credit>[^()\[\]]*\b{words.CREDIT_WORDS}\b[^()\[\]]*)[)\]]\.?", re.IGNORECASE, 0.95),
        (rf"[(\[](?P<credit>{_CREDITED})[)\]]\.?", 0, 0.9),
        (rf"(?:{_AFTER}|\s{_DASH}\s*|(?<=[.!?”\"]){_DASH}\s*)(?P<credit>{_SLASHED})", 0, 0.95),
        (
            rf"(?:\s{{2,}}|\s?(?:--|—|–)\s*)(?P<credit>(?:[\w.'’-]+\s+){{0,4}}{words.CREDIT_WORDS}(?:\s+by\s+{NAME})?)\.?",
            re.IGNORECASE,
            0.9,
        ),
        (
            rf"{_AFTER}(?P<label>Photo(?:graph)?|Picture|Credit|Image)(?:\s+by|\s*:)\s*(?P<credit>(?:[^.]|(?<=\b[A-Z])\.){{2,60}})\.?",
            0,
            0.9,
        ),
        (rf"{_AFTER}(?P<credit>(?:{FORM}|NASA|ESA))", 0, 0.85),
    )
)
"""How credits end a caption, and how sure each form is; the first that fits wins."""

_PICTURE_WORD = re.compile(rf"\b(?:{words.CREDIT_WORDS}|credit)\b", re.IGNORECASE)
_LABEL_CREDIT = re.compile(rf"(?:by\s+)?(?P<credit>(?:{NAME})?\s*/?\s*(?:{FORM})?(?:\s*/\s*[\w .'’-]{{2,40}})?)\.?\Z")


def _at_end(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A credit at the end of a text; looked for only there, since searching a whole text is slow."""
    return pattern.search(text, max(0, len(text) - LONGEST_CREDIT))


def _may_have_credit(text: str) -> bool:
    """Whether it is worth looking: a text that ends as sentences do, and has no word of pictures, has no credit."""
    end = text[-LONGEST_CREDIT:]
    return end[-1:] not in '.!?"”’,;' or end.endswith((").", "].")) or _PICTURE_WORD.search(end) is not None


def split_credit(text: str) -> tuple[str, str, float]:
    """A caption and the credit at its end ("" where there is none), with how sure it is that they are."""
    for pattern, sure in _CREDITS if _may_have_credit(text) else ():
        if (match := _at_end(pattern, text)) and match.start() > 0:
            return text[: match.start()].rstrip(" —–-"), match["credit"].strip(), sure
    return text, "", 0.0


def _photographic(text: str) -> bool:
    """Whether the credit at a text's end speaks of a picture, so that the text is a caption though nothing before it says so."""
    for pattern, _ in _CREDITS if _may_have_credit(text) else ():
        if (match := _at_end(pattern, text)) and match.start() > 0:
            labelled = bool(match.groupdict().get("label"))
            return labelled or "/" in match["credit"] or re.search(rf"\b{words.CREDIT_WORDS}\b", match["credit"], re.IGNORECASE) is not None
    return False


def image_of(text: str, code: str = "") -> tuple[Image, float]:
    """A caption's parts. Its date is the one that it names alone: of the picture, never of the article."""
    caption, credit, sure = split_credit(text)
    caption = " ".join(caption.split())
    if caption.endswith(")") and caption.startswith("(") and caption.count("(") == 1:
        caption = caption[1:-1]
    days = {w.iso for w in written_dates.find(caption) if w.iso and w.day}
    return Image(caption=caption, credit=" ".join(credit.split()), code=code, date=days.pop() if len(days) == 1 else ""), sure


def caption(view: View, at: int) -> Taken | None:
    """A caption that says it is one: an agency's code before it, a label, or a photographer's credit after it."""
    paragraph = view.paragraph(at)
    count = len(paragraph.lines)
    text = paragraph.text
    after = view.lines[at + count] if at + count < len(view.lines) else None
    if after is not None and not after.gap and _is_credit(after.text) and (_LABELLED.match(text) or _CODED.match(text)):
        text, count = f"{text}  {after.text}", count + 1
    if len(text) > 1500:
        return None
    made = _image(text)
    if made is None:
        return None
    image, sure = made
    raw = " ".join(line.text for line in view.lines[at : at + count])
    return Taken(count, (Found("images", image, paragraph.number, raw, sure),))


def _is_credit(text: str) -> bool:
    return any(match.start() == 0 for pattern, _ in _CREDITS if (match := _at_end(pattern, text))) or _CREDIT_LINE.match(text) is not None


def _image(text: str) -> tuple[Image, float] | None:
    if match := _CODED.match(text):
        image, sure = image_of(match["text"], match["code"])
        return image, max(sure, 0.85)
    if match := _CREDIT_LINE.match(text):
        return Image(credit=match["credit"].strip()), 0.9
    if match := _BRACKETED_LABEL.match(text):
        image, sure = image_of(match["text"])
        return image, max(sure, 0.8)
    if match := _LABELLED.match(text):
        inner = match["text"]
        if text[0] in "([" and inner.endswith((")", "]")) and inner.count("(") < inner.count(")") + inner.count("]"):
            inner = inner[:-1].rstrip()
        only = _LABEL_CREDIT.match(inner)
        if only and match["label"].lower().startswith(("photo", "picture", "image")) and (only["credit"].strip()):
            return Image(credit=only["credit"].strip()), 0.85
        image, sure = image_of(inner)
        return image, max(sure, 0.85)
    shortened, credit, sure = split_credit(text)
    if credit and _photographic(text) and 3 <= len(shortened.split()) <= 80:
        return image_of(text)[0], min(sure, 0.85)
    return None
