"""The outbox: what became of each letter, never what it says; and sending one again."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from responses.events.admin import RecordedAdmin
from responses.languages.codes import tag
from responses.notifications.errors import NoLongerWanted, NotSentAgain
from responses.notifications.models import Letter
from responses.notifications.news.composing import said_in
from responses.notifications.news.told import told_in
from responses.notifications.services import send_again
from responses.people.signed_in import signed_in

MAY = "responses.resend_letter"


@admin.register(Letter)
class LetterAdmin(RecordedAdmin):
    """To read, but for one act."""

    list_filter = ("state", "purpose")
    search_fields = ("recipient",)
    ordering = ("-created_at", "-pk")
    # Neither text nor subject: a link in there opens somebody's account.
    fields = (
        "purpose",
        "to",
        "language",
        "state",
        "failure",
        "answered",
        "tries",
        "created_at",
        "changed_at",
    )

    readonly_fields = ("to", "answered", "said_to_followers", "text_sent", "told_followers", "again")

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """By recipient, where that is shown: what is found by a hidden one would tell it."""
        shown = queryset.filter(hides_recipient=False) if search_term.strip() else queryset
        return super().get_search_results(request, shown, search_term)

    @admin.display(description=pgettext_lazy("e-mail", "to"))
    def to(self, letter: Letter) -> str:
        return _("hidden until a decision") if letter.hides_recipient else letter.recipient

    @admin.display(description=gettext_lazy("what the mail server said"))
    def answered(self, letter: Letter) -> str | None:
        """To the last try, if there was any."""
        none = _("no answer: nobody was there, or mail goes into a folder or onto a screen")
        return letter.answer or (none if letter.tries else None)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What followers are told is public; any other letter opens somebody's account."""
        if obj is None:
            return self.fields
        coming = ("due_at",) if obj.state == Letter.State.WAITING else ()
        may = request.user.has_perm(MAY) and (obj.may_be_sent_again or obj.may_be_sent_twice)
        return (*self.fields, *coming, *_said_fields(obj), *(("again",) if may else ()))

    @admin.display(description=gettext_lazy("what it says, if it is sent now"))
    def said_to_followers(self, letter: Letter) -> SafeString | str:
        """As plain text and as HTML, both as text; without the links that act for their reader."""
        try:
            said = said_in(letter, to_desk=True)
        except NoLongerWanted:
            return _("Nothing: who it was for has left, or what it told of is live no more.")
        # A template calls what it wrote safe: in a letter it is, here it is a text to be shown.
        shown = [escape(part) for part in (said.subject, said.text, said.html)]
        pattern = '<pre lang="{0}">{1}\n\n{2}</pre><pre lang="{0}">{3}</pre>'
        return format_html(pattern, tag(letter.language), *shown)

    @admin.display(description=gettext_lazy("text"))
    def text_sent(self, letter: Letter) -> SafeString:
        """As it went, but for the links that act for their reader."""
        return format_html('<pre lang="{}">{}</pre>', tag(letter.language), letter.text)

    @admin.display(description=gettext_lazy("Send again"))
    def again(self, letter: Letter) -> SafeString:
        return _link_to_again(letter)

    @admin.display(description=gettext_lazy("what it told of"))
    def told_followers(self, letter: Letter) -> SafeString:
        """Of one that went; of one that was dropped, what it would have told of, and why it did not."""
        why = _("Not sent when its turn came: its reader had left, or this was live no more.")
        above = format_html("<p>{}</p>", why) if letter.state == Letter.State.DROPPED else ""
        return format_html("{}<ul>{}</ul>", above, format_html_join("", "<li>{}: {}</li>", told_in(letter)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_list_display(self, request: HttpRequest) -> Any:
        shown = ("created_at", "purpose", "to", "state", "failure", "tries", "changed_at")
        return (*shown, _again) if request.user.has_perm(MAY) else shown

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.again_view)
        return [path("<int:pk>/again/", view, name="responses_letter_again"), *super().get_urls()]

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """GET shows, POST lets the letter be tried anew."""
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        letter = self.get_object(request, str(pk))
        if letter is None:
            raise Http404
        if request.method == "POST":
            try:
                send_again(letter=letter, user=signed_in(request), though_sent="twice" in request.POST)
                messages.success(request, _("It waits to be sent, in a second or so."))
            except NotSentAgain as refusal:
                messages.error(request, str(refusal))
            return redirect("admin:responses_letter_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Send again"),
            "letter": letter,
            "recipient": self.to(letter),
            "in_doubt": letter.state == Letter.State.UNCERTAIN,
            "was_sent": letter.state == Letter.State.SENT,
            "opts": self.opts,
        }
        return TemplateResponse(request, "notifications/again.html", context)


def _said_fields(letter: Letter) -> tuple[str, ...]:
    if not letter.is_news:
        return ()
    if letter.state == Letter.State.SENT:
        # Of letters that were sent before subject and text were kept there are none.
        kept = [name for name, value in (("subject", letter.subject), ("text_sent", letter.text)) if value]
        return (*kept, "told_followers")
    return ("told_followers",) if letter.state == Letter.State.DROPPED else ("said_to_followers",)


@admin.display(description="")
def _again(letter: Letter) -> SafeString | str:
    """In the list only for what is in need: one that was sent is not sent twice by a slip."""
    return _link_to_again(letter) if letter.may_be_sent_again else ""


def _link_to_again(letter: Letter) -> SafeString:
    address = reverse("admin:responses_letter_again", args=[letter.pk])
    return format_html('<a href="{}">{}</a>', address, _("Send again…"))
