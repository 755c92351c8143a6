"""Bytes to text: certain first, guesses said."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import BadClipping
from sitegen.loader.decode import LIMIT, decode

LONG = "Die Sitzung dauerte länger als erwartet, weil die Mitglieder über die Höhe der Gebühren stritten. " * 5
RUSSIAN = "Заседание продолжалось дольше обычного, потому что члены совета спорили о размере сборов. " * 8


@given(st.text())
def test_utf8_is_kept_but_for_what_no_page_can_show(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8", "surrogatepass"), "x")
    except BadClipping:
        return
    assert not any(ord(c) < 32 and c not in "\n\t" for c in decoded.text)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_a_refusal(data: bytes) -> None:
    try:
        text = decode(data, "x").text
    except BadClipping:
        return
    text.encode()
    assert "\x00" not in text


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_marks(mark: str) -> None:
    assert decode("A naïve line\r\nand more".encode(mark), "x").text == "A naïve line\nand more"


def test_a_mark_that_lies() -> None:
    with pytest.raises(BadClipping, match=r"mark says utf-8, but byte 5"):
        decode(b"\xef\xbb\xbfa\xff\xfe", "x")


def test_an_old_encoding_is_guessed_and_said() -> None:
    decoded = decode(LONG.encode("latin-1"), "x")
    assert decoded.text == LONG
    assert "a guess" in decoded.notices[0].message
    decoded = decode(RUSSIAN.encode("koi8-r"), "x")
    assert decoded.text == RUSSIAN
    assert decoded.notices


def test_without_the_extra_it_is_western_european_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    monkeypatch.setitem(sys.modules, "ftfy", None)
    decoded = decode(LONG.encode("cp1252"), "x")
    assert decoded.text == LONG
    assert "sitegen-archive[import]" in decoded.notices[0].hint
    wrong = decode("cafÃ©".encode(), "x")
    assert wrong.text == "cafÃ©"
    assert "sitegen-archive[import]" in wrong.notices[0].hint


def test_right_text_with_such_letters_is_left_alone() -> None:
    for text in ("São Tomé e Príncipe, Ã©té", "L’ÂME DU MONDE", "Ångström • naïve — “curly” … €5"):
        assert decode(text.encode(), "x").text == text or decode(text.encode(), "x").notices


def test_limit_and_size_are_named() -> None:
    with pytest.raises(BadClipping, match=f"{LIMIT + 1:,} bytes; a text of at most {LIMIT:,} is read"):
        decode(b"a" * (LIMIT + 1), "x")


def test_form_feeds_and_old_line_ends() -> None:
    assert decode(b"a\rb\r\nc\x0cd\xc2\x85e", "x").text == "a\nb\nc\n\nd\ne"


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08", b"7z\xbc\xaf\x27\x1c", b"{\\rtf1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"RIFF....WEBP"])
def test_binary_types_are_named(data: bytes) -> None:
    with pytest.raises(BadClipping, match=r"^x: an? "):
        decode(data, "x")


def test_text_that_begins_as_a_program_does_is_text() -> None:
    assert decode(b"MZ was the first of them, and the ship came in.", "x").text.startswith("MZ")
