"""What the form's buttons do, once what was typed is kept. Each returns the address that says how it went."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from responses.languages.paths import active
from responses.lib.lines import line
from responses.lib.pasted import from_clipboard
from responses.lib.word import Refused
from responses.submissions.addresses import page_at
from responses.submissions.errors import Incomplete, NotInvited, SubmissionsError, TooMany, Unmoved
from responses.submissions.models import Submission
from responses.submissions.sending import content as contents
from responses.submissions.services import checking, files, floods, sending, writing


def save(request: HttpRequest, submission: Submission) -> str:
    return f"{page_at('author', submission)}?kept"


def look(request: HttpRequest, submission: Submission) -> str:
    return f"{page_at('write', submission)}?look#look"


def read(request: HttpRequest, submission: Submission) -> str:
    """The file's text into the form: whole, or not at all."""
    sent = request.FILES.get("file")
    if sent is None:
        return f"{page_at('write', submission)}?nofile#said"
    name = line(sent.name or "")[:255]
    try:
        manuscript = files.manuscript_in(sent.read(), name)
    except Refused as refusal:
        return f"{page_at('write', submission)}?unread={refusal.code}#said"
    content = files.with_manuscript(submission.content, manuscript, submission.call.languages)
    sent.seek(0)
    kept = files.keep_sent_file(submission=submission, data=sent.read(), name=name)
    writing.keep(
        submission=submission,
        content=content,
        based_on=submission.edit,
        findings={"report": manuscript.findings, "file": name},
        file=kept,
    )
    return f"{page_at('write', submission)}?read#essay"


def as_text(request: HttpRequest, submission: Submission) -> str:
    return _changed(submission, contents.as_text(submission.content))


def as_typed(request: HttpRequest, submission: Submission) -> str:
    return _changed(submission, contents.as_typed(submission.content))


def pasted(request: HttpRequest, submission: Submission) -> str:
    """What was pasted, with its italics and notes, which a plain box cannot hold."""
    body = from_clipboard(request.POST.get("html", ""))
    return (
        _changed(submission, contents.with_pasted(submission.content, body))
        if body
        else look(request, submission)
    )


def _changed(submission: Submission, content: dict[str, object]) -> str:
    writing.keep(submission=submission, content=content, based_on=submission.edit)
    return f"{page_at('write', submission)}#essay"


def send(request: HttpRequest, submission: Submission) -> str:
    try:
        version = sending.send(submission=submission, language=active())
    except Incomplete:
        return f"{page_at('write', submission)}?check#said"
    except TooMany as refusal:
        floods.put_off(submission=submission, until=refusal.again)
        return f"{page_at('write', submission)}?wait#said"
    except Unmoved:
        return page_at("author", submission)
    except SubmissionsError as refusal:
        return f"{page_at('write', submission)}?refused={type(refusal).__name__}#said"
    return f"{page_at('author', submission)}?sent={version.number}"


ACTS: dict[str, Callable[[HttpRequest, Submission], str]] = {
    "save": save,
    "look": look,
    "read": read,
    "as_text": as_text,
    "as_typed": as_typed,
    "pasted": pasted,
    "send": send,
}


def problems_of(request: HttpRequest, submission: Submission) -> tuple[dict[str, str], str]:
    """What the page after a button has to say: by field what is missing, and a sentence above all."""
    asked = request.GET
    if "check" in asked:
        found = checking.missing(submission, sending.version_now(submission))
        return found, _("Not sent yet. This is still missing:") if found else ""
    if "unread" in asked:
        return {}, str(Refused(asked["unread"][:20]))
    if "nofile" in asked:
        return {}, _("Choose a file first.")
    if "wait" in asked:
        return {}, str(TooMany(submission.updated_at))
    if asked.get("refused") == "NotInvited":
        return {}, str(NotInvited())
    return {}, ""
