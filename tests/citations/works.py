"""Works to cite, from the few words in which a judged reference describes one. All of them are invented."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from responses.citations.names import author_of
from responses.citations.work import Author, Version, Work
from responses.lib.dates import PartialDate

JUDGED = json.loads(Path(__file__).with_name("judged_references.json").read_text(encoding="utf-8"))

ONLINE = PartialDate(2026, 3, 12, "day")
TODAY = PartialDate(2026, 11, 22, "day")

# By the name that is printed: the person's own texts, where a person stands behind it.
PEOPLE: dict[str, dict[str, dict[str, str]]] = {
    "Ada Thornfield": {},
    "Ito Bramble": {},
    "Marie-Claire Dubosc": {},
    "J. P. Okonedo": {},
    "Tobias Ashgrove, Jr.": {},
    "Alexis de Morvan": {},
    "Nora Van Alder, PhD": {},
    "Lin Wanqing": {"en": {"name": "Lin Wanqing", "family_name": "Lin"}},
    "Audrey Shen": {"en": {"name": "Audrey Shen", "family_name": "Shen"}},
    "Su Heming": {"en": {"name": "Su Heming", "family_name": "Su"}},
    "林晚晴": {"en": {"name": "Lin Wanqing", "family_name": "Lin"}},
    "沈若雲": {"en": {"name": "Audrey Shen", "family_name": "Shen"}},
    "苏鹤鸣": {"en": {"name": "Su Heming", "family_name": "Su"}},
    "周渡": {},
    "顾一苇": {},
    "艾达·索恩菲尔德": {"en": {"name": "Ada Thornfield"}},
    "艾達·索恩菲爾德": {"en": {"name": "Ada Thornfield"}},
}
# Pen names and bodies.
WHOLE = {"Plain Speaker", "The Lantern Society", "Lantern Dialogues", "渡口读书会", "望潮"}


def author(name: str, language: str = "en") -> Author:
    texts = {} if name in WHOLE else PEOPLE.get(name)
    return author_of(name, language=language, texts=texts, is_whole=name in WHOLE)


def date(said: list[Any] | None) -> PartialDate:
    """``["day", 2017, 9, 21]``, ``["circa", -81]``, ``["words", "in spring"]``; of the web with its year."""
    if not said:
        return PartialDate()
    precision, *parts = said
    if precision == "words":
        return PartialDate(parts[1] if len(parts) > 1 else None, precision=precision, words=parts[0])
    return PartialDate(*parts, *[None] * (3 - len(parts)), precision=precision)


def work(given: dict[str, Any]) -> Work:
    """The work of a judged reference; what it does not say is ordinary."""
    said = {name: value for name, value in given.items() if name not in {"case", "page", "exact", "expected"}}
    language = said.setdefault("language", "en")
    prefix = "" if language == "en" else f"/{language}"
    plain = Work(
        key="on-the-lantern",
        language=language,
        title="On the Lantern",
        authors=(),
        date=PartialDate(2017, 9, 21, "day"),
        online=ONLINE,
        accessed=TODAY,
        site={"en": "Lantern Dialogues", "zh-hans": "灯下对话", "zh-hant": "燈下對話"}[language],
        site_latin="Lantern Dialogues",
        url=f"https://lantern.example{prefix}/t/bcdfgh",
        version=Version(2, PartialDate(2026, 5, 1, "day"), "0123456789ab"),
    )
    for role in ("authors", "translators"):
        said[role] = tuple(author(name, language) for name in said.get(role, ()))
    for name in ("original", "keywords"):
        if name in said:
            said[name] = tuple(said[name])
    if "date" in said:
        said["date"] = date(said["date"])
    return replace(plain, **said)
