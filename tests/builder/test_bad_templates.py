"""Templates and themes that break builders, each by its row: a message with its place, the rest built, never a traceback.

Rows are those of the list of bad inputs that the design keeps: B01 is the builder's first.
"""

import json
from pathlib import Path

import pytest
from site_kit import built, make_site, put

from builder.bad_inputs import GOOD, PATH, refused
from sitegen.builder.templates import TemplateFault


def test_b43_an_undefined_variable_in_a_template(tmp_path: Path) -> None:
    built(tmp_path, {PATH: GOOD})
    put(tmp_path, {"templates/article.html": "<p>one</p>\n<p>{{ page.titel }}</p>\n"})
    fault = refused(tmp_path, TemplateFault)
    assert (fault.spot.path, fault.spot.line) == ("article.html", 2)
    assert "titel" in fault.message


def test_b43_in_the_last_page_of_many(tmp_path: Path) -> None:
    """The fault shows when most pages are rendered: none of them may have been written."""
    built(tmp_path, {f"content/articles/1960/{n:03}.md": GOOD for n in range(120)})
    put(
        tmp_path,
        {
            "templates/feed.atom": "{{ nothing }}",
            "templates/article.html": '{% extends "theme:article.html" %}{% block head %}{% endblock %}',
        },
    )
    assert refused(tmp_path, TemplateFault).spot.path == "feed.atom"


def test_b43_a_value_used_wrongly(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": "\n\n{{ page.title + 1 }}"})
    assert str(refused(tmp_path, TemplateFault).spot) == "article.html:3"


@pytest.mark.parametrize(
    "expression", ["{{ 1 // 0 }}", "{{ [][5].x }}", "{{ ''|no_such_filter }}", "{{ range(10)|first(1, 2) }}", "{% for %}"]
)
def test_b43_any_failure_in_a_template_is_placed(tmp_path: Path, expression: str) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": f"\n{expression}"})
    assert str(refused(tmp_path, TemplateFault).spot) == "article.html:2"


def test_b43_a_template_that_includes_itself(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": '{% include "article.html" %}'})
    assert "itself" in refused(tmp_path, TemplateFault).message


def test_b45_a_missing_theme(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD}, theme="brodsheet")
    fault = refused(tmp_path, TemplateFault)
    assert str(tmp_path / "themes" / "brodsheet") in fault.hint
    assert "did you mean 'broadsheet'?" in fault.hint


def test_b45_a_missing_partial(tmp_path: Path) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": '{% include "_partz.html" %}'})
    fault = refused(tmp_path, TemplateFault)
    assert fault.message == "no template '_partz.html', which article.html wants"
    assert str(tmp_path / "templates") in fault.hint
    assert str(tmp_path / "themes/plain/templates") in fault.hint
    assert "did you mean '_parts.html'?" in fault.hint


@pytest.mark.parametrize("name", ["../../sitegen.yaml", "/etc/hostname", "..\\x", "../x"])
def test_b47_an_include_from_elsewhere(tmp_path: Path, name: str) -> None:
    make_site(tmp_path, {PATH: GOOD, "templates/article.html": f"{{% include {json.dumps(name)} %}}"})
    assert "no template" in refused(tmp_path, TemplateFault).message
