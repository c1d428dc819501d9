"""From what a form holds to what is kept of it, and back: names of fields on one side, a record on the other.

Whatever was typed is kept as it was typed, also what is wrong; only what no text may hold is taken out.
"""

from collections.abc import Mapping
from typing import Any

from responses.calls.models import Call
from responses.lib import plain, prose
from responses.lib.characters import purge
from responses.submissions.sending.wording import said_of_ai, said_of_own_work
from responses.submissions.services import points

LINE, BOX, ESSAY = 1000, 10_000, 400_000  # characters of a line, of a box, of an essay
COAUTHOR = ("name", "email", "school")


def content_of(data: Mapping[str, Any], call: Call, held: Mapping[str, Any]) -> dict[str, Any]:
    """What to keep of the form ``data``; ``held`` is what is kept now, where a file's text stands.

    Raises ``ProseError`` for an essay that is too long to be kept.
    """

    def line(name: str, most: int = LINE) -> str:
        return purge(str(data.get(name, "")))[:most]

    # What an older page does not ask stays: the points of a revision, and what later parts ask.
    content = dict(held) | {name: line(name) for name in ("name", "email", "school", "title", "language")}
    content["window"] = _window(line("window", 40), line("turn", 9))
    content["access_code"] = line("access_code", 80)
    content |= _essay(data, held)
    content["coauthors"] = [
        person
        for place in range(1, call.most_coauthors + 1)
        if any((person := {name: line(f"coauthor{place}_{name}") for name in COAUTHOR}).values())
    ]
    content["answers"] = {
        each["key"]: line(f"answer_{each['key']}", BOX)
        for each in call.questions
        if data.get(f"answer_{each['key']}")
    }
    if boxes := points.boxes_in(data):
        content["points"] = _mapping(held.get("points")) | {key: line(box, BOX) for key, box in boxes}
    content["declarations"] = _declared(bool(data.get("own_work")), line("ai_use", BOX))
    return content


def _window(name: str, turn: str) -> list[Any] | None:
    """Which window this was typed in, and the how many-th keeping of that it is: only a script can tell."""
    return [name, int(turn)] if name and turn.isascii() and turn.isdecimal() else None


def _essay(data: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    if data.get("essay_as") == "rich" and held:
        # The form shows what came from a file and cannot change it; another window may have.
        return {name: held[name] for name in ("rich", "body", "text") if name in held}
    text = purge(str(data.get("text", "")))
    if len(text) > ESSAY:
        raise prose.ProseError("This text is too long: at most 1 MB is possible.")
    return {"rich": False, "text": text, "body": plain.body_of(text)}


def _declared(own_work: bool, ai_use: str) -> dict[str, Any]:
    # With the sentence as it was shown, for that is what was agreed to.
    declared: dict[str, Any] = {"ai_use": {"asked": said_of_ai(), "answer": ai_use}} if ai_use else {}
    if own_work:
        declared["own_work"] = {"said": said_of_own_work()}
    return declared


def as_text(content: Mapping[str, Any]) -> dict[str, Any]:
    """A file's essay in the plain box: its marks go, its notes stand at the end."""
    text = plain.text_of(content.get("body", ""))
    return {**content, "rich": False, "text": text, "body": plain.body_of(text)}


def as_typed(content: Mapping[str, Any]) -> dict[str, Any]:
    """What stood in the plain box before a file came."""
    text = content.get("text", "")
    return {**content, "rich": False, "body": plain.body_of(text)}


def with_pasted(content: Mapping[str, Any], body: str) -> dict[str, Any]:
    return {**content, "rich": True, "body": prose.keep_images(body, ())}


def fields_of(content: Mapping[str, Any], call: Call) -> dict[str, Any]:
    """What the form shows of what is kept, by the names of its fields."""
    fields = {
        name: content.get(name, "") for name in ("name", "email", "school", "title", "text", "access_code")
    }
    fields["language"] = content.get("language") or ""
    for place, person in enumerate(_list(content.get("coauthors"))[: call.most_coauthors], 1):
        fields |= {f"coauthor{place}_{name}": person.get(name, "") for name in COAUTHOR}
    answers = _mapping(content.get("answers"))
    fields |= {f"answer_{each['key']}": answers.get(each["key"], "") for each in call.questions}
    fields |= {f"{points.BOX}{key}": text for key, text in _mapping(content.get("points")).items()}
    declared = _mapping(content.get("declarations"))
    fields["own_work"] = bool(declared.get("own_work"))
    fields["ai_use"] = _mapping(declared.get("ai_use")).get("answer", "")
    return fields


def _list(found: Any) -> list[dict[str, Any]]:
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _mapping(found: Any) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}
