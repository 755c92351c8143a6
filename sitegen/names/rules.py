"""The recognizer that needs no model: gazetteer, titles, given names, and the shapes of names."""

from collections.abc import Iterator, Sequence

from sitegen.names.gazetteer import TOWNS, Candidate, Gazetteer, key
from sitegen.names.lexicon import Lexicon
from sitegen.names.runs import JUNIOR, LONGEST, NUMERALS, Run, beside, runs
from sitegen.names.spans import Kind, Span
from sitegen.names.tokens import Token, tokens

STRONG = 0.75
"""From this confidence on a rule's find is added to a model's."""

BIG = 100_000
"""People of a town that is known by its name alone."""


SAINTS = ("San", "Santa", "Santo", "São", "Saint", "St.", "Ste.")
"""Before a given name: a place called after a saint."""


class Rules:
    """Finds names by rule."""

    label = "rules 1"

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._abbreviations = abbreviations(lexicon)

    def find(self, texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
        for text in texts:
            yield self.spans(text)

    def spans(self, text: str) -> tuple[Span, ...]:
        """The names in one text."""
        words = tokens(text, self._abbreviations)
        reading = _Reading(text, words, self._gazetteer, self._lexicon)
        found: list[Span] = []
        for run in runs(text, words, self._lexicon):
            for span in reading.names(run):
                if not found or span.start >= found[-1].end:
                    found.append(span)
        ends = {index for span in found for index in range(span.start, span.end)}
        found += [span for span in reading.abbreviated() if span.start not in ends]
        return tuple(sorted(found, key=lambda span: span.start))


def abbreviations(lexicon: Lexicon) -> frozenset[str]:
    """Words that keep their point."""
    pointed = {word for word in (*lexicon.titles, *lexicon.states) if word.endswith(".")}
    return frozenset(pointed | {"Jr.", "Sr.", "St.", "Ste.", "Ft.", "Mt.", "Inc.", "Corp.", "Ltd.", "Co.", "No.", "vs."})


def is_role_before(words: Sequence[Token], lexicon: Lexicon, before: str) -> bool:
    """Whether the first of these words is a role of no table: before a full name, by its ending or behind an article."""
    if len(words) < 3 or words[1].text not in lexicon.given or words[0].text in lexicon.given or not words[2].is_capital:
        return False
    if words[0].text in SAINTS or words[-1].text in lexicon.place_after | lexicon.organisation_words:
        return False  # the Santa Clara River
    role = words[0].text.lower()
    return before.lower() in ("the", "a", "an") or any(role.endswith(ending) and role != ending for ending in lexicon.cues["role_ending"])


def is_title_before(word: str, titled: bool, following: str, lexicon: Lexicon) -> bool:
    """Whether a word is a title. ``Dean``, ``Duke``, ``Amir`` are only before a given name, and not behind a title."""
    if word.lower() in lexicon.roles and following and word not in lexicon.given:
        return True  # "Candidate", "Spokesman" at the beginning of a sentence, or as a newspaper's title
    if word not in lexicon.titles or not following:
        return word in lexicon.titles and word not in lexicon.given
    return word not in lexicon.given or (not titled and following in lexicon.given)


class _Reading:
    """One text with its words, while its runs are read."""

    def __init__(self, text: str, words: tuple[Token, ...], gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.text = text
        self.words = words
        self.gazetteer = gazetteer
        self.lexicon = lexicon
        self.cues = lexicon.cues

    def names(self, run: Run) -> Iterator[Span]:
        """The names that a run consists of."""
        if (trimmed := self._trimmed(run)) is None:
            return
        run = trimmed
        if self._whole(run):
            yield self._span(run, "PLACE", 0.9, "country or state")
            return
        if (whole := self._organisation(run)) is not None:
            yield whole
            return
        for piece, titled in self._pieces(run):
            if span := self._name(piece, titled):
                yield span

    def abbreviated(self) -> Iterator[Span]:
        """Countries in capitals: ``US``, ``U.K.``"""
        for index, word in enumerate(self.words):
            if word.is_acronym and len(word.text) <= 8 and self._outer(word.text):
                yield self._span(Run(index, index + 1), "PLACE", 0.9, "country or state")

    def _trimmed(self, run: Run) -> Run | None:
        """Without the words before the name that their place capitalises; they stay in ``New York``, ``The Hague``."""
        start = run.start
        while start < run.end and self._word(start).lower() in self.lexicon.function_words:
            several = run.end - start > 1
            if several and self.gazetteer.candidates(self._span(Run(start, run.end), "OTHER", 0, "").text):
                break
            if several and not self.words[start].first and self._word(start).lower() not in ("the", "a", "an"):
                break
            start += 1
        return Run(start, run.end) if start < run.end else None

    def _span(self, run: Run, kind: Kind, confidence: float, why: str) -> Span:
        start, end = self.words[run.start].start, self.words[run.end - 1].end
        return Span(start, end, kind, self.text[start:end], confidence, why)

    def _word(self, index: int) -> str:
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def _before(self, run: Run) -> str:
        """The word before the run, over an article."""
        index = run.start - 1
        if self._word(index).lower() in ("the", "a", "an"):
            index -= 1
        return self._word(index)

    # Organisations

    def _organisation(self, run: Run) -> Span | None:
        texts = [word.text for word in self.words[run.start : run.end]]
        marks = [i for i, word in enumerate(texts) if word in self.lexicon.organisation_words]
        if not marks or (len(texts) == 1 and not self._goes_on(run)):
            return None
        if marks == [0] and (texts[0] in self.lexicon.titles or (len(texts) > 1 and texts[0] in self.lexicon.given)):
            return None
        if len(texts) > 1 and self._before(run).lower() in self.cues["place"] and self._contained(run):
            return self._span(run, "PLACE", 0.85, "containment")  # "at Jodrell Bank, Cheshire"
        return self._span(Run(run.start, self._organisation_end(run.end)), "ORGANISATION", 0.7, "organisation word")

    def _goes_on(self, run: Run) -> bool:
        return self._word(run.end) in ("of", "for") and self._word(run.end + 1)[:1].isupper()

    def _organisation_end(self, end: int) -> int:
        """``University | of Texas``, ``Observatory | for Human Rights``."""
        longest = end + LONGEST
        while end < longest:
            after = end
            while self._word(after) in self.cues["joining"] and after - end < 3 and beside(self.text, self.words, after):
                after += 1
            if after == end or self._word(end) not in ("of", "for", "and", "on", "de", "&"):
                return end
            if self._word(end) == "and" and self._word(after) not in self.lexicon.organisation_words:
                return end
            if after >= len(self.words) or not self.words[after].is_capital or not beside(self.text, self.words, after):
                return end
            end = after + 1
            while (
                end < min(longest, len(self.words))
                and self.words[end].is_word
                and self.words[end].is_capital
                and beside(self.text, self.words, end)
            ):
                end += 1
        return end

    # Pieces of a run

    def _pieces(self, run: Run) -> Iterator[tuple[Run, bool]]:
        """The run cut at titles, demonyms and days; with each piece, whether a title stands before it."""
        start, titled = run.start, False
        index = run.start
        while index < run.end:
            word = self._word(index)
            left = run.end - index - 1
            after_given = index > start and (self._word(index - 1) in self.lexicon.given or len(self._word(index - 1)) == 2)
            is_title = is_title_before(word, titled, self._word(index + 1) if left else "", self.lexicon)
            is_title = is_title or (index == start and is_role_before(self.words[index : run.end], self.lexicon, self._word(index - 1)))
            is_cut = word in self.lexicon.not_names and not (word in self.lexicon.given and left)
            if (is_title or is_cut) and not after_given and not self._together(Run(index, run.end)):
                if index > start:
                    yield Run(start, index), titled
                start, titled = index + 1, is_title
            index += 1
        if start < run.end:
            yield Run(start, run.end), titled or (start == run.start and self._title_before(run.start))

    def _title_before(self, start: int) -> bool:
        """``Secretary of State | Rusk`` is one run with State; ``Secretary-General of the UN, | ...`` is none."""
        word = self._word(start - 1)
        return word in self.lexicon.titles and beside(self.text, self.words, start)

    def _whole(self, run: Run) -> bool:
        """Whether the words are together a region or a country: Black Sea, French Guiana."""
        text = " ".join(self._word(i) for i in range(run.start, run.end))
        return key(text) in self.lexicon.regions or (run.end - run.start > 1 and self._outer(text))

    def _together(self, run: Run) -> bool:
        """Whether a demonym or title that begins these words belongs to them: Black Sea, French Guiana, Indian River."""
        return self._whole(run) or (run.end - run.start == 2 and self._word(run.end - 1) in self.lexicon.place_after)

    def _outer(self, text: str) -> bool:
        return any(c.kind not in TOWNS for c in self.gazetteer.candidates(text)) or key(text) in self.lexicon.regions

    # One name

    def _name(self, run: Run, titled: bool) -> Span | None:
        text = self._span(run, "OTHER", 0, "").text
        folded = key(text)
        if folded in self.lexicon.agencies:
            return self._span(run, "OTHER", 0.9, "agency")
        if text in self.lexicon.demonyms:
            return self._span(run, "OTHER", 0.9, "demonym")
        if titled:
            return self._span(run, "PERSON", 0.9, "title") if self._can_be_person(run) else None
        if (place := self._shaped_place(run)) is not None:
            return place
        if folded in self.lexicon.regions:
            return self._span(run, "PLACE", 0.85, "known region")
        candidates = self.gazetteer.candidates(text) or self.gazetteer.candidates(f"the {text}")
        if run.end - run.start == 1:
            return self._single(run, candidates)
        return self._several(run, candidates)

    def _can_be_person(self, run: Run) -> bool:
        return all(word.text not in self.lexicon.organisation_words or word.text in self.lexicon.given for word in self._of(run))

    def _of(self, run: Run) -> tuple[Token, ...]:
        return self.words[run.start : run.end]

    def _shaped_place(self, run: Run) -> Span | None:
        """``Sea of X``, ``Lake X``, ``X River``, ``X Al Y neighbourhood``."""
        first, last = self._word(run.start), self._word(run.end - 1)
        several = run.end - run.start > 1
        if first in self.lexicon.place_before and not several and self._word(run.end) == "of" and self._word(run.end + 1)[:1].isupper():
            end = run.end + 2
            while end < len(self.words) and self.words[end].is_capital and self.words[end].is_word and beside(self.text, self.words, end):
                end += 1
            return self._span(Run(run.start, end), "PLACE", 0.85, f"{first} of ...")
        if several and last in self.lexicon.place_after and first not in self.lexicon.given:
            return self._span(run, "PLACE", 0.85, f"... {last}")
        if several and first in self.lexicon.place_before:
            return self._span(run, "PLACE", 0.8, f"{first} ...")
        article = self._word(run.start - 1).lower() == "the"
        if self._word(run.end) in self.lexicon.place_lower and beside(self.text, self.words, run.end) and (article or several):
            return self._span(run, "PLACE", 0.85, f"... {self._word(run.end)}")
        return None

    def _single(self, run: Run, candidates: tuple[Candidate, ...]) -> Span | None:
        token = self.words[run.start]
        if token.text in self.lexicon.not_names or token.text in self.cues["compass"] or len(token.text) < 3:
            return None
        if place := self._single_place(run, token, candidates):
            return place
        if self._before(run) in self.lexicon.roles:
            return self._span(run, "PERSON", 0.6, "role")
        if self._word(run.end) in self.cues["saying"] and (not token.first or token.text not in self.lexicon.function_words):
            return self._span(run, "PERSON", 0.5, "who says")
        return None

    def _single_place(self, run: Run, token: Token, candidates: tuple[Candidate, ...]) -> Span | None:
        best = candidates[0] if candidates else None
        own = [c for c in candidates if c.own_name]
        if any(c.kind not in TOWNS for c in candidates):
            return self._span(run, "PLACE", 0.65 if token.text in self.lexicon.given else 0.9, "country or state")
        cue = self._before(run).lower()
        if self._contained(run) and (candidates or cue in self.cues["place"]):
            return self._span(run, "PLACE", 0.85, "containment")
        if best is None:
            return None
        if cue in self.cues["place"]:
            return self._span(run, "PLACE", 0.75, "gazetteer after a preposition")
        if token.text in self.lexicon.given:
            return None
        people = max((c.population for c in own), default=best.population // 10)
        if cue in self.cues["weak_place"] and people >= BIG // 5 and self._word(run.end) not in self.cues["saying"]:
            return self._span(run, "PLACE", 0.65, "gazetteer after a preposition")
        if people >= (BIG * 5 if token.first else BIG):
            return self._span(run, "PLACE", 0.6, "large town")
        return None

    def _contained(self, run: Run) -> bool:
        """``Cologne, Germany``; ``New Concord, Ohio``; ``Cape Canaveral, Fla.``"""
        if self._word(run.end) != "," or run.end + 1 >= len(self.words):
            return False
        start = run.end + 2 if self._word(run.end + 1) in ("in", "of") else run.end + 1
        if self._word(start) in self.lexicon.states and self._word(start) not in ("IN", "OR", "ME", "OK"):
            return True
        outer = [" ".join(word.text for word in self.words[start:end]) for end in range(start + 1, start + 4)]
        return any(self._outer(name) for name in outer if name[:1].isupper())

    def _several(self, run: Run, candidates: tuple[Candidate, ...]) -> Span | None:
        words = self._of(run)
        first = words[0].text
        given = first in self.lexicon.given
        if any(c.kind not in TOWNS for c in candidates):
            return self._span(run, "PLACE", 0.9, "country or state")
        if self._before(run) in self.lexicon.roles and self._can_be_person(run):
            return self._span(run, "PERSON", 0.85, "role")
        if self._contained(run) and not given:
            return self._span(run, "PLACE", 0.85, "containment")
        place = bool(candidates) and (not given or self._before(run).lower() in self.cues["place"] or first in SAINTS)
        if place and (self._before(run).lower() in self.cues["place"] | self.cues["weak_place"] or candidates[0].own_name):
            return self._span(run, "PLACE", 0.8, "gazetteer")
        if first in self.lexicon.place_before or words[-1].text in self.lexicon.place_after or first in self.cues["compass"]:
            return None
        if given:
            return self._span(run, "PERSON", 0.8, "given name")
        return self._person_by_shape(run, words)

    def _person_by_shape(self, run: Run, words: tuple[Token, ...]) -> Span | None:
        inner = [word.text for word in words[1:]]
        if words[-1].text in JUNIOR or words[-1].text in NUMERALS or any(len(w) == 2 and w[1] == "." for w in (words[0].text, *inner)):
            return self._span(run, "PERSON", 0.75, "initial or suffix")
        if any(text.lower() in self.lexicon.particles for text in inner):
            return self._span(run, "PERSON", 0.7, "particle")
        if self._word(run.end) in self.cues["saying"] or (self._word(run.end) == "," and self._describes(run.end + 1)):
            return self._span(run, "PERSON", 0.65, "who says, or is described")
        if len(words) in (2, 3) and not words[0].first:
            return self._span(run, "PERSON", 0.4, "two capitalised words")
        return None

    def _describes(self, index: int) -> bool:
        word = self._word(index)
        return word in self.cues["described"] or (word.isdigit() and 5 < int(word) < 110)
