"""The seam to the loader: order, evidence, records, recognizers by name."""

import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import seed_names
from tools import seed_clipping, without

from sitegen.errors import ConfigFault, MissingExtra
from sitegen.model import Record
from sitegen.names import spacy_model
from sitegen.names.finder import Finder, Found, NameText
from sitegen.names.gazetteer import Gazetteer
from sitegen.names.known_forms import KnownForms
from sitegen.names.lexicon import Lexicon
from sitegen.names.recognizer import recognizer
from sitegen.names.rules import Rules
from sitegen.names.spans import Span
from sitegen.progress import silent
from sitegen.records.known import known_names


@pytest.fixture(scope="session", params=["rules", "spacy"])
def finder(request: pytest.FixtureRequest, whole_gazetteer: Gazetteer, lexicon: Lexicon) -> Finder:
    if request.param == "spacy" and importlib.util.find_spec("spacy") is None:
        without("spacy")
    return Finder(recognizer(request.param, whole_gazetteer, lexicon)[0], whole_gazetteer, lexicon)


def found_in(finder: Finder, text: NameText) -> Found:
    return next(finder.find([text], silent))


CLIPPINGS = {
    "mine": NameText(
        title="Rescuers reach miners under Cerro Blanco",
        captions=("Relatives wait at the gate of the mine near Copiapo, Chile, 12 August 2010.",),
        dateline="Santiago",
        agency="EFE",
        paragraphs=(
            "Chilean President Rodrigo Fuentes flew to Copiapo on Tuesday, where rescuers led by Colonel Martín Salas "
            "of the Carabineros had drilled for nine days.",
            "“We heard them knock,” said Salas. The Mining Federation’s director Elena Rojas-Vidal thanked engineers from Canada and Peru.",
            "Fuentes told reporters in Santiago that the US firm would be paid. Rojas-Vidal did not answer.",
        ),
    ),
    "vote": NameText(
        title="Nairobi counts through the night",
        paragraphs=(
            "NAIROBI waited on Friday as Kenyan officials counted votes from Mombasa and Kisumu.",
            "Candidate Wanjiku Mwangi, 54, said she would win. Her rival Joseph ole Kiptanui was silent.",
            "“Mwangi has our votes,” said a trader in Mombasa. Kiptanui’s spokesman Peter Otieno told Reuters it was early.",
        ),
        agency="Reuters",
    ),
    "art": NameText(
        title="A stolen Vermeer comes home",
        paragraphs=(
            "The painting was found in a barn outside Antwerp, Belgium, by Inspector Lieve van den Broeck.",
            "Van den Broeck said that Thomas Holt, a dealer of Vienna, had bought it from Sir Alan Meade in London.",
            "Holt denied it. Meade could not be reached in Edinburgh.",
        ),
    ),
}


def test_clippings_of_the_kind_give_their_people_and_places(finder: Finder) -> None:
    mine, vote, art = finder.find(list(CLIPPINGS.values()), silent)
    assert {p.name: p.forms for p in mine.people} == {
        "Rodrigo Fuentes": ("Fuentes",), "Martín Salas": ("Salas",), "Elena Rojas-Vidal": ("Rojas-Vidal",),
    }  # fmt: skip
    assert {p.name for p in mine.places} - {"Cerro Blanco"} == {"Copiapo", "Chile", "Santiago", "Canada", "Peru"}
    assert {p.name: p.candidate.country for p in mine.located if p.candidate and p.candidate.kind in ("city", "capital")} == {
        "Copiapo": "CL", "Santiago": "CL",
    }  # fmt: skip
    assert {p.name: p.forms for p in vote.people} == {
        "Wanjiku Mwangi": ("Mwangi",), "Joseph ole Kiptanui": ("Kiptanui",), "Peter Otieno": (),
    }  # fmt: skip
    assert {p.name for p in vote.places} == {"Nairobi", "Mombasa", "Kisumu"}
    assert {p.name: p.forms for p in art.people} == {
        "Lieve van den Broeck": ("Van den Broeck",), "Thomas Holt": ("Holt",), "Alan Meade": ("Meade",),
    }  # fmt: skip
    assert {p.name: p.candidate.country for p in art.located if p.candidate} == {
        "Antwerp": "BE", "Belgium": "BE", "Vienna": "AT", "London": "GB", "Edinburgh": "GB",
    }  # fmt: skip


def test_the_seed_has_its_people_and_places_and_no_other(finder: Finder) -> None:
    """Compared by digest: the names themselves stand in the issue, not here."""
    lines = [line for line in seed_clipping().read_text(encoding="utf-8").split("\n") if line.strip()]
    caption, _, credit = lines[1].split(" ", 1)[1].rpartition("  ")
    dateline, agency = lines[2].split(" / ")
    text = NameText(lines[0], tuple(lines[3:-2]), (caption,), dateline, agency, (), (credit,))
    found = found_in(finder, text)
    assert seed_names.of_people(found.people) == seed_names.PEOPLE
    located = ((place.name, place.candidate.geonameid if place.candidate else "") for place in found.located)
    assert seed_names.of_places(located) == seed_names.PLACES
    assert {place.name for place in found.located} == {place.name for place in found.places}


def test_each_name_has_evidence(find) -> None:  # type: ignore[no-untyped-def]
    found = find("Nothing.", "The envoy Anna Becker came to Lima.")
    assert [(e.field, e.name, e.rule, e.where) for e in found.evidence] == [
        ("people", "Anna Becker", "role", 1),
        ("places", "Lima", "capital of Peru", 1),
    ]


