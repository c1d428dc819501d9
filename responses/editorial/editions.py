"""The editions of an essay as its page lists them: what each is, and what can be done with it."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from responses.editorial.forms.editions import missing_languages
from responses.editorial.states import Zones, state_of
from responses.editorial.texts import edition_address
from responses.languages.codes import CHINESE, LANGUAGES, other_script
from responses.threads.models import Edition, Essay, LivePeriod
from responses.threads.services.essays import original_of

PUBLISH = "responses.publish_edition"


@dataclass(frozen=True)
class EditionLine:
    """One edition in words, the address of its form, and the acts that are open: words and address."""

    name: str
    state: str
    address: str
    acts: list[tuple[str, str]]


def editions_beside(request: HttpRequest, essay: Essay, zones: Zones) -> dict[str, Any]:
    """What stands beside the form of an essay that `with_states` has fetched: its editions."""
    return {
        "editions": [edition_line(request, each, zones) for each in essay.editions.all()],
        "translations": _translations(request, original_of(essay)),
        "answer": _answer(request, essay),
    }


def edition_line(request: HttpRequest, edition: Any, zones: Zones) -> EditionLine:
    """`edition` is one that `with_state` has fetched."""
    name = f"{LANGUAGES[edition.language].name} ({edition.get_kind_display()})"
    return EditionLine(name, state_of(edition, zones), edition_address(edition), acts_on(request, edition))


def acts_on(request: HttpRequest, edition: Any) -> list[tuple[str, str]]:
    """What this user can do with an edition that `with_state` has fetched."""
    if edition.aside:
        return _addresses(history_acts(edition), edition)
    acts = []
    if request.user.has_perm(PUBLISH):
        acts.append(("publish", _("Publish…")))
        if edition.live_revision:
            acts.append(("withdraw", _("Withdraw…")))
        elif edition.was_live:
            acts.append(("reinstate", _("Reinstate…")))
    acts += history_acts(edition)
    if is_unchecked(edition):
        acts.append(("reviewed", _("Mark as checked…")))
    if may_convert(request, edition):
        target = LANGUAGES[other_script(edition.language)].name
        acts.append(("convert", _("Make %(language)s from this…") % {"language": target}))
    return _addresses(acts, edition)


def _addresses(acts: list[tuple[str, str]], edition: Edition) -> list[tuple[str, str]]:
    return [(words, reverse(f"admin:responses_edition_{act}", args=[edition.pk])) for act, words in acts]


def history_acts(edition: Any) -> list[tuple[str, str]]:
    """To the saved versions of an edition that `with_state` has fetched, if it has any."""
    acts = [("history", _("History"))] if edition.newest_revision else []
    return [*acts, ("compare", _("Compare with live"))] if is_ahead(edition) else acts


def is_ahead(edition: Any) -> bool:
    """Whether a version newer than the live one is saved."""
    return bool(edition.live_revision) and edition.live_revision != edition.newest_revision


def is_unchecked(edition: Edition) -> bool:
    return edition.kind == Edition.Kind.CONVERSION and edition.reviewed_at is None


def may_convert(request: HttpRequest, edition: Edition) -> bool:
    """A Chinese text converts to the script that it lacks, or that was converted from it before."""
    if edition.language not in CHINESE or not request.user.has_perm("responses.add_edition"):
        return False
    script = other_script(edition.language)
    target = next((each for each in edition.essay.editions.all() if each.language == script), None)
    return target is None or (target.kind == Edition.Kind.CONVERSION and target.source_id == edition.pk)


def _translations(request: HttpRequest, original: Any) -> list[tuple[str, str]]:
    if original is None or original.aside or not request.user.has_perm("responses.add_edition"):
        return []
    add = reverse("admin:responses_edition_add")
    return [
        (
            _("Add %(language)s translation") % {"language": name},
            f"{add}?source={original.pk}&version={original.newest_revision}&language={code}",
        )
        for code, name in missing_languages(original)
    ]


def _answer(request: HttpRequest, essay: Essay) -> str:
    if essay.set_aside_at or not request.user.has_perm("responses.add_response"):
        return ""
    return f"{reverse('admin:responses_response_add')}?responding_to={essay.pk}"


def live_address(edition: Edition) -> str:
    """Where readers find a live edition, '' while it is not live."""
    from responses.languages.paths import address

    if not LivePeriod.objects.live().filter(edition=edition).exists():
        return ""
    essay = edition.essay
    if essay.kind == Essay.Kind.PROMPT:
        return address("thread", essay.thread.slug, language=edition.language)
    return address("response", essay.slug, language=edition.language)
