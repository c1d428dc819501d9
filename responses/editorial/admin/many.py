"""Acts on several texts at once, publishing apart: GET shows what will happen to which, POST does it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from responses.editorial.admin.asking import Act, Line, asked, said, sent
from responses.editorial.admin.chosen import chosen, list_came_from
from responses.editorial.editions import is_unchecked
from responses.editorial.forms.many import ReadForm, ThemesForm
from responses.editorial.forms.publishing import BareForm
from responses.editorial.labels import author_names, essay_title, labelled
from responses.editorial.services import mark_all_reviewed
from responses.editorial.states import moment, site_zones, state_of, states_of
from responses.editorial.texts import edition_address, text_address, with_states
from responses.languages.codes import LANGUAGES
from responses.people.signed_in import signed_in
from responses.threads.models import Edition, Essay, LivePeriod, Revision
from responses.threads.services import aside, themes

READ = gettext_lazy(
    "You have read the whole of each text in this script. Readers are no longer told that they are"
    " automatic. What is no unchecked conversion is not listed and stays as it is."
)


def addresses_of_many(desk: Any) -> list[URLPattern]:
    """The pages under the desk of essays."""
    views = {"aside": set_aside, "take_back": take_back, "themes": change_themes}
    return [
        path(f"{act}/", desk.admin_site.admin_view(view), {"desk": desk}, name=f"responses_essay_{act}")
        for act, view in views.items()
    ]


def set_aside(request: HttpRequest, desk: Any) -> HttpResponse:
    essays = _essays(request)
    refusals = aside.kept_on_the_desk(essays)

    def do() -> str:
        done = len(aside.set_aside(essays=essays, user=signed_in(request)))
        sentence = ngettext(
            "%(count)s text is set aside. The filter “set aside” of its list finds it again.",
            "%(count)s texts are set aside. The filter “set aside” of their list finds them again.",
            done,
        )
        return said(sentence, done)

    act = Act(
        _("Set aside"),
        _(
            "A draft that is set aside leaves every list, count and search of the desk;"
            " preview links to it open nothing. Nothing is deleted: it can be taken back at any time."
        ),
        _("Set aside"),
        _lines(essays, refusals),
        do,
        list_came_from(request, _table(essays[0])),
        BareForm(sent(request)),
    )
    return asked(request, desk, act)


def take_back(request: HttpRequest, desk: Any) -> HttpResponse:
    essays = _essays(request)
    refusals = aside.kept_aside(essays)

    def do() -> str:
        done = len(aside.take_back(essays=essays, user=signed_in(request)))
        sentence = ngettext("%(count)s text is taken back.", "%(count)s texts are taken back.", done)
        return said(sentence, done)

    act = Act(
        _("Take back"),
        _("The text stands in the lists of the desk again, as it was. Nothing is published by this."),
        _("Take back"),
        _lines(essays, refusals),
        do,
        _whence(request, essays),
        BareForm(sent(request)),
    )
    return asked(request, desk, act)


def change_themes(request: HttpRequest, desk: Any) -> HttpResponse:
    essays = _essays(request)
    form = ThemesForm(sent(request))

    def do() -> str:
        done = themes.change_themes(essays=essays, user=signed_in(request), **form.cleaned_data)
        sentence = ngettext(
            "The themes of %(count)s text have changed.", "The themes of %(count)s texts have changed.", done
        )
        return said(sentence, done)

    act = Act(
        _("Add or remove themes"),
        _("Readers see it at once where a text is live."),
        _("Change themes"),
        [_themed(each) for each in essays.prefetch_related("themes")],
        do,
        _whence(request, essays),
        form,
    )
    return asked(request, desk, act)


def mark_ticked_checked(request: HttpRequest, desk: Any) -> HttpResponse:
    """Conversions that a person has read, in the versions that the page listed; others stay as they are."""
    if not desk.has_change_permission(request):
        raise PermissionDenied
    named = desk.get_queryset(request).at_hand().filter(pk__in=chosen(request, "edition")).order_by("pk")
    editions = list(filter(is_unchecked, named))
    form = ReadForm(sent(request), initial={"revision": [each.newest_revision for each in editions]})

    def do() -> str:
        read = Revision.objects.filter(pk__in=form.cleaned_data["revision"], edition__in=named.values("pk"))
        done = mark_all_reviewed(revisions=list(read), user=signed_in(request))
        sentence = ngettext(
            "Marked as checked by you: %(count)s text.", "Marked as checked by you: %(count)s texts.", done
        )
        return said(sentence, done)

    act = Act(
        _("Mark as checked"),
        READ,
        _("I have read them"),
        [_edition_line(each) for each in editions],
        do,
        list_came_from(request, "edition"),
        form,
    )
    return asked(request, desk, act)


def _whence(request: HttpRequest, essays: Any) -> tuple[str, str]:
    """Back to the list; or to the text itself, from whose page one came."""
    if "list" in request.GET:
        return list_came_from(request, _table(essays[0]))
    return essay_title(essays[0]), text_address(essays[0])


def aside_beside(request: HttpRequest, essay: Essay) -> dict[str, Any]:
    """For the page of a text: that it lies aside and how it is taken back, or how a draft is set aside."""
    may = request.user.has_perm(f"responses.change_{_table(essay)}")
    if essay.set_aside_at:
        back = f"{reverse('admin:responses_essay_take_back')}?essay={essay.pk}" if may else ""
        return {"aside": {"since": moment(essay.set_aside_at, site_zones()), "take_back": back}}
    if not may or LivePeriod.objects.filter(essay=essay).exists():
        return {}
    return {"set_aside": f"{reverse('admin:responses_essay_aside')}?essay={essay.pk}"}


def _essays(request: HttpRequest) -> Any:
    """The essays that the address names, by themselves or by an edition, all of which this user may write."""
    by_edition = Edition.objects.filter(pk__in=chosen(request, "edition")).values("essay")
    named = Essay.objects.filter(pk__in=chosen(request, "essay")) | Essay.objects.filter(pk__in=by_edition)
    essays = with_states(labelled(named)).in_thread_order()
    if not all(request.user.has_perm(f"responses.change_{_table(each)}") for each in essays):
        raise PermissionDenied
    if not essays:
        raise Http404
    return essays


def _table(essay: Essay) -> str:
    return "prompt" if essay.is_prompt else "response"


def _lines(essays: Iterable[Any], refusals: dict[int, str]) -> list[Line]:
    zones = site_zones()
    return [
        Line(
            essay_title(each),
            each.original_language,
            text_address(each),
            "; ".join(
                [
                    author_names(each),
                    *(f"{name}: {state}" for name, state in states_of(each.editions.all(), zones)),
                ]
            ),
            refusals.get(each.pk, ""),
        )
        for each in essays
    ]


def _themed(essay: Any) -> Line:
    names = ", ".join(str(theme) for theme in essay.themes.all()) or _("no theme")
    return Line(essay_title(essay), essay.original_language, text_address(essay), names)


def _edition_line(edition: Any) -> Line:
    said = f"{LANGUAGES[edition.language].name}: {state_of(edition, site_zones())}"
    return Line(edition.newest_title or "", edition.language, edition_address(edition), said)
