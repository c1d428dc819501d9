"""Small records, plainly made up, and the files that hold them."""

import json
from pathlib import Path
from typing import Any

from django.apps import apps

AUTHORS = [
    {
        "slug": "ada-example",
        "name": {"en": "Ada Example", "zh-Hans": "艾达", "zh-Hant": "艾達"},
        "bio": {"en": "Ada Example tests “imports”.", "zh-Hans": "艾达测试导入。"},
        "birth_year": 1815,
        "death_year": None,
        "is_pseudonym": False,
        "note": "Not a person.",
    },
    {"slug": "fan-li", "name": {"en": "Fan Li", "zh-Hans": "范立"}, "bio": {}},
]
THEMES = [
    {"slug": "clocks", "label": {"en": "Clocks", "zh-Hans": "钟表"}},
    {"slug": "rivers", "label": {"en": "Rivers"}},
]
BODY = "<p>One [bracketed]\xa0“word”.</p>\n<p>Two<sup>1</sup> rare: 𥌃𠷐⿻.</p>"


def post(slug: str, to: str | None = None, **fields: Any) -> dict[str, Any]:
    """A post of schema 1, in English and by Ada unless said otherwise."""
    return {
        "slug": slug,
        "title": f"Title of {slug}",
        "title_en": None,
        "language": "en",
        "authors": ["ada-example"],
        "byline": None,
        "date": "1787-10-18",
        "date_precision": "day",
        "date_text": "Thursday",
        "year": 1787,
        "venue": "The Gazette",
        "themes": ["clocks"],
        "responding_to": to,
        "response_basis": "editorial" if to else None,
        "excerpt": "One [bracketed]…",
        "body_html": BODY,
        "footnotes": ["A <plain> note & more"],
        "words": 4,
        "source": {"repo": "none"},
        "rights": {"status": "made up"},
    } | fields


def dialogue(slug: str = "what-time-is-it", *answers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A thread of schema 1; without answers it has one response, which has one in turn."""
    return {
        "schema": 1,
        "slug": slug,
        "title": {"en": "What time is it?", "zh-Hans": "现在几点？"},
        "intro": {"en": "Two clocks & a <river>."},
        "themes": ["clocks", "rivers"],
        "languages": ["en"],
        "prompt": post(f"{slug}-prompt"),
        "responses": list(answers)
        or [post(f"{slug}-one", f"{slug}-prompt"), post(f"{slug}-two", f"{slug}-one")],
    } | fields


def variant(**fields: Any) -> dict[str, Any]:
    return {
        "language": "zh-Hant",
        "title": "時間",
        "body_html": "<p>現在幾點？</p>",
        "machine_converted": "by a machine",
    } | fields


def chinese(slug: str, to: str | None = None, **fields: Any) -> dict[str, Any]:
    """A post in 简体 with its conversion."""
    own = {"language": "zh-Hans", "title": "时间", "body_html": "<p>现在几点？</p>", "footnotes": []}
    return post(slug, to, **(own | {"variant": variant()} | fields))


def translations(slug: str = "on-clocks", **fields: Any) -> dict[str, Any]:
    """One essay in three languages."""

    def version(language: str, **more: Any) -> dict[str, Any]:
        return {
            "language": language,
            "title": f"Clocks {language}",
            "byline": "Ada and ⿻ Friends",
            "translators": [],
            "body_html": '<p>See <a href="https://example.org/">here</a>.<sup>1</sup></p>',
            "footnotes": ["<em>A Book</em>."],
            "machine_converted": None,
        } | more

    return {
        "schema": 1,
        "slug": slug,
        "date": "2024",
        "date_precision": "year",
        "date_text": "2024",
        "themes": ["rivers"],
        "rights": {"status": "made up"},
        "note": "Shorter in Chinese.",
        "versions": [
            version("en"),
            version("zh-Hant", translators=["Grace"]),
            version("zh-Hans", machine_converted="by a machine"),
        ],
    } | fields


def thread_line(**fields: Any) -> dict[str, Any]:
    """A thread of schema 2 with everything that schema 1 cannot carry."""
    names = [
        {"name": "A. Guest", "affiliation": "Nowhere", "bio": "<p>A guest.</p>"},
        {"role": "translator", "name": "T. Lator"},
    ]
    english = {"summary": "Why.", "footnotes": ["<em>N</em>"], "credits": names}
    prompt = {
        "slug": "q",
        "kind": "prompt",
        "responding_to": None,
        "date": {"precision": "day", "year": -44, "month": 3, "day": 15, "words": "the Ides"},
        "themes": [],
        "facts": {"n": [1, {"b": 2, "a": None}]},
        "editions": [
            edition("zh-Hant", "original", "問", credits=names[:1]),
            edition("zh-Hans", "conversion", "问", source="zh-Hant", reviewed=True),
            edition("en", "translation", "Ask<sup>1</sup>", source="zh-Hans", title="Ask", **english),
        ],
    }
    reply = {
        "slug": "r",
        "kind": "closing_reply",
        "responding_to": "q",
        "editions": [edition("en", "original", "End")],
    }
    head = {"schema": 2, "type": "thread", "slug": "t"}
    return head | {"texts": {"en": {"title": "T"}}, "essays": [prompt, reply]} | fields


def edition(language: str, kind: str, text: str, **fields: Any) -> dict[str, Any]:
    """An edition of schema 2 whose text is also its title."""
    return {"language": language, "kind": kind, "title": text, "body_html": f"<p>{text}</p>"} | fields


def write(folder: Path, *records: Any, name: str = "dialogues.jsonl") -> str:
    """A file of these records, with the lists of authors and themes beside it; returns its path."""
    (folder / "authors.json").write_text(json.dumps(AUTHORS, ensure_ascii=False, indent=1))
    (folder / "themes.json").write_text(json.dumps(THEMES, ensure_ascii=False, indent=1))
    lines = (
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records
    )
    (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(folder / name)


def tables() -> dict[str, int]:
    """How many rows every table of ours holds."""
    return {
        model.__name__: model._base_manager.count() for model in apps.get_app_config("responses").get_models()
    }
