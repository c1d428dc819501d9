"""The guides quote the screens: what stands in them in bold stands in the texts of that language just so."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CATALOGS = {"": "zh_Hans", ".zh-hans": "zh_Hans", ".zh-hant": "zh_Hant"}
GUIDES = [(f"{name}{ending}.md", ending) for name in ("authors", "submissions") for ending in CATALOGS]
GUIDES.append(("editors.md", ""))
# Bold for its own sake: how the guide says that it quotes.
OF_ITSELF = {"bold", "加粗", "粗體"}
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
QUOTED = r'((?:"(?:[^"\\]|\\.)*"\n?)+)'
PLACE_OF_TEXT = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%s")
PLACE = re.compile(r"%\\\((?:\w|\\_)+\\\)[sd]|\\\{\w+\\\}|%s")


@cache
def texts(ending):
    """All that screens say in the language, as patterns: what they put in may be anything."""
    catalog = (ROOT / "locale" / CATALOGS[ending] / "LC_MESSAGES" / "django.po").read_text()
    part = r"msgid(?:_plural)?" if ending == "" else r"msgstr(?:\[\d\])?"
    found = ("".join(map(ast.literal_eval, each.split("\n")[:-1])) for each in _said(part, catalog))
    patterns = [PLACE.sub(".+?", re.escape(each)) for each in found if _says_enough(each)]
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)), re.IGNORECASE)


def _says_enough(text):
    """Not “%(first)s %(second)s”, which would be anything."""
    own, places = PLACE_OF_TEXT.subn("", text)
    return bool(own) if not places else len(re.findall(r"\w", own)) >= 6


def _said(part, catalog):
    return (f"{each.strip()}\n" for each in re.findall(rf"^{part} {QUOTED}", catalog, re.MULTILINE))


def quoted(guide):
    """A path through menus is written with arrows: each step is a text of its own."""
    for bold in BOLD.findall((ROOT / "docs" / guide).read_text()):
        if bold not in OF_ITSELF:
            yield from (" ".join(step.split()) for step in bold.split("→"))


@pytest.mark.parametrize(("guide", "ending"), GUIDES)
def test_what_a_guide_quotes_stands_on_the_screens(guide, ending):
    said = list(quoted(guide))

    assert len(said) > 30
    assert [each for each in said if not texts(ending).fullmatch(each)] == []


def test_the_guides_quote_the_same_places_in_each_language():
    for name in ("authors", "submissions"):
        heads = {
            ending: re.findall(
                r"^## (\d)\.", (ROOT / "docs" / f"{name}{ending}.md").read_text(), re.MULTILINE
            )
            for ending in CATALOGS
        }
        assert len(set(map(tuple, heads.values()))) == 1, name
