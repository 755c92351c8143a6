import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.watcher.preview import allow_reload, is_local, previewed

PAGE = (
    '<!doctype html><html><head><title>t</title><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; '
    "script-src 'self'\"></head><body><p>text</p></body></html>"
)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:1", "[::1]", "[::1]:8000"])
def test_this_machine_is_answered(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize(
    "host",
    [
        "evil.com",
        "127.0.0.1.evil.com",
        "localhost.evil.com",
        "[",
        "[::1",
        "",
        "localhost:",
        "localhost:x",
        "a@localhost",
        "localhost:80:80",
        "127.0.0.1\n",
        "0.0.0.0",
    ],
)
def test_another_name_is_not(host: str) -> None:
    """W11."""
    assert not is_local(host)


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("default-src 'none'; script-src 'self'", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' ws://h:1"),
        ("default-src 'self'", "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ws://h:1"),
        ("connect-src 'none'", "connect-src 'self' ws://h:1"),
        ("script-src 'sha256-x'; script-src 'none'", "script-src 'sha256-x' 'self'"),
        ("base-uri 'none'", "base-uri 'none'"),
        ("", ""),
        (";;  ;", ""),
    ],
)
def test_a_policy_lets_the_script_run_and_nothing_more(policy: str, allowed: str) -> None:
    assert allow_reload(policy, "h:1") == allowed


def test_a_page_gets_the_script_before_its_end_and_a_policy_that_lets_it_run() -> None:
    shown = previewed(PAGE, "127.0.0.1:8000", 8000, "")
    assert shown.endswith('<p>text</p><script src="/livereload.js?port=8000"></script></body></html>')
    assert "connect-src &#x27;self&#x27; ws://127.0.0.1:8000" in shown
    assert "sitegen-trouble" not in shown


def test_a_page_without_an_end_gets_the_script_too() -> None:
    assert previewed("<p>text", "h", 1, "").endswith("</script>")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_the_text_of_a_banner_is_text(trouble: str) -> None:
    page = html5lib.parse(previewed(PAGE, "h", 1, "x" + trouble), namespaceHTMLElements=False)
    (banner,) = page.findall(".//aside")
    assert [e.tag for e in banner.iter()] == ["aside", "strong", "pre"]
    assert banner.find("pre").text == "x" + trouble
    assert len(page.findall(".//script")) == 1
