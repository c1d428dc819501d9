"""What a search finds, and in which order, against answers judged beforehand: the same on both databases.

Each query has a rule by which it was judged (what a text must have, read as it is printed), and the essays
in the order that both databases give. The dialogues of the second file are no part of the project; where they
are not beside it, their queries are skipped.
"""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from responses.lib.chinese import fold
from responses.people.models import Person
from responses.search.finding import find
from responses.search.query import read
from responses.threads.models import LivePeriod
from responses.threads.services.finding import parts_of

HERE = Path(__file__).parent
DIALOGUES = HERE.parents[2] / "shared" / "data"
# What stands within a run of characters without parting it.
BETWEEN = re.compile(r"[\s“”‘’「」『』《》〈〉（）()【】\[\]\"·・]")


def judged(name: str) -> list[dict]:
    return json.loads((HERE / f"judged_{name}.json").read_text())


def found_for(queries: list[dict]) -> dict[str, list[str]]:
    return {
        each["q"]: [hit.slug for hit in find(read(each["q"]), narrowed={}, size=500).hits] for each in queries
    }


def frozen(queries: list[dict]) -> dict[str, list[str]]:
    return {each["q"]: each["found"] for each in queries}


@pytest.fixture(scope="module")
def demonstrated(laid):
    with laid():
        call_command("load_demonstration", verbosity=0)
        yield


@pytest.fixture
def demonstration(demonstrated, db):
    """The dialogues of the demonstration."""


@pytest.fixture(scope="class")
def loaded(demonstrated, laid):
    if not (DIALOGUES / "dialogues.jsonl").exists():
        pytest.skip("the real dialogues are not beside the project")
    files = [str(DIALOGUES / name) for name in ("dialogues.jsonl", "translations.jsonl")]
    with laid():
        call_command("import_threads", *files, verbosity=0)
        yield


@pytest.fixture
def dialogues(loaded, db):
    """The real dialogues, beside those of the demonstration."""


@pytest.mark.database
def test_the_demonstration_is_found_as_judged_in_the_same_order(demonstration):
    queries = judged("demonstration")
    assert found_for(queries) == frozen(queries)
    assert {each["q"]: by_rule(each["rule"], texts) for texts in [read_texts()] for each in queries} == {
        each["q"]: set(each["found"]) for each in queries
    }


class TestTheRealDialogues:
    @pytest.mark.database
    def test_are_found_as_judged_in_the_same_order(self, dialogues):
        queries = judged("dialogues")
        assert found_for(queries) == frozen(queries)
        assert len(queries) > 200

    def test_are_judged_by_reading_every_text(self, dialogues):
        texts, queries = read_texts(), judged("dialogues")
        wrong = {each["q"] for each in queries if by_rule(each["rule"], texts) != set(each["found"])}
        assert wrong == set()


# --- Judging without an index


def read_texts() -> list[dict]:
    live = LivePeriod.objects.live().select_related("revision", "essay__thread")
    return [
        {
            "essay": period.essay,
            "said": "\n".join(
                said := parts_of(*(getattr(period.revision, n) for n in ("title", "summary", "body")))
            ),
            "runs": "\n".join(BETWEEN.sub("", fold(part)) for part in said),
            "by": {
                credit.person.slug
                for credit in period.revision.credits.select_related("person")
                if credit.person
            },
            "themes": {theme.slug for theme in period.essay.themes.all()},
        }
        for period in live
    ]


def by_rule(rule: dict, texts: list[dict]) -> set[str]:
    people = set(rule.get("by", ())) | named(rule)
    return {text["essay"].slug for text in texts if meets(rule, people, text)}


def named(rule: dict) -> set[str]:
    def fits(texts: dict) -> bool:
        if character := rule.get("by_char"):
            return any(character in each.get("name", "") for each in texts.values())
        sound = rule.get("by_pinyin")
        return bool(sound and re.search(rf"\b{sound}\b", texts.get("en", {}).get("name", ""), re.IGNORECASE))

    return {person.slug for person in Person.objects.all() if fits(person.texts)}


def meets(rule: dict, people: set[str], text: dict) -> bool:
    is_by = bool(people & text["by"])
    if "theme" in rule and rule["theme"] not in text["themes"]:
        return False
    if (rule.get("only_by") and not is_by) or (rule.get("not_by") and is_by):
        return False
    if any(re.search(none, text["said"], re.IGNORECASE) for none in rule.get("none", ())):
        return False
    if any(run in text["runs"] for run in rule.get("not_zh", ())):
        return False
    words, runs = rule.get("all", ()), rule.get("zh", ())
    has_all = all(re.search(each, text["said"], re.IGNORECASE) for each in words)
    has_all = has_all and all(run in text["runs"] for run in runs)
    essay = text["essay"]
    about = essay.kind == "prompt" and essay.thread.slug in rule.get("about", ())
    named_so = is_by and "only_by" not in rule and "not_by" not in rule
    return about or named_so or (has_all and bool(words or runs or rule.get("any")))
