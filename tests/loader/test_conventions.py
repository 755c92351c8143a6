"""Conventions of papers, wires and websites, each in a clipping made for it; only what a case names is compared."""

from typing import Any

import pytest

from sitegen.loader.reading import read_text

BODY = (
    "The harbour board met for three hours and agreed in the end to dredge the channel before the winter.\n\n"
    "Two members voted against it. The chairman said that the silt would not wait for anybody's opinion.\n"
)
LAST = "The chairman said that the silt would not wait for anybody's opinion."

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "nothing but headline and text": (f"Board agrees to dredge\n\n{BODY}", {"title": "Board agrees to dredge", "date": "", "source": ""}),
    "byline and paper's staff": (
        f"BOARD AGREES TO DREDGE\nBy RUTH ALDER\nHerald Staff Writer\n\n{BODY}",
        {"title": "BOARD AGREES TO DREDGE", "authors": ("Ruth Alder",)},
    ),
    "byline with agency under it": (
        f"Board agrees to dredge\n\nBy Ruth Alder\nAssociated Press Writer\n\nPORTO (AP) — {BODY}",
        {"authors": ("Ruth Alder",), "agency": "AP", "dateline": "Porto"},
    ),
    "two authors": (f"Board agrees\n\nBy Ruth Alder and Tom O'Brien\n\n{BODY}", {"authors": ("Ruth Alder", "Tom O'Brien")}),
    "three authors in capitals": (
        f"Board agrees\n\nBY RUTH ALDER, TOM O'BRIEN AND JAN VAN DER MEER\n\n{BODY}",
        {"authors": ("Ruth Alder", "Tom O'Brien", "Jan van der Meer")},
    ),
    "author in a place": (
        f"Board agrees\n\nRuth Alder in Nairobi\n\n{BODY}".replace("Ruth", "By Ruth"),
        {"authors": ("Ruth Alder",), "dateline": "Nairobi"},
    ),
    "staff reporter": (f"Board agrees\n\nBy Our Staff Reporter\n\n{BODY}", {"authors": (), "subtitle": ""}),
    "reuters web": (
        f"Board agrees to dredge\n\nLISBON, March 4 (Reuters) - {BODY}\n(Reporting by Ruth Alder in Lisbon; Editing by Tom Beech)\n",
        {"agency": "Reuters", "dateline": "Lisbon", "authors": ("Ruth Alder",), "date": ""},
    ),
    "dateline with its year": (
        f"Board agrees\n\nLISBON, March 4, 1962 (UPI) -- {BODY}",
        {"agency": "UPI", "dateline": "Lisbon", "date": "1962-03-04"},
    ),
    "xinhua": (f"Board agrees\n\nBEIJING, March 4 (Xinhua) -- {BODY}", {"agency": "Xinhua", "dateline": "Beijing"}),
    "tass": (f"Board agrees\n\nMOSCOW. March 4. TASS - {BODY}", {"title": "Board agrees"}),
    "afp with a dash": (f"Board agrees\n\nPARIS, April 9 (AFP) – {BODY}", {"agency": "AFP", "dateline": "Paris"}),
    "state in the dateline": (f"Board agrees\n\nNEW BEDFORD, Mass. (AP) — {BODY}", {"agency": "AP", "dateline": "New Bedford, Mass."}),
    "dateline without agency": (f"Board agrees\n\nNEW DELHI — {BODY}", {"dateline": "New Delhi", "agency": ""}),
    "city and agency on a line": (f"Board agrees\n\nAddis Ababa / dpa\n\n{BODY}", {"dateline": "Addis Ababa", "agency": "dpa"}),
    "city, country and agency": (f"Board agrees\n\nBeirut, Lebanon / AP\n\n{BODY}", {"dateline": "Beirut, Lebanon", "agency": "AP"}),
    "agency alone": (f"Board agrees\n\n(UPI)\n\n{BODY}", {"agency": "UPI"}),
    "by the agency": (f"Board agrees\n\nBy The Associated Press\n\n{BODY}", {"agency": "AP", "authors": ()}),
    "masthead": (
        f"THE EASTERN HERALD, Tuesday, March 6, 1962, Page 4\n\nBoard agrees\n\n{BODY}",
        {"source": "The Eastern Herald", "date": "1962-03-06", "page": "4", "title": "Board agrees"},
    ),
    "masthead on three lines": (
        f"The Eastern Herald\nTuesday, 6 March 1962\nPage 4\n\nBoard agrees\n\n{BODY}",
        {"source": "The Eastern Herald", "date": "1962-03-06", "page": "4", "title": "Board agrees"},
    ),
    "masthead with bars": (
        f"Eastern Herald | 6 March 1962 | p. 4\n\nBoard agrees\n\n{BODY}",
        {"source": "Eastern Herald", "date": "1962-03-06", "page": "4"},
    ),
    "masthead with volume and price": (
        f"EASTERN HERALD — Vol. XII, No. 112 — Tuesday, March 6, 1962 — Price Five Cents\n\nBoard agrees\n\n{BODY}",
        {"source": "Eastern Herald", "date": "1962-03-06"},
    ),
    "citation at the end": (
        f"Board agrees\n\n{BODY}\nEastern Herald, March 6, 1962, p. 4, col. 2\n",
        {"source": "Eastern Herald", "date": "1962-03-06", "page": "4", "extra": {"column": "2"}},
    ),
    "citation in brackets": (
        f"Board agrees\n\n{BODY}\n(Eastern Herald, 6 March 1962, page 4)\n",
        {"source": "Eastern Herald", "date": "1962-03-06", "page": "4"},
    ),
    "source line at the end": (
        f"Board agrees\n\n{BODY}\nSource: Eastern Herald, 6 March 1962, page 4\n",
        {"source": "Eastern Herald", "date": "1962-03-06"},
    ),
    "header lines": (
        f"Title: Board agrees\nAuthor: Alder, Ruth\nNewspaper: Eastern Herald\nPublished: 6 March 1962\nPages: 4-5\nColumns: 2\n\n{BODY}",
        {"title": "Board agrees", "source": "Eastern Herald", "date": "1962-03-06", "page": "4-5", "extra": {"columns": "2"}},
    ),
    "header lines, unknown date": (
        f"Source: Eastern Herald\nDate: unknown\nHeadline: Board agrees\n\n{BODY}",
        {"date": "", "source": "Eastern Herald"},
    ),
    "reduced date": (f"Source: Eastern Herald\nDate: March 1962\nHeadline: Board agrees\n\n{BODY}", {"date": "1962-03"}),
    "season": (f"Source: Eastern Herald\nDate: Spring 1962\nHeadline: Board agrees\n\n{BODY}", {"date": "1962-21"}),
    "circa": (f"Source: Eastern Herald\nDate: c. 1962\nHeadline: Board agrees\n\n{BODY}", {"date": "1962~"}),
    "ambiguous date": (
        f"Source: Eastern Herald\nDate: 3/4/1962\nHeadline: Board agrees\n\n{BODY}",
        {"date": "", "extra": {"date": "3/4/1962"}},
    ),
    "date that is only one way round": (
        f"Source: Eastern Herald\nDate: 3/24/1962\nHeadline: Board agrees\n\n{BODY}",
        {"date": "1962-03-24"},
    ),
    "web date line": (f"Board agrees\n\nPosted on March 6, 2012\n\n{BODY}", {"date": "2012-03-06"}),
    "web date and update": (
        f"Board agrees\n\nPublished: 6 March 2012\nLast updated: 8 March 2012\n\n{BODY}",
        {"date": "2012-03-06", "updated": "2012-03-08"},
    ),
    "web dates with hours on one line": (
        f"Board agrees\n\nPublished: 14 March 2006 at 09:42 GMT | Updated: 15 March 2006 at 11:05 GMT\n\n{BODY}",
        {"date": "2006-03-14T09:42:00Z", "updated": "2006-03-15T11:05:00Z", "subtitle": ""},
    ),
    "web dates with a dot": (
        f"Board agrees\n\nFirst published 14 March 2006 · Last updated 15 March 2006\n\n{BODY}",
        {"date": "2006-03-14", "updated": "2006-03-15", "subtitle": ""},
    ),
    "web dates with a dash, above the headline": (
        f"Published: Tuesday, March 14, 2006, 9:42 AM EST – Modified: 3 hours ago\n\nBoard agrees\n\n{BODY}",
        {"title": "Board agrees", "date": "2006-03-14T09:42:00-05:00", "updated": "", "subtitle": ""},
    ),
    "web dates under their labels": (
        f"Board agrees\n\nPublished\n14 March 2006\nUpdated\n15 March 2006\n\n{BODY}",
        {"date": "2006-03-14", "updated": "2006-03-15", "subtitle": ""},
    ),
    "web dates, the hour first": (
        f"Board agrees\n\nPublished 09:42, 14 March 2006\n\n{BODY}",
        {"date": "2006-03-14T09:42:00", "subtitle": ""},
    ),
    "web date and an update in brackets": (
        f"Board agrees\n\n14 March 2006, 09:42 GMT (updated 15 March 2006)\n\n{BODY}",
        {"date": "2006-03-14T09:42:00Z", "updated": "2006-03-15", "subtitle": ""},
    ),
    "web dates in header lines": (
        f"Headline: Board agrees\nPublished: 14 March 2006 | Updated: 15 March 2006\nSource: Eastern Herald\n\n{BODY}",
        {"title": "Board agrees", "date": "2006-03-14", "updated": "2006-03-15", "source": "Eastern Herald", "subtitle": ""},
    ),
    "update alone": (
        f"Board agrees\n\nLast updated: 15 March 2006 | The Eastern Herald\n\n{BODY}",
        {"date": "", "updated": "2006-03-15", "source": "The Eastern Herald", "subtitle": ""},
    ),
    "web dates that don't say the month": (
        f"Board agrees\n\nPublished: 3/4/2006 | Updated: 15/4/2006\n\n{BODY}",
        {"date": "", "updated": "2006-04-15", "extra": {"date": "Published: 3/4/2006 | Updated: 15/4/2006"}, "subtitle": ""},
    ),
    "blog's date with its writer": (
        f"Board agrees\n\nPosted by Ruth Alder on March 14, 2006\n\n{BODY}",
        {"date": "2006-03-14", "authors": ("Ruth Alder",), "subtitle": ""},
    ),
    "byline with dates": (
        f"Board agrees\n\nBy Ruth Alder | Published 14 March 2006 | Updated 15 March 2006\n\n{BODY}",
        {"date": "2006-03-14", "updated": "2006-03-15", "authors": ("Ruth Alder",), "subtitle": ""},
    ),
    "blog's date with more": (
        f"Board agrees\n\nPosted on 14 March 2006 in Harbour matters\n\n{BODY}",
        {"date": "2006-03-14", "extra": {"page_dates": "Posted on 14 March 2006 in Harbour matters"}, "subtitle": ""},
    ),
    "row of services": (f"Board agrees\n\nFacebook  Twitter  Email\n\n{BODY}", {"title": "Board agrees", "subtitle": ""}),
    "row of services with marks": (f"Board agrees\n\nPrint | WhatsApp | LinkedIn\n\n{BODY}", {"title": "Board agrees", "subtitle": ""}),
    "menu, an entry a line": (f"Home\nNews\nSport\nSubscribe\n\nBoard agrees\n\n{BODY}", {"title": "Board agrees", "section": ""}),
    "menu with blank lines": (f"Home\n\nNews\n\nSport\n\nBoard agrees\n\n{BODY}", {"title": "Board agrees", "section": ""}),
    "menu in a row": (
        f"Home / News / Sport / Subscribe\n\nBoard agrees\n\n{BODY}",
        {"title": "Board agrees", "section": "", "subtitle": ""},
    ),
    "menu, then the section": (
        f"Home\nNews\nSport\n\nWORLD NEWS\n\nBoard agrees\n\n{BODY}",
        {"title": "Board agrees", "section": "World News", "subtitle": ""},
    ),
    "home alone": (f"Home\n\nBoard agrees\n\n{BODY}", {"title": "Board agrees", "section": ""}),
    "section of two": (f"BUSINESS / PROPERTY\n\nBoard agrees\n\n{BODY}", {"title": "Board agrees", "section": "Business / Property"}),
    "date and place of an event in the text": (f"Board agrees\n\n{BODY}\nThe next meeting is on 4 May 1962.\n", {"date": ""}),
    "section and several decks": (
        f"WORLD NEWS\n\nBOARD AGREES TO DREDGE\n\nChannel to Be Deep Again\n\nTwo Vote Against It\n\n{BODY}",
        {"section": "World News", "title": "BOARD AGREES TO DREDGE", "subtitle": "Channel to Be Deep Again; Two Vote Against It"},
    ),
    "standfirst over a byline": (
        f"Board agrees\n\nAfter a long debate the channel is to be made deep again.\n\nRuth Alder\n\n{BODY}".replace(
            "\n\nRuth", "\n\nBy Ruth"
        ),
        {"subtitle": "After a long debate the channel is to be made deep again.", "authors": ("Ruth Alder",)},
    ),
    "breadcrumb": (f"Home » News » Local\n\nBoard agrees\n\n{BODY}", {"title": "Board agrees"}),
    "headline with a colon": (
        f"Source: minister knew of the leak for years\n\n{BODY}",
        {"title": "Source: minister knew of the leak for years"},
    ),
    "headline that begins with by": (f"By George, they have done it\n\n{BODY}", {"title": "By George, they have done it", "authors": ()}),
    "headline with a date": (f"Remembering July 20, 1969\n\n{BODY}", {"title": "Remembering July 20, 1969", "date": ""}),
    "headline that is a year": (f"1968\n\n{BODY}", {"title": "1968", "date": ""}),
    "caption with a wirephoto": (
        f"Board agrees\n\nThe dredger at work in the channel yesterday. (AP Wirephoto)\n\n{BODY}",
        {"images": [{"caption": "The dredger at work in the channel yesterday.", "credit": "AP Wirephoto"}]},
    ),
    "caption with label and photographer": (
        f"Board agrees\n\nPhoto: The dredger at work. Picture by Tom Beech\n\n{BODY}",
        {"images": [{"caption": "The dredger at work.", "credit": "Tom Beech"}]},
    ),
    "credit alone": (f"Board agrees\n\nPhoto: Tom Beech / AFP\n\n{BODY}", {"images": [{"credit": "Tom Beech / AFP"}]}),
    "getty": (
        f"Board agrees\n\nA dredger in the channel, March 2, 2012.  REUTERS/Tom Beech\n\n{BODY}",
        {
            "images": [{"caption": "A dredger in the channel, March 2, 2012.", "credit": "REUTERS/Tom Beech", "date": "2012-03-02"}],
            "date": "",
        },
    ),
    "agency code": (
        f"Board agrees\n\nlon00712345 A dredger in the channel near Porto, 2 March 2012.  EPA/TOM BEECH\n\n{BODY}",
        {
            "images": [
                {
                    "caption": "A dredger in the channel near Porto, 2 March 2012.",
                    "credit": "EPA/TOM BEECH",
                    "code": "lon00712345",
                    "date": "2012-03-02",
                }
            ]
        },
    ),
    "signature": (f"Board agrees\n\n{BODY}\n— Ruth Alder\n", {"authors": ("Ruth Alder",)}),
    "furniture of a website": (
        f"Board agrees\n\n{BODY}\nTags: harbour, dredging\nShare this article\nFacebook\nTwitter\n\nRelated articles\n\n"
        "Ferry to run on Sundays\nNew pilot for the port\n\n3 Comments\n\nI was there and it was not like that at all.\n\nReply\n\n"
        "Leave a Comment\nYour email address will not be published.\nName *\nEmail *\n© 2012 Eastern Herald. All rights reserved.\n",
        {"source": "Eastern Herald", "authors": ()},
    ),
    "newsletter box": (f"Board agrees\n\n{BODY}\nSign up for our daily newsletter\nSubscribe\nPrivacy Policy\n", {}),
    "no headline": (
        f"LISBON, March 4 (AP) -- {BODY}",
        {"title": "The harbour board met for three hours and agreed in …", "dateline": "Lisbon"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_fields(name: str) -> None:
    text, expected = CASES[name]
    article = read_text(text, "x.txt").article
    found: dict[str, Any] = {field: getattr(article, field) for field in expected}
    if "images" in found:
        found["images"] = [{k: v for k in ("caption", "credit", "code", "date") if (v := getattr(i, k))} for i in article.images]
    assert found == expected


@pytest.mark.parametrize("name", CASES)
def test_the_text_is_whole_and_no_more(name: str) -> None:
    draft = read_text(CASES[name][0], "x.txt")
    kept = [block.text for block in draft.blocks]
    assert kept[0].startswith("The harbour board met")
    end = "The next meeting is on 4 May 1962." if "event" in name else LAST
    assert kept[-1].endswith(end)
    assert len(kept) == (3 if "event" in name else 2)


def test_text_below_furniture_is_text() -> None:
    """A box in the middle takes nothing with it."""
    text = (
        f"Board agrees\n\n{BODY}\nRelated stories\nFerry to run on Sundays\n\nThe board will meet again on the first Monday of the month.\n"
    )
    kept = [block.text for block in read_text(text, "x.txt").blocks]
    assert kept[-1] == "The board will meet again on the first Monday of the month."
    assert kept[:2] == BODY.strip().split("\n\n")


def test_a_sentence_about_a_date_of_publication_is_text() -> None:
    text = f"Board agrees\n\nPublished on 14 March 2006, the report of the board says | otherwise.\n\n{BODY}"
    draft = read_text(text, "x.txt")
    assert (draft.article.date, draft.article.updated) == ("", "")
    assert draft.blocks[0].text.startswith("Published on 14 March 2006, the report")


def test_each_removed_line_has_its_own_reason() -> None:
    text = (
        f"Board agrees\n\n{BODY}\nRelated stories\nFerry to run on Sundays\n\nLeave a Comment\nName *\nI was there.\n"
        "Privacy Policy\n© 2012 Eastern Herald. All rights reserved.\n"
    )
    assert [(removed.text, removed.why) for removed in read_text(text, "x.txt").removed] == [
        ("Related stories", "links to other articles"),
        ("Ferry to run on Sundays", "links to other articles"),
        ("Leave a Comment", "comment form"),
        ("Name *", "comment form"),
        ("I was there.", "comment form"),
        ("Privacy Policy", "page navigation"),
        ("© 2012 Eastern Herald. All rights reserved.", "copyright line"),
    ]
