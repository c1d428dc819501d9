"""The desk's pages of accepted essays, under the site of the admin: GET shows, POST acts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from responses.languages.paths import active
from responses.people.models import Person, User
from responses.people.signed_in import signed_in
from responses.submissions.acceptance.desk import panel_of
from responses.submissions.acceptance.listing import accepted_lines
from responses.submissions.acceptance.views import photo_answer
from responses.submissions.errors import SubmissionsError, Unmoved
from responses.submissions.models import Submission
from responses.submissions.services.accepting import make_draft
from responses.submissions.services.approving import ask_author
from responses.submissions.services.crediting import name_people, take_over
from responses.threads.errors import ThreadsError
from responses.threads.models import AuthorRemark, Thread
from responses.threads.services.approvals import handle_remark

VIEW, CHANGE = "responses.view_submission", "responses.change_submission"


def addresses(site: AdminSite) -> list[URLPattern]:
    """To stand before the admin's own, whose lists would take them for rows."""
    base = "responses/submission/"
    more = {"site": site}
    return [
        path(f"{base}accepted/", site.admin_view(listed), more, name="responses_submission_accepted"),
        path(
            f"{base}<int:pk>/acceptance/",
            site.admin_view(shown),
            more,
            name="responses_submission_acceptance",
        ),
        path(f"{base}<int:pk>/photo/", site.admin_view(photo), more, name="responses_submission_photo"),
    ]


def listed(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Every accepted essay and how far it has come, the newest first."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    context = {"title": _("Accepted essays"), "subtitle": None, "lines": accepted_lines()}
    return TemplateResponse(request, "submissions/desk/accepted.html", site.each_context(request) | context)


def shown(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """How far one accepted essay has come, and what can be done with it."""
    submission = _submission(request, pk)
    refusal = ""
    if request.method == "POST":
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        try:
            messages.success(request, _done(request, submission))
            return redirect(request.path)
        except (SubmissionsError, ThreadsError) as refused:
            refusal = str(refused)
    panel = panel_of(submission)
    context = {
        "title": _("Accepted: %(reference)s") % {"reference": submission.reference},
        "subtitle": None,
        "panel": panel,
        "refusal": refusal,
        "threads": _threads() if panel.needs_thread else [],
        "may_change": request.user.has_perm(CHANGE),
    }
    return TemplateResponse(
        request,
        "submissions/desk/acceptance.html",
        site.each_context(request) | context,
        status=409 if refusal else 200,
    )


def photo(request: HttpRequest, pk: int, site: AdminSite) -> HttpResponse:
    """The photograph that the author sent."""
    author = _submission(request, pk).authors.select_related("photo").filter(position=0).first()
    return photo_answer(author.photo if author else None)


def _submission(request: HttpRequest, pk: int) -> Submission:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    found = Submission.objects.with_names_rule().select_related("call__thread", "essay", "acceptance")
    submission = get_object_or_404(found, pk=pk, state=Submission.State.ACCEPTED)
    if submission.hides_names:
        raise Http404
    return submission


def _done(request: HttpRequest, submission: Submission) -> str:
    """Do what the pressed button says, and say what was done."""
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Unmoved(_("Nothing was chosen."))
    return act(request, submission, signed_in(request))


def _make(request: HttpRequest, submission: Submission, user: User) -> str:
    number = _number(request.POST.get("thread"))
    thread = Thread.objects.filter(pk=number).first() if number else None
    make_draft(submission=submission, user=user, thread=thread)
    return _("The draft is made, and the author is asked by e-mail for what is still needed.")


def _people(request: HttpRequest, submission: Submission, user: User) -> str:
    people: dict[int, Person | None] = {}
    new: list[int] = []
    for author in submission.authors.all():
        said = request.POST.get(f"person-{author.pk}")
        if said == "new":
            new.append(author.pk)
        elif said is not None:
            people[author.pk] = Person.objects.filter(pk=_number(said)).first() if said else None
    name_people(submission=submission, people=people, new=new, user=user)
    return _("Saved as a new version of the draft.")


def _take_over(request: HttpRequest, submission: Submission, user: User) -> str:
    author = get_object_or_404(submission.authors, pk=_number(request.POST.get("author")))
    person = take_over(submission=submission, author=author, user=user)
    return _("Taken over: %(person)s.") % {"person": person.name_in(active())[0]}


def _ask(request: HttpRequest, submission: Submission, user: User) -> str:
    asked = ask_author(submission=submission, user=user)
    return _("The author is asked by e-mail about version %(number)s.") % {"number": asked.revision.number}


def _handle(request: HttpRequest, submission: Submission, user: User) -> str:
    ours = AuthorRemark.objects.filter(revision__edition__essay=submission.essay_id)
    handle_remark(remark=get_object_or_404(ours, pk=_number(request.POST.get("remark"))), user=user)
    return _("Done. The remark stays with the essay.")


ACTS: dict[str, Callable[[HttpRequest, Submission, User], str]] = {
    "make": _make,
    "people": _people,
    "take_over": _take_over,
    "ask": _ask,
    "handle": _handle,
}


def _threads() -> list[tuple[int, str]]:
    """Threads that have a prompt at hand, newest first."""
    found = Thread.objects.filter(essays__kind="prompt", essays__set_aside_at=None).order_by("-pk")
    return [(thread.pk, thread.title_in(active())[0] or thread.slug) for thread in found]


def _number(given: Any) -> int:
    given = given or ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else 0
