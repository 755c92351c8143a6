from pathlib import Path

import jsonschema
import msgspec
import pytest
import yaml

from sitegen.config import Config, json_schema, load_site, read_config
from sitegen.errors import ConfigFault, NotASite


def refused(text: str) -> ConfigFault:
    with pytest.raises(ConfigFault) as caught:
        read_config(text)
    return caught.value


@pytest.mark.parametrize("text", ["", "# nothing\n", "title: null\n"])
def test_every_setting_has_a_default(text: str) -> None:
    assert read_config(text) == Config()


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("title: 1969", "title", "1969"),
        ("related: 0", "related", 0),
        ("paginate: yes", "paginate", True),
        ("templates: null", "templates", None),
        ("templates: looks", "templates", "looks"),
        ("site_url: https://a.org/b", "site_url", "https://a.org/b/"),
        ("site_url: http://localhost:8000", "site_url", "http://localhost:8000/"),
    ],
)
def test_a_setting_is_read(text: str, field: str, value: object) -> None:
    assert getattr(read_config(text), field) == value


@pytest.mark.parametrize(
    ("url", "path"),
    [("https://a.org", "/"), ("https://a.org/", "/"), ("https://a.org/x", "/x/"), ("https://a.org/x/y/", "/x/y/"), ("", "/")],
)
def test_the_path_of_the_site(url: str, path: str) -> None:
    """B49."""
    assert read_config(f"site_url: '{url}'").base_path == path


@pytest.mark.parametrize(
    "url",
    [
        "a.org",
        "//a.org",
        "ftp://a.org",
        "https://",
        "https:///x",
        "javascript:alert(1)",
        "https://a.org/?q",
        "https://a.org/#x",
        "http://[x",
    ],
)
def test_a_site_url_that_is_none(url: str) -> None:
    """B49."""
    fault = refused(f"title: x\nsite_url: '{url}'\n")
    assert fault.spot.line == 2
    assert fault.message.startswith("site_url: ")
    assert "https://" in fault.hint


@pytest.mark.parametrize(
    ("text", "line", "said", "hint"),
    [
        ("title: x\ntilte: y", 2, "unknown key 'tilte'", "did you mean 'title'?"),
        ("related: many", 1, "related: a whole number wanted, found 'many'", ""),
        ("paginate: maybe", 1, "paginate: true or false wanted", ""),
        ("rights: all", 1, "rights: one of full, excerpt, metadata wanted, found 'all'", ""),
        ("title: [a]", 1, "title: a text wanted, found a list", ""),
        ("home_entries: 0", 1, "home_entries: 0 is too small", ""),
        ("related: -1", 1, "related: -1 is too small", ""),
        ("title: x\ncontent: ''", 2, "content is empty", "default"),
        ("title: x\ntitle: y", 2, "twice", ""),
        ("title: a: b", 1, "not YAML", "quotes"),
        ("- a", 1, "'key: value' lines wanted", ""),
    ],
)
def test_a_wrong_setting_names_its_line(text: str, line: int, said: str, hint: str) -> None:
    fault = refused(text)
    assert (fault.letter, fault.spot.path, fault.spot.line) == ("S", "sitegen.yaml", line)
    assert said in fault.message
    assert hint in fault.hint


def test_a_site_is_loaded_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "sitegen.yaml").write_bytes("\ufefftitle: Zoë\noutput: public\n".encode())
    site = load_site(tmp_path)
    assert (site.config.title, site.output, site.content) == ("Zoë", tmp_path / "public", tmp_path / "content")


def test_a_folder_without_settings_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotASite) as caught:
        load_site(tmp_path)
    assert "sitegen init" in caught.value.hint


def test_settings_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "sitegen.yaml").write_bytes(b"title: Zo\xeb\n")
    with pytest.raises(ConfigFault, match="not UTF-8: byte 10"):
        load_site(tmp_path)


def test_the_schema_for_editors_agrees_with_the_reader() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(schema)
    assert check.is_valid(msgspec.json.decode(msgspec.json.encode(Config())))
    for good in ("{}", "title: x\nrelated: 0\ntemplates: null\n"):
        assert check.is_valid(yaml.safe_load(good))
        read_config(good)
    for bad in ("tilte: x", "related: many", "rights: all", "title: [a]"):
        assert not check.is_valid(yaml.safe_load(bad))
        refused(bad)


def test_every_setting_is_described() -> None:
    properties = json_schema()["properties"]
    assert set(properties) == {f.encode_name for f in msgspec.structs.fields(Config)}
    assert all(p["description"].endswith(".") for p in properties.values())


def test_a_control_character_in_a_setting() -> None:
    with pytest.raises(ConfigFault) as found:
        read_config('theme: x\ntitle: "a\\0b"\n')
    assert found.value.spot.line == 2
