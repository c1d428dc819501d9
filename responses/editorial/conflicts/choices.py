"""What was chosen on the page of a refused save, put into the data before the form reads it."""

from typing import Any

from responses.editorial.conflicts.meeting import BASE, FIELD, PLACE
from responses.editorial.conflicts.values import take_over
from responses.editorial.forms.base import DeskForm
from responses.editorial.forms.essays import TextForm
from responses.lib import prose
from responses.lib.merging import THEIRS, chosen, merge
from responses.threads.models import Edition, Revision


def is_answer(data: Any) -> bool:
    """Whether a form comes back from the page of a refused save."""
    return BASE in data


def choose(data: Any, theirs: DeskForm, row: Any) -> Any:
    """The data with the choices in it; ``theirs`` is the form of what is saved now.

    Should that be newer than what the page showed, the save is refused again all the same.
    """
    data = data.copy()
    for name, choice in list(data.items()):
        key = name.removeprefix(FIELD)
        if key != name and choice == THEIRS and key.partition("/")[0] in theirs.fields:
            take_over(data, key, theirs)
    edition = theirs.edition_of(row) if isinstance(theirs, TextForm) else None
    choices = {name.removeprefix(PLACE): data[name] for name in data if name.startswith(PLACE)}
    if edition and choices:
        _choose_places(data, choices, edition)
    return data


def _choose_places(data: Any, choices: dict[str, str], edition: Edition) -> None:
    seen = _revision(edition, data.get("seen", "").partition(".")[0])
    if seen is None:
        return  # a token that is none: the save will be refused
    base = _revision(edition, data.get(BASE, ""))
    try:
        mine = prose.clean(data.get("body", ""))
    except prose.ProseError:
        return  # the form says why
    data["body"] = chosen(merge(base.body if base else None, mine, seen.body), choices)


def _revision(edition: Edition, typed: str) -> Revision | None:
    known = typed.isascii() and typed.isdigit() and len(typed) < 19
    return edition.revisions.filter(pk=int(typed)).first() if known else None
