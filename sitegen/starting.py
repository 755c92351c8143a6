"""``sitegen init``: an archive's first files. What is there already is never overwritten."""

import json
import os
import shlex
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from sitegen import __version__
from sitegen.config import FILE, Config, json_schema
from sitegen.errors import Fault, Spot
from sitegen.files import make_folder, read_bytes, shipped, write_whole
from sitegen.yamltree import write_mapping

SCHEMA = "sitegen.schema.json"
FOLDERS = ("content/articles", "content/people", "content/places", "content/pages", "clippings")

SAMPLE = "The Space Age in Clippings"
HAND_WRITTEN = (
    "pages/about.md",
    "people/alan-shepard.md",
    "people/bernard-lovell.md",
    "people/dwight-d-eisenhower.md",
    "people/edward-white.md",
    "people/edwin-aldrin.md",
    "people/eugene-kranz.md",
    "people/james-lovell.md",
    "people/john-f-kennedy.md",
    "people/john-glenn.md",
    "people/lyndon-b-johnson.md",
    "people/neil-armstrong.md",
    "people/nikita-khrushchev.md",
    "people/richard-nixon.md",
    "people/roger-chaffee.md",
    "people/sergei-korolev.md",
    "people/valentina-tereshkova.md",
    "people/virgil-grissom.md",
    "people/wernher-von-braun.md",
    "people/yuri-gagarin.md",
    "places/birmingham.md",
    "places/cape-canaveral.md",
    "places/goldstone.md",
    "places/hammaguir.md",
    "places/honeysuckle-creek.md",
    "places/hull.md",
    "places/jodrell-bank.md",
    "places/pacific-ocean.md",
    "places/sea-of-tranquility.md",
    "places/uchinoura.md",
    "places/united-states.md",
    "places/woomera.md",
    "collections/tamarind-bay-library-cuttings.md",
)
"""The sample's files below ``content/`` that import didn't make; ``pyproject.toml`` puts the same into the wheel."""

IGNORED = "/site/\n/.sitegen/\n"

WORKFLOW = f"""\
# Builds the archive and publishes it on GitHub Pages at every push.
# Once: Settings > Pages > Source: GitHub Actions.
name: pages
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions:
  contents: read
concurrency:
  group: pages
  cancel-in-progress: false
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5.0.0
      - uses: actions/setup-python@v6.0.0
        with:
          python-version: "3.13"
      - run: pip install "sitegen-archive[search]=={__version__}"
      - run: sitegen build
      - uses: actions/upload-pages-artifact@v4.0.0
        with:
          path: site
  deploy:
    needs: build
    runs-on: ubuntu-24.04
    permissions:
      pages: write
      id-token: write
    environment:
      name: github-pages
      url: ${{{{ steps.deployment.outputs.page_url }}}}
    steps:
      - id: deployment
        uses: actions/deploy-pages@v4.0.5
"""


class Answers(Struct, frozen=True):
    """What the user said of the new archive; None and "" leave the default."""

    title: str | None = None
    site_url: str | None = None
    rights: str | None = None


class Started(Struct, frozen=True):
    """What ``init`` did."""

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]
    next_steps: tuple[str, ...]


def default_title(sample: bool) -> str:
    return SAMPLE if sample else Config().title


def start(folder: Path, answers: Answers, sample: bool) -> Started:
    """Writes the first files of an archive into a folder, new or not.

    Raises ConfigFault for an answer that can't be, WriteFailed, and Fault where the folder is a file.
    """
    if os.path.lexists(folder) and not folder.is_dir():
        raise Fault(Spot(str(folder)), "is not a folder", "give another name")
    settings = commented_settings(answers, sample)
    written, kept = [], []
    for path, data in _files(settings, sample):
        target = folder / path
        if os.path.lexists(target):
            kept.append(path)
        else:
            write_whole(target, data)
            written.append(path)
    for name in FOLDERS:
        make_folder(folder / name)
    return Started(folder, tuple(written), tuple(kept), _next_steps(folder, sample))


def _files(settings: str, sample: bool) -> Iterator[tuple[str, bytes]]:
    yield FILE, settings.encode()
    yield SCHEMA, (json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n").encode()
    yield ".gitignore", IGNORED.encode()
    yield ".github/workflows/pages.yml", WORKFLOW.encode()
    if not sample:
        return
    clippings = shipped("clippings")
    for file in sorted(f for f in clippings.rglob("*") if f.is_file() and not f.name.startswith(".")):
        yield f"clippings/{file.relative_to(clippings).as_posix()}", read_bytes(file)
    for name in HAND_WRITTEN:
        yield f"content/{name}", read_bytes(sample_content() / name)


def sample_content() -> Path:
    """Folder of the sample's hand-written files: in the wheel apart, in the checkout among the others."""
    try:
        return shipped("sample")
    except Fault:
        return shipped("content")


def commented_settings(answers: Answers, sample: bool) -> str:
    """``sitegen.yaml`` with every setting described; those that have their default stand as comments.

    Raises ConfigFault where an answer isn't a value that the setting can have.
    """
    from sitegen.config import read_config

    given = {name: value for name, value in msgspec.to_builtins(answers).items() if value}
    given.setdefault("title", default_title(sample))
    lines = [
        f"# yaml-language-server: $schema={SCHEMA}",
        "# Settings of the archive. A line that begins with '#' shows the default;",
        "# take the '#' away to set another value. 'sitegen schema' prints them for editors.",
    ]
    descriptions = json_schema()["properties"]
    for setting in msgspec.structs.fields(Config):
        name = setting.encode_name
        value = write_mapping({name: given.get(name, setting.default)}).rstrip("\n")
        lines += ["", f"# {descriptions[name]['description']}", value if name in given else "#" + value.replace("\n", "\n#")]
    text = "\n".join(lines) + "\n"
    read_config(text)
    return text


def _next_steps(folder: Path, sample: bool) -> tuple[str, ...]:
    go = () if folder == Path() else (f"cd {shlex.quote(str(folder))}",)
    first = "sitegen import clippings/" if sample else "put your clippings into clippings/, then: sitegen import clippings/"
    return (*go, first, "sitegen serve")
