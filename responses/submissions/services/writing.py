"""An essay while it is written: begun at the first letter, kept at every pause, never sent by itself."""

from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from responses.calls.models import Call, Invitation
from responses.events.services import record
from responses.lib import clock, keys
from responses.notifications.models import Letter
from responses.submissions.errors import KeptElsewhere, Unmoved
from responses.submissions.models import Submission
from responses.submissions.services.files import throw_away_file
from responses.submissions.services.letters import resume_letters
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

    ``beside`` are further columns that change with it: what was found in a file, and the file.
    """
    if invitation:
        beside["invitation"] = invitation
    seen = Submission.objects.filter(pk=submission.pk, edit=based_on)
    if not seen.update(content=content, edit=F("edit") + 1, updated_at=clock.now(), **beside):
        submission.refresh_from_db()
        if submission.content != content:
            raise KeptElsewhere(submission)
        return submission
    submission.content, submission.edit = content, based_on + 1
    for name, value in beside.items():
        setattr(submission, name, value)
    return submission


@transaction.atomic
def invite(*, submission: Submission, invitation: Invitation) -> None:
    """Let an essay that is not sent yet be sent with an access code."""
    mine = Submission.objects.filter(pk=submission.pk, state=Submission.State.UNFINISHED)
    mine.update(invitation=invitation)


@transaction.atomic
def throw_away(*, submission: Submission) -> None:
    """Forget an essay that was never sent: text, file, and the letters that led to it. Raises ``Unmoved``."""
    submission = Submission.objects.select_for_update().get(pk=submission.pk)
    if submission.state != Submission.State.UNFINISHED:
        raise Unmoved
    Letter.objects.filter(message_id__in=resume_letters(submission)).delete()
    file, submission.file = submission.file, None
    submission.delete()
    if file:
        transaction.on_commit(partial(throw_away_file, file))
    record("threw away an unfinished essay")
