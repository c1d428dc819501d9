"""What our references say, an independent CSL processor says too, of the same texts by our CSL-JSON.

Typst's carries the CSL project's own styles. Judged are ordinary texts: what its styles leave out (originals,
conversions, versions, dates in words, older texts) or cannot know (that "Lin Wanqing" begins with the family
name) only the judged references say.
"""

import json
import re
from html import unescape

import pytest
import typst

from responses.citations.files import csl
from tests.citations.works import JUDGED, work

CASES = {each["case"]: each for each in JUDGED}
STYLES = {
    "APA 7": "apa",
    "MLA 9": "mla",
    "Chicago 17": "chicago-fullnotes",
    "GB/T 7714—2015": "gb-7714-2015-numeric",
}
# Where it differs from its handbook: a comma after a bare year, and capitals for the names of bodies.
ORDINARY = {
    "one author, a day": STYLES,
    "one Chinese author in English, who ends with the family name": STYLES,
    "Jr.": ("APA 7", "MLA 9", "Chicago 17"),
    "four authors": ("APA 7", "MLA 9", "GB/T 7714—2015"),
    "no author": ("APA 7", "MLA 9", "GB/T 7714—2015"),
    "a pen name": ("APA 7", "MLA 9", "Chicago 17"),
    "a month": STYLES,
    "a year": ("MLA 9", "Chicago 17", "GB/T 7714—2015"),
    "no date": ("MLA 9", "Chicago 17", "GB/T 7714—2015"),
    "a translation whose original is not public": ("APA 7",),
    "简, without a name in Latin letters": STYLES,
    "简, a body": STYLES,
    "简, a month": STYLES,
    "繁, a title with a quotation": STYLES,
}


def name(said):
    if "literal" in said:
        return {"name": said["literal"]}
    suffix = {"suffix": said["suffix"]} if "suffix" in said else {}
    return {"name": said["family"], "given-name": said["given"]} | suffix


def day(date):
    return "-".join(f"{part:02}" for part in date["date-parts"][0])


def entry(item, site):
    """The item as Typst wants it; the site's name as references in English give it."""
    said = {
        "type": "Web",
        "title": item["title"],
        "language": item["language"],
        "parent": {"type": "Web", "title": site},
        "url": {"value": item["URL"], "date": day(item["accessed"])},
        "author": [name(each) for each in item.get("author", [])],
        "date": day(item["issued"]) if "issued" in item else "",
        "affiliated": [{"role": "translator", "names": [name(each)]} for each in item.get("translator", [])],
    }
    return {key: value for key, value in said.items() if value}


def processed(given, style):
    cited = work(given)
    entries = json.dumps({"a": entry(csl.item(cited), cited.site_latin)}, ensure_ascii=False)
    data = json.dumps(entries, ensure_ascii=False)
    source = f'#bibliography(bytes({data}), full: true, title: none, style: "{STYLES[style]}")'
    page = typst.compile(source.encode(), format="html", ignore_system_fonts=True).decode()
    text = re.sub("<[^>]+>", "", re.search(r"<li>(.*?)</li>", page, re.DOTALL)[1])
    return " ".join(unescape(text).removeprefix("[1]").split())


@pytest.mark.parametrize("style", STYLES)
def test_an_independent_processor_writes_the_same_of_ordinary_texts(style):
    cases = [case for case, styles in ORDINARY.items() if style in styles]
    assert {case: processed(CASES[case], style) for case in cases} == {
        case: CASES[case]["expected"][style] for case in cases
    }
