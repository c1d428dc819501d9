"""What the form's page shows: what is kept or was typed, what is missing, and how it will look."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.lib import clock, dates, keys, plain, prose, stamps
from responses.lib.word import Manuscript
from responses.reading.calls import ShownCall
from responses.reading.site import Site, page
from responses.submissions.addresses import page_at, path_to
from responses.submissions.decisions.revising import beside_the_points, revision_of
from responses.submissions.models import Submission
from responses.submissions.sending.content import fields_of
from responses.submissions.sending.forms import STAMP, EssayForm
from responses.submissions.sending.meter import Meter
from responses.submissions.tokens import code_of

UNLISTED: dict[str, Any] = {"canonical": "", "alternates": [], "machine": None}


def form_page(
    request: HttpRequest,
    call: Call,
    content: Mapping[str, Any],
    *,
    submission: Submission | None = None,
    other: Submission | None = None,
    said: str = "",
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The form with ``content`` in it; ``said`` is why it is back, ``other`` what another window kept."""
    content = {"rich": False, "text": "", "body": "", **content}
    revision = revision_of(submission, content, errors) if submission else None
    form = EssayForm(call, fields_of(content, call), beside_the_points(errors))
    chosen = form.data["language"]
    body = content.get("body", "")
    context = UNLISTED | {
        "call": call,
        "shown_call": ShownCall(call, active()),
        "form": form,
        "revision": revision,
        "said": said,
        "content": content,
        "language_chosen": chosen,
        "meter": Meter(call, chosen, body),
        "shown": shown(content) if content.get("rich") or "look" in request.GET else None,
        "is_look": "look" in request.GET,
        "other": shown_other(other) if other else None,
        **_ground(request, call, submission, other),
        **file_context(submission),
    }
    return page(request, "submissions/submit.html", context, status=status)


def _ground(
    request: HttpRequest, call: Call, submission: Submission | None, other: Submission | None
) -> dict[str, Any]:
    """Where the form goes, and what names the essay in it."""
    if submission is None:
        posted = request.POST if request.method == "POST" else {}
        return {
            "submission": None,
            "key": posted.get("key", "")[:40] or keys.new_key(),
            "stamp": stamps.renewed(posted.get("stamp", ""), STAMP),
            "edit": 0,
            "send_at": path_to("submit", call.slug),
            "keep_at": path_to("begin", call.slug),
            "code": "",
            "kept_at": "",
            "enter_at": path_to("enter"),
        }
    return {
        "submission": submission,
        "key": submission.key,
        "stamp": "",
        "edit": (other or submission).edit,
        "send_at": page_at("write", submission),
        "keep_at": page_at("keep", submission),
        "author_at": page_at("author", submission),
        "code": code_of(submission),
        "kept_at": dates.moment(submission.updated_at, active(), Site(active()).zones),
        "enter_at": path_to("enter"),
    }


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """An essay as readers would see it. Cleaned once more: others of this house write what is kept too."""
    people = [content, *(content.get("coauthors") or [])]
    return {
        "title": content.get("title") or _("Without a title yet"),
        "body": prose.clean(content.get("body", "")),
        "names": [each["name"] for each in people if each.get("name")],
        "language": content.get("language") or active(),
    }


def shown_other(other: Submission) -> dict[str, Any]:
    content = other.content
    text = plain.text_of(content.get("body", "")) if content.get("rich") else content.get("text", "")
    return {"title": content.get("title", ""), "text": text, "write_at": page_at("write", other)}


def file_context(submission: Submission | None) -> dict[str, Any]:
    """What the reader of a file had to say of it."""
    found = submission.findings if submission else {}
    report = found.get("report") if isinstance(found.get("report"), dict) else {}
    return {
        "file_name": found.get("file", ""),
        "report": Manuscript(findings=report or {}).report,
        "file_lost": bool(found.get("file")) and not (submission and submission.file_id),
    }


def closed_page(request: HttpRequest, call: Call, *, status: int = 200) -> HttpResponse:
    """Before a call opens and after it has closed: when, and what can still be done."""
    site = Site(active())
    context = UNLISTED | {
        "shown": ShownCall(call, active()),
        "is_ahead": clock.now() < call.opens_at,
        "code_typed": request.GET.get("code", "")[:80],
        "enter_at": path_to("enter"),
        "contact": site.initiative.contact_email,
    }
    return page(request, "submissions/closed.html", context, status=status)


def language_or_active(code: str) -> str:
    return code if code in LANGUAGES else active()
