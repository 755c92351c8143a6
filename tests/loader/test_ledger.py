"""The ledger's files: sorted, small in a diff, read back as written."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import BadLedger
from sitegen.loader.draft import Evidence, Removed
from sitegen.loader.ledger import Entry, Ledger, field_digests, read_ledger, shards, write_ledger
from sitegen.model import Article, Origin

ENTRY = st.builds(
    Entry,
    sha256=st.sampled_from(["aa" * 32, "ab" * 32, "ba" * 32]),
    file=st.text(min_size=1, max_size=8),
    part=st.integers(0, 3),
    fields=st.dictionaries(st.sampled_from(["title", "date"]), st.just("0f")),
    evidence=st.just((Evidence("title", "headline", 1, "A", 0.9),)),
    removed=st.just((Removed(9, "Tweet", "share prompt"),)),
)


@given(st.lists(ENTRY, unique_by=lambda e: (e.sha256, e.part, e.file)))
def test_the_order_of_entries_does_not_matter(entries: list[Entry]) -> None:
    assert shards(entries) == shards(entries[::-1])
    assert sum(data.count(b"\n") for data in shards(entries).values()) == len(entries)


def test_written_read_and_cleared(tmp_path: Path) -> None:
    ledger = Ledger((Entry("aa", "b.txt"), Entry("aa", "a.txt", outcome="duplicate", of="b.txt"), Entry("bb", "ü\n.txt")))
    write_ledger(tmp_path, Ledger(), ledger)
    assert sorted(p.name for p in (tmp_path / "imports").iterdir()) == ["aa.jsonl", "bb.jsonl"]
    assert sorted(read_ledger(tmp_path).entries, key=lambda e: e.file) == sorted(ledger.entries, key=lambda e: e.file)
    before = (tmp_path / "imports" / "aa.jsonl").stat().st_mtime_ns
    write_ledger(tmp_path, ledger, Ledger(ledger.entries[:2]))
    assert [p.name for p in (tmp_path / "imports").iterdir()] == ["aa.jsonl"]
    assert (tmp_path / "imports" / "aa.jsonl").stat().st_mtime_ns == before, "an unchanged file is not written"


@pytest.mark.parametrize("line", [b"{}", b"[1]", b"nonsense", b'{"sha256": 3, "file": "a"}', b"\xff"])
def test_a_line_that_is_none(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "imports").mkdir()
    (tmp_path / "imports" / "aa.jsonl").write_bytes(b'{"sha256":"aa","file":"a"}\n' + line + b"\n")
    with pytest.raises(BadLedger, match=r"imports/aa\.jsonl:2: not a line of the ledger"):
        read_ledger(tmp_path)


def test_only_fields_that_say_something_are_compared() -> None:
    article = Article("T", date="1962", added="2020-01-01", origin=Origin("a"), body="x", tags=())
    assert sorted(field_digests(article)) == ["date", "import", "title"]
