"""An essay while it is written: begun at the first letter, kept at every pause, never sent by itself."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from responses.calls.models import Call, Invitation
from responses.lib import clock, keys
from responses.submissions.errors import KeptElsewhere
from responses.submissions.models import Submission
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
def keep(*, submission: Submission, content: dict[str, Any], based_on: int) -> Submission:
    """Keep what the form holds now, also when the call has closed. Raises ``KeptElsewhere``."""
    seen = Submission.objects.filter(pk=submission.pk, edit=based_on)
    if not seen.update(content=content, edit=F("edit") + 1, updated_at=clock.now()):
        submission.refresh_from_db()
        if submission.content != content:
            raise KeptElsewhere(submission)
        return submission
    submission.content, submission.edit = content, based_on + 1
    return submission
