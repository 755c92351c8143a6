"""A small archive for the browser: each kind of page, an article with a scan, one in another script, one cut to an excerpt."""

from pathlib import Path

from sitegen.builder import Options, build
from sitegen.config import load_site

SETTINGS = """\
title: The Space Age in Print
subtitle: Clippings from Sputnik to the handshake in orbit
site_url: https://example.org/deep/archive/
publisher: Harbour City Local History Society
contact: desk@example.org
templates: null
"""

SCAN = """\
<svg xmlns="http://www.w3.org/2000/svg" width="600" height="900" viewBox="0 0 600 900"><rect width="600" height="900" fill="#e9e1cd"/></svg>
"""

CONTENT = {
    "articles/1969/men-on-the-moon.md": """\
---
title: Men Walk on the Moon
subtitle: A third keeps watch from the mother ship
date: 1969-07-21
authors: [Harold Whitcombe]
source: Harbour City Evening Post
agency: Reuters
dateline: Houston
section: Front page
page: "1"
collection: The Moon landings
language: en
url: https://example.org/found/here
images:
  - {caption: The crew before the flight., credit: NASA, code: S69-31739}
scans:
  - {src: men-on-the-moon.svg, page: "1"}
people: [{name: Neil Armstrong, as: [Armstrong]}, Michael Collins]
places: [Houston, Tranquility Base]
organisations: [NASA]
tags: [Apollo 11]
summary: Two Americans set foot upon the lunar surface last night.
---
Neil Armstrong climbed down the ladder, and all Houston listened.

## The flag is raised

Mr. Armstrong spoke from Tranquility Base while Michael Collins circled overhead.
""",
    "articles/1962/aldrin-to-be.md": """\
---
title: "Averylongheadlinewordthatnothinginthefontcanbreak: Test pilots chosen, among them a civilian"
date: 1962-09
source: Westmarch Globe
people: [Neil Armstrong]
places: [Houston]
rights: excerpt
---
Neil Armstrong is one of nine who are to train near Houston.
""",
    "articles/undated/arabic.md": """\
---
title: رواد الفضاء يعودون إلى الأرض
source: Lagoon Weekly
language: ar
people: [Neil Armstrong]
---
عاد Neil Armstrong إلى الأرض اليوم.
""",
    "people/neil-armstrong.md": """\
---
name: Neil Armstrong
description: American astronaut
born: 1930-08-05
died: 2012-08-25
ids: {wikidata: Q1615}
aliases: [Neil Alden Armstrong]
---
Commanded Apollo 11.
""",
    "places/houston.md": """\
---
name: Houston
description: City in Texas
country: United States
coordinates: [29.7633, -95.3633]
---
""",
    "pages/about.md": "---\ntitle: About\n---\nThe newspapers are invented.\n",
    "pages/index.md": "---\ntitle: Front page\n---\nEighteen years of clippings, by [name](people.html).\n",
}


def build_archive(folder: Path) -> Path:
    """Writes the archive into a folder and builds it; its finished site."""
    for path, text in CONTENT.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "content/articles/1969/men-on-the-moon.svg").write_text(SCAN)
    (folder / "sitegen.yaml").write_text(SETTINGS)
    site = load_site(folder)
    report = build(site, Options(jobs=1, as_of="2026-01-01"))
    assert not report.faults
    return site.output
