"""The words that the rules know, as tables: English first; another language is another set of them.

Every word here is one of newspapers or of the web in general, none of a certain clipping.
"""

import types


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for tables that are to be read."""
    return frozenset(text.split())


MONTHS: tuple[tuple[str, int], ...] = tuple(
    (form, number)
    for number, forms in enumerate(
        ("January Jan", "February Feb Febr", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
         "September Sept Sep", "October Oct", "November Nov", "December Dec"), 1)
    for form in forms.split()
)  # fmt: skip

WEEKDAYS: tuple[tuple[str, int], ...] = tuple(
    (form, number)
    for number, forms in enumerate(
        ("Monday Mon", "Tuesday Tues Tue", "Wednesday Wed", "Thursday Thurs Thur Thu", "Friday Fri", "Saturday Sat", "Sunday Sun"))
    for form in forms.split()
)  # fmt: skip
"""Monday is 0, as in datetime."""

SEASONS: tuple[tuple[str, str], ...] = (("spring", "21"), ("summer", "22"), ("autumn", "23"), ("fall", "23"), ("winter", "24"))
"""EDTF numbers of the seasons."""

ABOUT = ("about", "circa", r"ca?\.", "around", "probably", "possibly", "perhaps", "approximately")

ZONES = types.MappingProxyType({
    "Z": "Z", "UTC": "Z", "GMT": "Z", "BST": "+01:00", "WET": "Z", "WEST": "+01:00", "CET": "+01:00", "CEST": "+02:00",
    "EET": "+02:00", "EEST": "+03:00", "MSK": "+03:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00",
    "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00", "AKST": "-09:00", "HST": "-10:00",
    "JST": "+09:00", "AEST": "+10:00", "AEDT": "+11:00", "NZST": "+12:00", "NZDT": "+13:00",
})  # fmt: skip
"""Offsets of the zone names that papers in English use (RFC 2822 and the tz database); IST, which is three zones, is left out."""

AGENCIES = types.MappingProxyType({
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "AP": ("AP", "A.P.", "Associated Press", "The Associated Press"),
    "UPI": ("UPI", "U.P.I.", "United Press International"),
    "UP": ("UP", "U.P.", "United Press"),
    "INS": ("INS", "International News Service"),
    "Reuters": ("Reuters", "REUTERS", "Reuter", "REUTER"),
    "TASS": ("TASS", "Tass", "ITAR-TASS", "Itar-Tass"),
    "EPA": ("EPA", "European Pressphoto Agency"),
    "dpa": ("DPA", "dpa", "Deutsche Presse-Agentur"),
    "ANSA": ("ANSA", "Ansa"),
    "EFE": ("EFE", "Efe"),
    "Xinhua": ("Xinhua", "XINHUA", "Hsinhua", "New China News Agency"),
    "PA": ("PA", "P.A.", "Press Association"),
    "Tanjug": ("Tanjug", "TANJUG"),
    "Interfax": ("Interfax", "INTERFAX"),
    "RIA Novosti": ("RIA Novosti", "RIA", "Novosti", "APN"),
    "Kyodo": ("Kyodo", "KYODO", "Kyodo News"),
    "Jiji": ("Jiji", "Jiji Press"),
    "Yonhap": ("Yonhap",),
    "PTI": ("PTI", "P.T.I.", "Press Trust of India"),
    "UNI": ("UNI", "United News of India"),
    "IANS": ("IANS",),
    "ANI": ("ANI",),
    "APP": ("APP",),
    "Antara": ("Antara", "ANTARA"),
    "Bernama": ("Bernama", "BERNAMA"),
    "CP": ("CP", "C.P.", "Canadian Press", "The Canadian Press"),
    "AAP": ("AAP", "A.A.P.", "Australian Associated Press"),
    "NZPA": ("NZPA",),
    "SAPA": ("SAPA", "Sapa"),
    "APA": ("APA",),
    "ATS": ("ATS", "Keystone-ATS"),
    "BTA": ("BTA",),
    "CTK": ("CTK", "Ceteka", "ČTK"),
    "PAP": ("PAP",),
    "MTI": ("MTI",),
    "ADN": ("ADN",),
    "MENA": ("MENA",),
    "SANA": ("SANA",),
    "IRNA": ("IRNA",),
    "WAM": ("WAM",),
    "QNA": ("QNA",),
    "Anadolu": ("Anadolu", "Anadolu Agency", "AA"),
    "Belga": ("Belga", "BELGA"),
    "ANP": ("ANP",),
    "Ritzau": ("Ritzau",),
    "NTB": ("NTB",),
    "TT": ("TT",),
    "Lusa": ("Lusa", "LUSA"),
    "Prensa Latina": ("Prensa Latina",),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "NANA": ("NANA", "North American Newspaper Alliance"),
    "Havas": ("Havas", "HAVAS"),
})  # fmt: skip
"""News agencies under the name that the field ``agency`` gives them, with the forms that papers print."""

AGENCY_NAMES = types.MappingProxyType({form: name for name, forms in AGENCIES.items() for form in forms})

PAPER_WORDS = word_set(
    """advance advertiser advocate argus banner bee bulletin bugle chronicle citizen clarion constitution courant
    courier daily democrat despatch dispatch eagle echo enquirer evening examiner express gazette globe guardian
    herald independent inquirer intelligencer journal leader ledger mail mercury messenger mirror morning news newspaper
    observer pilot post press record recorder reflector register reporter republican review
    sentinel standard star sun sunday telegram telegraph times tribune vindicator weekly
    zeitung"""
)  # fmt: skip
"""Words that newspapers are called by, in English; those that headlines use as much are left out."""

SECTIONS = word_set(
    """news local national international foreign home world regional state city county metro metropolitan business finance
    financial money economy politics political sport sports arts entertainment culture books theatre theater film films
    music opinion editorial editorials comment analysis letters features feature lifestyle style living women women's
    society science space technology health education environment weather travel obituaries obituary deaths court courts
    crime law religion front page latest special report reports supplement magazine review sunday extra affairs
    television radio farming agriculture gardening motoring property overseas people life leisure family diary column
    notes profile interview brief briefs shipping parish municipal the and & to of from editor our in"""
)  # fmt: skip
"""Words that section labels and kickers are made of."""

SECTION_CONNECTORS = frozenset({"the", "and", "&", "to", "of", "from", "our", "in", "editor", "special", "page", "people", "latest"})

HEADERS = types.MappingProxyType({
    "source": "source", "newspaper": "source", "publication": "source", "paper": "source", "journal": "source", "published in": "source",
    "date": "date", "published": "date", "publication date": "date", "date published": "date", "issue date": "date", "dated": "date",
    "pub date": "date", "issue": "date", "updated": "updated", "last updated": "updated", "modified": "updated",
    "byline": "authors", "by": "authors", "author": "authors", "authors": "authors", "writer": "authors", "reporter": "authors",
    "correspondent": "authors", "written by": "authors",
    "page": "page", "pages": "page", "p": "page", "pp": "page", "section": "section", "edition": "edition", "category": "section",
    "title": "title", "headline": "title", "heading": "title", "subtitle": "subtitle", "deck": "subtitle", "subhead": "subtitle",
    "subheading": "subtitle", "standfirst": "subtitle", "dateline": "dateline", "place": "dateline", "location": "dateline",
    "agency": "agency", "wire": "agency", "news agency": "agency", "url": "url", "link": "url", "web address": "url",
    "accessed": "accessed", "retrieved": "accessed", "date accessed": "accessed", "language": "language", "collection": "collection",
    "identifier": "identifier", "shelfmark": "identifier", "call number": "identifier", "id": "identifier",
    "tags": "tags", "keywords": "tags", "subject": "tags", "subjects": "tags", "summary": "summary", "abstract": "summary",
})  # fmt: skip
"""Keys of ``Key: value`` lines above or below an article, and the fields that they fill."""

OTHER_HEADERS = word_set(
    """copyright rights column columns col volume vol number no length word count words illustration note notes clipped
    scanned transcribed transcriber transcription typed file folder box reel film frame load-date document type"""
) | frozenset(
    ("issue no", "issue number", "column no", "word count", "transcribed by", "typed by", "scanned by", "clipped by", "document type")
)
"""Keys that go to ``extra`` where they stand among the others."""

CORRESPONDENTS = r"(?:an?|our|the)\s+(?:[\w'’-]+\s+){0,3}?(?:correspondents?|reporters?|representatives?|staff(?:\s+writers?)?|editor|man)"
"""Who signs without a name."""

ROLES = (
    r"""(?:(?:[\w'’-]+\s+){0,4}?(?:correspondent|reporter|editor|writer|staff|columnist|critic|bureau|service|contributor|photographer))"""
)

PHOTO_LABELS = (
    "photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "caption", "photo caption", "pictured",
    "illustration", "above", "below", "cutline", "drawing", "map", "diagram",
)  # fmt: skip

CREDIT_LABELS = ("photo by", "photograph by", "picture by", "photo credit", "photo courtesy of", "credit", "image credit", "photo courtesy")

CREDIT_WORDS = r"(?:photos?|photographs?|pictures?|wirephoto|telephoto|radiophoto|soundphoto|laserphoto|images?|handout|courtesy|file)"

NOTE_WORDS = word_set(
    """handwritten scrapbook transcribed transcriber transcript transcription typed typist retyped clipping clippings cutting cuttings
    torn illegible unreadable pasted glued pencil pencilled penciled margin undated verso reverse overleaf scanned scan missing
    faded smudged advertisement advert"""
)  # fmt: skip
"""Words by which a remark in brackets at either end is a transcriber's, not the paper's."""

NOTE_PHRASES = ("no date", "date unknown", "other side", "the back", "end of clipping", "cut off", "no source", "source unknown", "n.d.")