def test_many_articles_come_in_order_and_progress_is_told(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    finder = Finder(Rules(gazetteer, lexicon), gazetteer, lexicon)
    told: list[tuple[str, int, int]] = []
    texts = [NameText(f"n {n}", (f"The envoy Anna Number{'abcdefghij'[n % 10]} came.",)) for n in range(70)]
    found = list(finder.find(texts, lambda *step: told.append(step)))
    assert len(found) == 70
    assert [f.people[0].name[-1] for f in found[:3]] == ["a", "b", "c"]
    assert told[-1] == ("finding names", 70, 70)


def test_records_are_found_and_name_what_they_are_of(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    records = [
        ("people", Record("Adaeze Obi", aliases=("Mama Ada",))),
        ("places", Record("Old Mill Lane", coordinates=(51.0, -1.0))),
        ("places", Record("Lima", ids={"geonames": "2"})),
    ]
    finder = Finder(Rules(gazetteer, lexicon), gazetteer, lexicon, known_names(records))
    found = found_in(finder, NameText("", ("Yesterday Mama Ada walked down Old Mill Lane.",)))
    assert [(p.name, p.forms) for p in found.people] == [("Adaeze Obi", ("Mama Ada",))]
    assert [(p.name, p.candidate, p.reason) for p in found.located] == [("Old Mill Lane", None, "record")]
    namesake = found_in(finder, NameText("", ("Fire broke out in Lima, Ohio, at noon.",)))
    assert [(p.name, p.forms) for p in namesake.located] == [("Lima (OH)", ("Lima",)), ("Ohio", ())]
    same = found_in(finder, NameText("", ("Fire broke out in Lima.",)))
    assert [(p.name, p.candidate and p.candidate.geonameid) for p in same.located] == [("Lima", 2)]


def test_a_recognizer_is_found_by_name(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    assert recognizer("rules", gazetteer, lexicon)[0].label.startswith("rules")
    for setting in ("spacey", "auto:x", ""):
        with pytest.raises(ConfigFault, match="recognizer"):
            recognizer(setting, gazetteer, lexicon)


def test_without_spacy_auto_takes_the_rules_and_says_what_is_better(
    gazetteer: Gazetteer, lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spacy_model.importlib.util, "find_spec", lambda name: None)
    found, notices = recognizer("auto", gazetteer, lexicon)
    assert found.label.startswith("rules")
    assert "sitegen-archive[ner]" in notices[0].hint
    with pytest.raises(MissingExtra, match="spaCy"):
        recognizer("spacy", gazetteer, lexicon)


def test_a_model_whose_files_are_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    if importlib.util.find_spec(spacy_model.PACKAGE) is None:
        without(spacy_model.PACKAGE)
    assert spacy_model.default_model().is_dir()
    monkeypatch.setattr(spacy_model, "DIGEST", "0" * 64)
    with pytest.raises(Exception, match="not the known ones"):
        spacy_model.default_model()


def test_a_digest_of_a_model_hangs_on_every_byte_and_name(tmp_path: Path) -> None:
    def digests() -> Iterator[str]:
        yield spacy_model.model_digest(tmp_path)
        (tmp_path / "ner").mkdir()
        (tmp_path / "ner" / "model").write_bytes(b"one")
        yield spacy_model.model_digest(tmp_path)
        (tmp_path / "ner" / "model").write_bytes(b"two")
        yield spacy_model.model_digest(tmp_path)
        (tmp_path / "ner" / "model").rename(tmp_path / "ner" / "moves")
        yield spacy_model.model_digest(tmp_path)

    assert len(set(digests())) == 4
    assert len(set(digests_again(tmp_path))) == 1


def digests_again(folder: Path) -> list[str]:
    return [spacy_model.model_digest(folder) for _ in range(2)]


def test_a_model_that_is_not_installed_is_named(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    if importlib.util.find_spec("spacy") is None:
        without("spacy")
    with pytest.raises(MissingExtra, match="xx_no_such_model"):
        recognizer("spacy:xx_no_such_model", gazetteer, lexicon)


@pytest.mark.parametrize(
    "text",
    ["", " ", "🎉", "’s", "—", ", Jr.", "Mr. Mr. Mr.", "İstanbul ß", "عمر قال في دمشق", "日本", "\u202eRLO", "O’ d'",
     "A " * 5000, "Van der " * 3000, "A.’s" * 3000],
)  # fmt: skip
def test_no_text_breaks_it_or_takes_long(gazetteer: Gazetteer, lexicon: Lexicon, text: str) -> None:
    finder = Finder(Rules(gazetteer, lexicon), gazetteer, lexicon)
    started = time.perf_counter()
    found = found_in(finder, NameText(text, (text, text), (text,), text, text, (text,), (text,)))
    assert time.perf_counter() - started < 10
    assert found.organisations == ()


def test_a_known_place_after_a_word_for_where_is_that_place(gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    forms = KnownForms(known_names([("places", Record(name="Hollin"))]))
    text = "He went to Hollin. They asked Hollin what he meant."
    taken = tuple(Span(at, at + 6, "PERSON", "Hollin", 0.8, "model") for at in (11, 30))
    assert [span.kind for span in forms.added(taken, text)] == ["PLACE", "PERSON"]


def test_a_town_may_have_the_name_of_a_water(whole_gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    finder = Finder(Rules(whole_gazetteer, lexicon), whole_gazetteer, lexicon)
    text = "The mayor of Rio de Janeiro came to Montego Bay in Jamaica. They flew on to Green Bay, Wisconsin."
    found = {place.name: place.candidate for place in found_in(finder, NameText("", (text,))).located}
    assert {name: found[name] and found[name].country for name in ("Rio de Janeiro", "Montego Bay")} == {
        "Rio de Janeiro": "BR",
        "Montego Bay": "JM",
    }
