"""Following without an account: asked for on a page without a cookie, confirmed, changed and ended by link.

Of every link, GET shows and POST acts: mailboxes open links by themselves.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from responses.languages.codes import LANGUAGES, tag
from responses.languages.paths import active, in_language
from responses.lib.origin import is_from_here
from responses.notifications import follows
from responses.notifications.errors import NoSuchRequest
from responses.notifications.forms import FollowForm, WishesForm, new_stamp
from responses.notifications.frame import frame
from responses.notifications.limits import wait_of
from responses.notifications.models import Follower
from responses.notifications.tokens import CHANGE, LEAVE, follower_by, token_for
from responses.notifications.topics import EVERYTHING, Followed, NoSuchTopic, followed, topic_at

View = Callable[..., HttpResponse]


def kept_private(view: View) -> View:
    """No copy anywhere, and no cookie looked at: a forged request could use no right of its victim's.

    Whoever can name such an address may act by it; the form of asking is sent from here or not at all.
    """

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer


@kept_private
def follow(request: HttpRequest) -> HttpResponse:
    """How to follow a thread, a theme, a person or everything; POST asks by mail."""
    try:
        topic = topic_at(request.GET)
    except NoSuchTopic:
        raise Http404 from None
    if request.method != "POST":
        form = FollowForm(initial={"language": active()})
        return _form(request, topic, form, asked="asked" in request.GET)
    form = FollowForm(request.POST)
    if not is_from_here(request):
        return _form(request, topic, form, status=403)
    if not form.is_valid():
        return _form(request, topic, form, status=400)
    if not form.is_filled_by_a_machine:
        try:
            follows.ask_to_follow(
                address=form.cleaned_data["address"], topic=topic, wishes=form.wishes, later=wait_of(request)
            )
        except ValidationError:
            form.add_error("address", validate_email.message)
            return _form(request, topic, form, status=400)
    joint = "&" if topic.query else "?"
    return HttpResponseRedirect(f"{request.path}{topic.query}{joint}asked=1")


def _form(
    request: HttpRequest, topic: Followed, form: FollowForm, *, asked: bool = False, status: int = 200
) -> HttpResponse:
    title, language = topic.title_in(active())
    context = {
        "topic": topic,
        "title": title,
        "title_language": language,
        "page_at": topic.page_in(active()),
        "feed_at": topic.feed_in(active()),
        "calendar_at": topic.calendar_in(active()),
        "form": form,
        "stamp": form.next_stamp if form.is_bound else new_stamp(),
        "asked": asked,
        "is_foreign_form": status == 403,
    }
    paths = [(code, in_language(request.path, code) + topic.query) for code in LANGUAGES]
    return render(request, "notifications/follow.html", frame(paths) | context, status=status)


@kept_private
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        asked = follows.find_request(token=token)
        if request.method == "POST":
            follower = follows.confirm(token=token)
            return HttpResponseRedirect(f"{_page_of(follower, CHANGE)}?confirmed=1")
    except NoSuchRequest as refusal:
        return _shown(request, "notifications/no_longer.html", {"said": str(refusal)}, status=404)
    return _shown(request, "notifications/confirm.html", {"topics": [followed(asked)]}, asked.language)


@kept_private
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Everything that one reader follows, to change and to end."""
    follower = follower_by(token, CHANGE)
    if follower is None:
        return _unknown(request)
    if request.method != "POST":
        return _followed(request, follower, WishesForm(initial=WishesForm.of(follower)))
    if "leave" in request.POST or "erase" in request.POST:
        return _ended(request, follower)
    with translation.override(follower.language):
        form = WishesForm(request.POST)
        if not form.is_valid():
            return _followed(request, follower, form, status=400)
    keep = {int(each) for each in request.POST.getlist("keep") if each.isdecimal() and len(each) < 19}
    changed = follows.change(follower=follower, wishes=form.wishes, keep=keep)
    if changed.left_at:
        return _left(request, changed)
    return HttpResponseRedirect(f"{_page_of(changed, CHANGE)}?saved=1")


@kept_private
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """The end of all letters, by one press of a button; mailboxes press it by themselves (RFC 8058)."""
    follower = follower_by(token, LEAVE)
    if follower is None:
        return _unknown(request)
    if request.method == "POST":
        return _ended(request, follower)
    if follower.left_at:
        return _left(request, follower)
    return _shown(request, "notifications/leave.html", {"topics": _topics(follower)}, follower.language)


def _followed(
    request: HttpRequest, follower: Follower, form: WishesForm, *, status: int = 200
) -> HttpResponse:
    if follower.left_at:
        return _left(request, follower)
    context = {
        "form": form,
        "subscriptions": [(each.pk, followed(each)) for each in _subscriptions(follower)],
        "address": follower.address,
        "confirmed": "confirmed" in request.GET,
        "saved": "saved" in request.GET,
    }
    return _shown(request, "notifications/change.html", context, follower.language, status=status)


def _subscriptions(follower: Follower) -> Any:
    return follower.subscriptions.select_related("thread", "theme", "person").order_by("pk")


def _topics(follower: Follower) -> list[Followed]:
    return [followed(each) for each in _subscriptions(follower)]


def _left(request: HttpRequest, follower: Follower) -> HttpResponse:
    days = follows.KEPT_AFTER_LEAVING.days
    context = {"days": days, "leave_at": _page_of(follower, LEAVE)}
    return _shown(request, "notifications/left.html", context, follower.language)


def _ended(request: HttpRequest, follower: Follower) -> HttpResponse:
    if "erase" in request.POST:
        follows.erase(follower=follower)
        return _shown(request, "notifications/erased.html", {}, follower.language)
    return _left(request, follows.leave(follower=follower))


def _unknown(request: HttpRequest) -> HttpResponse:
    return _shown(request, "notifications/no_longer.html", {"said": ""}, status=404)


def _page_of(follower: Follower, purpose: str) -> str:
    return reverse(f"notifications:{purpose}", args=[token_for(follower, purpose)])


def _shown(
    request: HttpRequest, template: str, context: dict[str, Any], language: str = "", status: int = 200
) -> HttpResponse:
    """A page in its owner's language; the switch of languages leads home, for the address is a key."""
    with translation.override(language or active()):
        home = EVERYTHING.page_in("en")
        paths = [(code, in_language(home, code)) for code in LANGUAGES]
        answer = render(request, template, frame(paths) | context, status=status)
    answer.headers["Content-Language"] = tag(language or active())
    return answer
