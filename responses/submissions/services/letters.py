"""What authors are written: where their essay is, that it has come, that it was withdrawn.

Nobody has shown yet that an address is theirs, so none of these says a word that a stranger typed.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from responses.calls.models import Call
from responses.lib import clock, dates
from responses.lib.texts import pick
from responses.notifications.models import Letter
from responses.notifications.services import message_id_of, queue_letter
from responses.reading.site import Site
from responses.submissions.addresses import author_at
from responses.submissions.models import Submission, SubmissionVersion
from responses.submissions.services.checking import is_address
from responses.submissions.tokens import code_of

# One address has so many receipts a day by mail; on the screen is each. Somebody else's essays may bear it.
RECEIPTS = 10
ADDRESSES = 3  # of one unfinished essay, for who mistypes their own


def write_where_it_is(*, submission: Submission, wait: Callable[[], timedelta] = timedelta) -> None:
    """The link and the code of an unfinished essay, once to each address in it, after ``wait``."""
    address = _address_of(submission)
    if not is_address(address) or submission.state != Submission.State.UNFINISHED:
        return
    keys = _resume_keys(submission)
    known = set(Letter.objects.filter(message_id__in=keys.values()).values_list("message_id", "recipient"))
    if address in {recipient for _id, recipient in known} or len(known) >= ADDRESSES:
        return
    letter = queue_letter(
        **_said(submission, Letter.Purpose.RESUME, "resume", _subject_of_resume),
        recipient=address,
        key=next(key for key, message in keys.items() if message not in {each for each, _to in known}),
        due_at=clock.now() + wait(),
    )
    _hide(letter, submission.call)


def _resume_keys(submission: Submission) -> dict[str, str]:
    keys = [f"{submission.key} {number}" for number in range(ADDRESSES)]
    return {key: message_id_of(Letter.Purpose.RESUME, key) for key in keys}


def write_receipt(submission: Submission, version: SubmissionVersion) -> None:
    """That a version has come: once for each."""
    address = _address_of(submission)
    receipts = Letter.objects.filter(recipient=address, purpose=Letter.Purpose.RECEIPT)
    if receipts.filter(created_at__gt=clock.now() - timedelta(days=1)).count() >= RECEIPTS:
        return
    letter = queue_letter(
        **_said(submission, Letter.Purpose.RECEIPT, "receipt", _subject_of_receipt, version.sent_at),
        recipient=address,
        key=f"{submission.key} {version.number}",
    )
    _hide(letter, submission.call)


def write_withdrawal(submission: Submission) -> None:
    sender = submission.authors.filter(position=0).first()
    if sender is None:
        return
    letter = queue_letter(
        **_said(submission, Letter.Purpose.SUBMISSION, "withdrawn", _subject_of_withdrawal, clock.now()),
        recipient=sender.email,
        key=f"{submission.key} withdrawn",
    )
    _hide(letter, submission.call)


def _subject_of_resume(_number: str) -> str:
    return _("How to go on with your essay")


def _subject_of_receipt(number: str) -> str:
    return _("Your essay has come: {number}").format(number=number)


def _subject_of_withdrawal(number: str) -> str:
    return _("Your essay is withdrawn: {number}").format(number=number)


def _said(
    submission: Submission, purpose: str, template: str, subject: Any, at: datetime | None = None
) -> dict[str, Any]:
    """What to queue, in the author's language."""
    language = submission.language
    with translation.override(language):
        site = Site(language)
        context = next_steps(submission.call, language) | {
            "number": submission.reference,
            "link": author_at(submission, language=language),
            "code": code_of(submission),
            "at": dates.moment(at, language, site.zones) if at else "",
            "closes": dates.moment(submission.call.closes_at, language, site.zones),
            "may_change": submission.is_open_for_author(),
            "contact": site.initiative.contact_email,
            "site": settings.SITE_URL,
        }
        return {
            "purpose": purpose,
            "subject": subject(submission.reference),
            "text": render_to_string(f"emails/{template}.txt", context),
            "language": language,
            "holds_secret": True,
        }


def next_steps(call: Call, language: str) -> dict[str, Any]:
    """What happens with an essay that was sent, in the editors' words, and by when its author hears."""
    day = call.answer_by
    whole = dates.PartialDate(day.year, day.month, day.day, "day") if day else None
    title, _language = call.title_in(language)
    return {
        "call_title": title,
        "after": pick(call.texts, "after", language)[0],
        "answer_by": dates.long(whole, language) if whole else "",
    }


def _address_of(submission: Submission) -> str:
    return str(submission.content.get("email", "")).strip().lower()


def _hide(letter: Letter | None, call: Call) -> None:
    """Whom an essay is of is not to be read off the outbox while names are hidden."""
    if letter and call.names_hidden and not letter.hides_recipient:
        letter.hides_recipient = True
        letter.save(update_fields=["hides_recipient"])
