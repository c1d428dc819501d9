"""An essay while it is written: begun at the first letter, kept at every pause, never sent by itself."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from responses.calls.models import Call, Invitation
from responses.lib import clock, keys
from responses.submissions.errors import KeptElsewhere, Unmoved
from responses.submissions.models import Submission
from responses.submissions.services.erasing import erase_submission
from responses.submissions.tokens import code_of, hash_of


def begin(
    *,
    call: Call,
    language: str,
    content: dict[str, Any],
    key: str = "",
    invitation: Invitation | None = None,
) -> Submission:
    """An unfinished submission with what was typed so far; the same ``key`` begins one, however often."""
    key = key or keys.new_key()
    try:
        with transaction.atomic():
            submission = Submission(
                call=call, key=key, language=language, content=content, invitation=invitation
            )
            submission.save(force_insert=True)
            submission.code_hash = hash_of(code_of(submission))
            submission.save(update_fields=["code_hash"])
            return submission
    except IntegrityError:
        return Submission.objects.select_related("call", "invitation").get(key=key, call=call)


@transaction.atomic
def keep(
    *,
    submission: Submission,
    content: dict[str, Any],
    based_on: int,
    invitation: Invitation | None = None,
    **beside: Any,
) -> Submission:
    """Keep what the form holds now, also when the call has closed. Raises ``KeptElsewhere``.

    ``beside`` are further columns that change with it: what was found in a file, and the file. The window
    that kept last (``content["window"]``, with its turn) knows what it replaces, though the answer to that
    got lost; of what it sent, the later turn stays, in whatever order they come.
    """
    if invitation:
        beside["invitation"] = invitation
    seen = Submission.objects.filter(pk=submission.pk, edit=based_on)
    if not seen.update(content=content, edit=F("edit") + 1, updated_at=clock.now(), **beside):
        current = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
        submission.content, submission.edit = current.content, current.edit
        if says_the_same(submission.content, content) or _came_late(submission.content, content):
            return submission
        if not _same_window(submission.content, content):
            raise KeptElsewhere(submission)
        return keep(submission=submission, content=content, based_on=current.edit, **beside)
    submission.content, submission.edit = content, based_on + 1
    for name, value in beside.items():
        setattr(submission, name, value)
    return submission


def says_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two forms hold the same, whichever window they stood in."""
    return one | {"window": None} == other | {"window": None}


def _same_window(kept: dict[str, Any], content: dict[str, Any]) -> bool:
    return bool(content.get("window")) and _window(kept)[0] == _window(content)[0]


def _came_late(kept: dict[str, Any], content: dict[str, Any]) -> bool:
    return _same_window(kept, content) and _window(content)[1] <= _window(kept)[1]


def _window(content: dict[str, Any]) -> tuple[str, int]:
    name, turn = content.get("window") or ("", 0)
    return name, turn


@transaction.atomic
def invite(*, submission: Submission, invitation: Invitation) -> None:
    """Let an essay that is not sent yet be sent with an access code."""
    mine = Submission.objects.filter(pk=submission.pk, state=Submission.State.UNFINISHED)
    mine.update(invitation=invitation)


@transaction.atomic
def throw_away(*, submission: Submission) -> None:
    """Forget an essay that was never sent, with all that came with it. Raises ``Unmoved``."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.state != Submission.State.UNFINISHED:
        raise Unmoved
    erase_submission(submission=submission, user=None)
