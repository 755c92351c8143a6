"""Laws 5 and 8 at random: whatever happens to clippings and articles, a human's work stays and every clipping is answered for."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from loader.archive import Archive

from sitegen.article import write
from sitegen.loader.ledger import read_ledger

ACTIONS = (
    "add", "add", "edit", "edit", "retitle", "append", "replace", "copy", "move", "drop",
    "human field", "human field", "human paragraph", "human adds", "human cuts", "human deletes", "human moves", "human unsets",
    "forget state", "again",
)  # fmt: skip
STEP = st.tuples(st.sampled_from(ACTIONS), st.integers(0, 1000), st.integers(0, 1000))


class World:
    """Clippings, articles, and what humans did; every paragraph has a number of its own."""

    def __init__(self, root: Path) -> None:
        self.archive = Archive(root)
        self.numbers = 0
        self.set: dict[str, dict[str, object]] = {}
        """By article: fields that a human set."""
        self.human: dict[str, set[str]] = {}
        """By article: paragraphs that a human wrote."""
        self.cut: dict[str, set[str]] = {}
        """By article: paragraphs that a human took out, or wrote over."""
        self.deleted: set[str] = set()
        """SHA-256 of clippings whose article a human deleted."""
        self.gone = 0
        """Articles that a human deleted."""

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def paragraph(self) -> str:
        n = self.number()
        return f"It was said on the quay that boat number{n} had come in with wares{n} and gone out again by the morning tide."

    def text(self) -> str:
        return "\n\n".join([f"Boat {self.number()} comes in", *(self.paragraph() for _ in range(4))]) + "\n"

    def clippings(self) -> list[Path]:
        return sorted(p for p in (self.archive.root / "clippings").rglob("*.txt"))

    def clipping(self, at: int) -> Path | None:
        found = self.clippings()
        return found[at % len(found)] if found else None

    def pick(self, at: int) -> str:
        found = self.archive.articles()
        return found[at % len(found)] if found else ""

    def do(self, action: str, a: int, b: int) -> None:
        getattr(self, "_" + action.replace(" ", "_"))(a, b)

    def _add(self, a: int, b: int) -> None:
        self.archive.put(f"f{a % 3}/c{b % 5}.txt", self.text()) if not (
            self.archive.root / f"clippings/f{a % 3}/c{b % 5}.txt"
        ).exists() else None

    def _change(self, a: int, b: int, to: str | None) -> None:
        if (path := self.clipping(a)) is None:
            return
        parts = path.read_text().strip().split("\n\n")
        at = 1 + b % (len(parts) - 1)
        parts[at : at + 1] = [to or self.paragraph()] if to != "" else [parts[at], self.paragraph()]
        path.write_text("\n\n".join(parts) + "\n")

    def _edit(self, a: int, b: int) -> None:
        self._change(a, b, None)

    def _append(self, a: int, b: int) -> None:
        self._change(a, b, "")

    def _retitle(self, a: int, b: int) -> None:
        if (path := self.clipping(a)) is not None:
            _, _, rest = path.read_text().partition("\n\n")
            path.write_text(f"Boat {self.number()} comes in again\n\n{rest}")

    def _replace(self, a: int, b: int) -> None:
        if (path := self.clipping(a)) is not None:
            n = self.number()
            path.write_text(
                f"Quite another matter {n}\n\nMayor{n} spoke{n} yesterday{n} about{n} roads{n} before{n} council{n} members{n}.\n"
            )

    def _copy(self, a: int, b: int) -> None:
        if (path := self.clipping(a)) is not None and not (to := path.with_name(f"copy{b % 3}.txt")).exists():
            shutil.copy(path, to)

    def _move(self, a: int, b: int) -> None:
        if (path := self.clipping(a)) is not None and not (to := path.with_name(f"moved{b % 3}.txt")).exists():
            path.rename(to)

    def _drop(self, a: int, b: int) -> None:
        if (path := self.clipping(a)) is not None:
            path.unlink()

    def _rewrite(self, path: str, **changes: object) -> None:
        article = msgspec.structs.replace(self.archive.article(path), **changes)
        (self.archive.site.content / path).write_text(write(article), "utf-8")

    def _human_field(self, a: int, b: int) -> None:
        if path := self.pick(a):
            name, value = [("title", f"Mine {b}"), ("subtitle", f"Sub {b}"), ("date", "1950"), ("tags", (f"t{b}",))][b % 4]
            self.set.setdefault(path, {})[name] = value
            self._rewrite(path, **{name: value})

    def _human_unsets(self, a: int, b: int) -> None:
        if path := self.pick(a):
            self.gone += "moved" in path  # moved and without its origin: nobody can tell it from a deleted one
            self.set.setdefault(path, {})["origin"] = None
            self._rewrite(path, origin=None)

    def _human_paragraph(self, a: int, b: int, put: bool = True, cut: bool = True) -> None:
        path = self.pick(a)
        if not path or not self.archive.article(path).body:
            return
        parts = self.archive.article(path).body.split("\n\n")
        at = b % len(parts)
        new = f"A human wrote line h{self.number()} here."
        if cut:
            self.cut.setdefault(path, set()).add(parts[at])
            self.human.get(path, set()).discard(parts[at])
        if put:
            self.human.setdefault(path, set()).add(new)
        parts[at : at + cut] = [new] if put else []
        self._rewrite(path, body="\n\n".join(parts))

    def _human_adds(self, a: int, b: int) -> None:
        self._human_paragraph(a, b, cut=False)

    def _human_cuts(self, a: int, b: int) -> None:
        self._human_paragraph(a, b, put=False)

    def _human_deletes(self, a: int, b: int) -> None:
        if path := self.pick(a):
            article = self.archive.article(path)
            (self.archive.site.content / path).unlink()
            self.gone += 1
            for book in (self.set, self.human, self.cut):
                book.pop(path, None)
            if article.origin:
                self.deleted.add(article.origin.sha256)

    def _human_moves(self, a: int, b: int) -> None:
        path = self.pick(a)
        if not path or self.archive.article(path).origin is None:
            return
        to = f"articles/{1900 + b % 50}/moved-{self.number()}.md"
        target = self.archive.site.content / to
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.archive.site.content / path).rename(target)
        for book in (self.set, self.human, self.cut):
            if path in book:
                book[to] = book.pop(path)  # type: ignore[index, assignment]

    def _forget_state(self, a: int, b: int) -> None:
        shutil.rmtree(self.archive.root / ".sitegen", ignore_errors=True)

    def _again(self, a: int, b: int) -> None:
        self.check(again=True)

    def check(self, again: bool = False) -> None:
        """Imports, and holds the laws."""
        report = self.archive.load(again=again)
        files = [os.path.relpath(p, self.archive.root) for p in self.clippings()]
        assert sorted(o.clipping for o in report.outcomes) == sorted(files), "law 8: an outcome for each input"
        assert not report.faults
        before = self.archive.snapshot()
        once_more = self.archive.load(again=again)
        assert once_more.written == 0
        assert self.archive.snapshot() == before, "law 5: a second import changes nothing"
        self._humans_work_stands()
        self._every_clipping_is_there()

    def _humans_work_stands(self) -> None:
        for path, fields in self.set.items():
            article = self.archive.article(path)
            assert {name: getattr(article, name) for name in fields} == fields
        for path, paragraphs in self.human.items():
            assert paragraphs <= set(self.archive.article(path).body.split("\n\n"))
        for path, paragraphs in self.cut.items():
            assert not paragraphs & set(self.archive.article(path).body.split("\n\n")), "what a human took out came back"

    def _every_clipping_is_there(self) -> None:
        origins: dict[str, str] = {}
        for path in self.archive.articles():
            origin = self.archive.article(path).origin
            if origin is not None:
                assert origin.sha256 not in origins, f"two articles of one clipping: {path}, {origins[origin.sha256]}"
                origins[origin.sha256] = path
        assert not self.deleted & origins.keys(), "what a human deleted came back"
        ledger = {e.sha256: e for e in read_ledger(self.archive.site.content).entries if e.outcome != "duplicate"}
        for clipping in self.clippings():
            sha = hashlib.sha256(clipping.read_bytes()).hexdigest()
            paragraphs = set(clipping.read_text().strip().split("\n\n")[1:])
            if sha in origins:
                path = origins[sha]
                missing = paragraphs - set(self.archive.article(path).body.split("\n\n"))
                touched = self.human.get(path) or self.cut.get(path)
                assert not missing or touched, "law 8: a paragraph was lost"
            else:
                entry = ledger[sha]
                stands = entry.article in self.archive.articles()
                assert stands or (entry.outcome == "deleted" and self.gone), "law 8: a clipping without its article"


@settings(max_examples=200, deadline=None)
@given(st.lists(STEP, min_size=4, max_size=12))
def test_any_history(steps: list[tuple[str, int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Path(folder))
        world.do("add", 0, 0)
        world.check()
        for number, (action, a, b) in enumerate(steps):
            world.do(action, a, b)
            if number % 2:
                world.check()
        world.check()
