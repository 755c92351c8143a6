from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest
import site_kit
from site_kit import article, put

from sitegen.builder.cards import decode_card
from sitegen.builder.manifest import EMPTY, Manifest, State
from sitegen.builder.sources import scan
from sitegen.builder.study import Study, read_sources
from sitegen.config import load_site
from sitegen.engine import Crew
from sitegen.errors import Unreadable

LATER = 2**63 - 1
PATH = "articles/a.md"
FILES = {"content/articles/a.md": article("A", "Text of A."), "content/articles/bad.md": "bad", "content/static/x.md": "no article"}


def study(root: Path, old: State = EMPTY, started_ns: int = LATER) -> tuple[Study, list[int]]:
    """A study, and how many files were read for it."""
    site, manifest, read = load_site(root), Manifest(root / ".sitegen"), [0]

    def progress(stage: str, done: int, total: int) -> None:
        read[0] = done

    try:
        return read_sources(site, scan(site.content), old, started_ns, manifest, Crew(1), progress), read
    finally:
        manifest.close()


def titles(root: Path, found: Study, keep_last_good: bool = False, kept: Mapping[str, bytes] = MappingProxyType({})) -> list[str]:
    """Titles of the cards that can be used, where the manifest keeps these."""
    manifest = Manifest(root / "another")
    manifest.commit(EMPTY, EMPTY, kept, {})
    try:
        cards = found.all_cards(load_site(root), manifest, keep_last_good)
    finally:
        manifest.close()
    return [card.article.title for card in map(decode_card, cards.values()) if card.article]


def test_what_did_not_change_is_not_read(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, FILES)
    first, read = study(tmp_path)
    assert read == [2]
    again, read = study(tmp_path, State(dict(first.rows), {}, {}))
    assert read == [0]
    assert again.rows == first.rows


def test_what_changed_or_may_have_is(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, FILES)
    first, _ = study(tmp_path, started_ns=0)
    assert all(row.racy for row in first.rows.values())
    assert study(tmp_path, State(dict(first.rows), {}, {}))[1] == [2]
    put(tmp_path, {"content/articles/a.md": article("B")})
    changed, read = study(tmp_path, State(dict(study(tmp_path)[0].rows), {}, {}))
    assert read == [0]
    assert titles(tmp_path, changed) == ["B"]


def test_settings_that_shape_a_card_read_all_again(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, FILES)
    first, _ = study(tmp_path)
    put(tmp_path, {"sitegen.yaml": "rights: metadata\ntheme: plain\n"})
    assert study(tmp_path, State(dict(first.rows), {}, {}))[1] == [2]


def test_faults_are_values_in_order(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, {**FILES, "content/articles/0bad.md": "bad"})
    found, _ = study(tmp_path)
    assert [fault.spot.path for fault in found.faults] == ["content/articles/0bad.md", "content/articles/bad.md"]
    assert titles(tmp_path, found) == ["A"]


def test_the_last_good_card_is_kept_with_its_problem(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, FILES)
    first, _ = study(tmp_path)
    put(tmp_path, {"content/articles/a.md": "broken"})
    found, _ = study(tmp_path, State(dict(first.rows), {}, {}))
    assert titles(tmp_path, found, keep_last_good=True, kept=first.cards) == ["A"]
    assert titles(tmp_path, found) == []
    assert len(found.faults) == 2


def test_a_text_is_made_again(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, FILES)
    found, _ = study(tmp_path)
    lost = Manifest(tmp_path / "empty")
    site = load_site(tmp_path)
    assert found.text(PATH, site, lost) == b"<p>Text of A.</p>\n"
    found = msgspec.structs.replace(found, fresh={})
    assert found.text(PATH, site, lost) == b"<p>Text of A.</p>\n"
    put(tmp_path, {"content/articles/a.md": article("A", "Another text.")})
    with pytest.raises(Unreadable, match="changed while"):
        found.text(PATH, site, lost)
    lost.close()


def test_cards_that_the_manifest_lost_are_made_again(tmp_path: Path) -> None:
    site_kit.make_site(tmp_path, FILES)
    first, _ = study(tmp_path)
    again, read = study(tmp_path, State(dict(first.rows), {}, {}))
    assert read == [0]
    assert titles(tmp_path, again) == ["A"]
    assert again.cards == first.cards
