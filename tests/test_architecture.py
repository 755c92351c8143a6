"""The shape of the code, held to what ARCHITECTURE.md says of it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "sitegen"
FILES = sorted(PACKAGE.rglob("*.py"))
VAGUE = frozenset({"util", "utils", "helper", "helpers", "common", "manager", "misc", "base", "tools", "stuff"})
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MAKERS = frozenset({"list", "dict", "set", "defaultdict", "OrderedDict", "deque", "Counter", "bytearray", "local", "ContextVar"})


def groups() -> list[list[str]]:
    """The line of ARCHITECTURE.md with the arrows: groups of parts, each may import those left of it."""
    text = (ROOT / "ARCHITECTURE.md").read_text()
    line = re.search(r"`[^`]+`(?:\s*<-\s*`[^`]+`[^`<\n]*)+", text)
    assert line, "ARCHITECTURE.md has no line with arrows"
    return [re.findall(r"\w+", part) for part in re.findall(r"`([^`]+)`", line[0])]


def rank() -> dict[str, int]:
    return {part: number for number, group in enumerate(groups()) for part in group}


def part(file: Path) -> str:
    """``builder`` for sitegen/builder/plan.py, ``dates`` for sitegen/dates.py."""
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Line and part of each import of sitegen, also of those inside functions."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, a.name.split(".")[1]) for a in node.names if a.name.startswith("sitegen."))
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            module = (node.module or "").split(".")
            if module[0] == "sitegen":
                yield from ((node.lineno, name) for name in ([module[1]] if len(module) > 1 else [a.name for a in node.names]))


def test_every_part_has_its_place() -> None:
    placed = rank()
    found = {part(f) for f in FILES} - {"__init__", "__main__"}
    assert found <= set(placed), f"ARCHITECTURE.md doesn't say where these stand: {sorted(found - set(placed))}"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_imports_go_from_right_to_left(file: Path) -> None:
    placed = rank()
    own = part(file)
    if own in ("__init__", "__main__"):
        return
    for line, other in imports(file):
        if other.startswith("__"):
            continue
        assert placed[other] <= placed[own], f"{file.relative_to(ROOT)}:{line}: {own} may not import {other}"
        assert {own, other} != {"loader", "builder"}, f"{file.relative_to(ROOT)}:{line}: loader and builder never import each other"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_a_file_is_a_concept_of_bearable_length(file: Path) -> None:
    text = file.read_text()
    assert text.count("\n") <= 400
    assert file.stem not in VAGUE
    assert file.name != "__init__.py" or text.count("\n") <= 40, "__init__.py is a short list of public names"
    assert not text or ast.get_docstring(ast.parse(text)), "no module docstring"


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(PACKAGE)))
def test_no_state_lives_in_a_module(file: Path) -> None:
    tree = ast.parse(file.read_text())
    assert not [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Global)], "global statement"
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            names = [ast.unparse(t) for t in (node.targets if isinstance(node, ast.Assign) else [node.target])]
            made = ast.unparse(node.value.func).split(".")[-1] if isinstance(node.value, ast.Call) else ""
            mutable = isinstance(node.value, MUTABLE) or made in MAKERS
            assert not mutable or names == ["__all__"], (
                f"line {node.lineno}: {names[0]} can change; a tuple, frozenset or MappingProxyType can't"
            )


def test_the_only_place_that_prints_is_the_report() -> None:
    for file in FILES:
        if part(file) == "report":
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            printing = name in ("print", "click.echo", "click.secho", "sys.stdout.write", "sys.stderr.write")
            assert not printing, f"{file.relative_to(ROOT)}:{node.lineno} prints"  # type: ignore[attr-defined]
