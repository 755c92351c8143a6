from typing import Any, Literal

import msgspec
import pytest

from sitegen.errors import BadField, ConfigFault
from sitegen.schema import typed
from sitegen.yamltree import read_mapping


class Inner(msgspec.Struct, frozen=True):
    name: str
    forms: tuple[str, ...] = msgspec.field(default=(), name="as")


class Sample(msgspec.Struct, frozen=True):
    title: str
    on: bool = False
    size: int = 1
    ratio: float = 0.0
    kind: Literal["a", "b"] = "a"
    folder: str | None = "x"
    tags: tuple[str, ...] = ()
    who: tuple[Inner, ...] = ()
    one: Inner | None = None
    spot: tuple[float, ...] = ()
    ids: dict[str, str] = {}
    extra: dict[str, Any] = {}
    body: str = ""


def read(text: str) -> Sample:
    return typed(read_mapping(f"title: t\n{text}", "a.md", 1), Sample, "a.md", body="B")[0]


def refused(text: str) -> BadField:
    with pytest.raises(BadField) as caught:
        typed(read_mapping(text, "a.md", 1), Sample, "a.md")
    return caught.value


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("on: yes", "on", True),
        ("on: False", "on", False),
        ("size: -12", "size", -12),
        ("ratio: 1e-3", "ratio", 0.001),
        ("kind: b", "kind", "b"),
        ("folder: null", "folder", None),
        ("kind: null", "kind", "a"),
        ("tags: alone", "tags", ("alone",)),
        ("tags: [no, 12:30:45, true]", "tags", ("no", "12:30:45", "true")),
        ("who: [Ada, {name: John Tully, as: [Tully]}]", "who", (Inner("Ada"), Inner("John Tully", ("Tully",)))),
        ("one: {name: x, as: y}", "one", Inner("x", ("y",))),
        ("spot: [34.5, -38]", "spot", (34.5, -38.0)),
        ("ids: {geonames: 007}", "ids", {"geonames": "007"}),
        ("extra: {a: [1, {b: null}]}", "extra", {"a": ["1", {"b": ""}]}),
    ],
)
def test_a_value_gets_its_fields_type(text: str, field: str, value: object) -> None:
    assert getattr(read(text), field) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: true", "title: a text wanted, found 'true'"),
        ("title: [a]", "title: a text wanted, found a list"),
        ("title: {a: b}", "title: a text wanted, found a mapping"),
        ("title: t\ntags: [[a]]", "tags: a text wanted, found a list"),
        ("title: t\non: maybe", "on: true or false wanted, found 'maybe'"),
        ("title: t\nsize: " + "9" * 5000, "size: a whole number wanted, found"),
        ("title: t\nsize: 1.5", "size: a whole number wanted"),
        ("title: t\nsize: ²", "size: a whole number wanted"),
        ("title: t\nratio: .nan", "ratio: a number wanted, found '.nan'"),
        ("title: t\nratio: inf", "ratio: a number wanted"),
        ("title: t\nratio: " + "9" * 5000, "ratio: a number wanted"),
        ("title: t\nkind: c", "kind: one of a, b wanted, found 'c'"),
        ("title: t\nids: x", "ids: 'key: value' lines wanted, found 'x'"),
        ("title: t\nwho: [{as: x}]", "who.name: a value wanted"),
        ("title: t\nwho: [{name: x, nam: y}]", "who.nam: one of the keys name, as wanted"),
        ("tags: x", "title is missing"),
        ("title: null", "title is missing"),
    ],
)
def test_a_wrong_value_names_field_wanted_and_found(text: str, said: str) -> None:
    """B11, B15, B17."""
    fault = refused(text)
    assert said in fault.message
    assert fault.spot.path == "a.md"
    assert fault.spot.line == (3 if "\n" in text else 2)


def test_a_number_may_be_a_text() -> None:
    """B11: ``title: 123`` is a headline."""
    assert typed(read_mapping("title: 123", "a.md"), Sample, "a.md")[0].title == "123"


def test_an_unknown_key_is_a_notice_with_the_nearest_one() -> None:
    _, (notice,) = typed(read_mapping("title: t\ntagz: x\n", "a.md", 1), Sample, "a.md")
    assert (str(notice.spot), notice.message, notice.hint) == ("a.md:3", "unknown key 'tagz'", "did you mean 'tags'?")


def test_an_unknown_key_can_be_a_fault() -> None:
    with pytest.raises(ConfigFault, match="unknown key 'tagz'"):
        typed(read_mapping("title: t\ntagz: x\n", "a"), Sample, "a", fault=ConfigFault, unknown="fault")


def test_body_never_stands_in_the_front_matter() -> None:
    _, notices = typed(read_mapping("title: t\nbody: x\n", "a.md"), Sample, "a.md", body="B")
    assert [n.message for n in notices] == ["unknown key 'body'"]


def test_a_synonym_beside_its_field_is_a_fault_that_names_both() -> None:
    with pytest.raises(BadField, match=r"'label' means the same as 'title' on line 1"):
        typed(read_mapping("title: t\nlabel: u\n", "a.md"), Sample, "a.md", {"label": "title"})
