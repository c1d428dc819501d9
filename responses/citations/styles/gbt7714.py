"""GB/T 7714—2015, in sequence: an electronic resource, [EB/OL], in the text's own language (8.1–8.5)."""

from responses.citations.names import capitals
from responses.citations.pieces import Exact, Line, Part, Piece, joined
from responses.citations.work import Author, Work
from responses.lib.chinese import has_han
from responses.lib.dates import PartialDate

# 8.1.2: three names.
MOST = 3

# What it says of a text, by its language.
WORDS = {
    "en": {
        "and others": "et al",
        "translator": "trans",
        "from": "translated from {}",
        "converted": "converted automatically from {}",
        "unchecked": ", unchecked",
        "version": "Version {} ",
        "zh-hans": "Simplified Chinese",
        "zh-hant": "Traditional Chinese",
        "before": "{} BCE",
    },
    "zh-hans": {
        "and others": "等",
        "translator": "译",
        "from": "译自 {}",
        "converted": "由{}自动转换",
        "unchecked": "，未校",
        "version": "{}版",
        "zh-hans": "简体",
        "zh-hant": "繁体",
        "before": "公元前{}年",
    },
    "zh-hant": {
        "and others": "等",
        "translator": "譯",
        "from": "譯自 {}",
        "converted": "由{}自動轉換",
        "unchecked": "，未校",
        "version": "{}版",
        "zh-hans": "簡體",
        "zh-hant": "繁體",
        "before": "公元前{}年",
    },
}


def write(work: Work) -> Line:
    line, words = Line(work.language), WORDS[work.language]
    line.sentence(*_names(work.authors, work.language))
    line.sentence(work.title, *_beside_title(work), "[EB/OL]")
    if work.translators:
        line.sentence(*_names(work.translators, work.language), f", {words['translator']}")
    if version := work.version:
        number = words["version"].format(version.number)
        line.sentence(Exact((f"{number}({version.since.iso()}, SHA-256 {version.fingerprint})",)))
    line.sentence(_first(work), _day(work.published), f"[{work.accessed.iso()}]")
    return line.sentence(work.url)


def _names(authors: tuple[Author, ...], language: str) -> list[Part]:
    each = [[Piece(capitals(author), False, _tongue(author.name, language))] for author in authors[:MOST]]
    more = [", ", WORDS[language]["and others"]] if len(authors) > MOST else []
    return [*joined(each), *more]


def _tongue(text: str, language: str) -> str:
    """'' for words in the language of the reference, which an English one has Chinese names in."""
    return "zh-hans" if language == "en" and has_han(text) else ""


def _beside_title(work: Work) -> list[Part]:
    """8.2.3: words that explain a title follow it after a colon."""
    words, said = WORDS[work.language], list[list[Part]]()
    title, language = work.original
    if title:
        before, after = words["from"].split("{}")
        said.append([before, Piece(title, False, language), after])
    if work.converted_from:
        unchecked = words["unchecked"] if work.is_unchecked else ""
        said.append([words["converted"].format(words[work.converted_from]) + unchecked])
    return [": ", *joined(said, between=", ")] if said else []


def _first(work: Work) -> str:
    """8.4.3: the year of an older text; one that is guessed stands in brackets."""
    date = work.first
    if date.precision == "words":
        return date.words
    if date.year is None:
        return ""
    text = WORDS[work.language]["before"].format(-date.year) if date.year < 0 else str(date.year)
    return f"[{text}]" if date.precision == "circa" else text


def _day(date: PartialDate) -> str:
    if date.precision == "words":
        return f"({date.words})"
    return f"({date.iso()})" if date.year is not None else ""
