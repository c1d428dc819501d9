"""What the pages over texts share: whom a form may credit, where a text is edited, in what state it is."""

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse

from responses.editorial.services import with_new_people
from responses.editorial.states import with_state
from responses.people.models import Person, User
from responses.threads.models import Edition, Essay
from responses.threads.models.essays import EssayQuerySet
from responses.threads.services.editions import Content


def offer_people(form: forms.Form, request: HttpRequest, *editions: Edition) -> None:
    """Everybody, for a user who may see people; else those whom these editions credit already."""
    field: Any = form.fields["credits"]
    if request.user.has_perm("responses.view_person"):
        field.offer(Person.objects.all())
    else:
        field.offer(Person.objects.filter(credits__revision__edition__in=editions).distinct())


def written(form: Any, language: str, user: User) -> Content:
    """What a text's form says, ready to be saved; people whom it names as new are made."""
    content: Content = form.content(language)
    return with_new_people(content, form.new_people(), language=language, user=user)


def with_states(essays: Any) -> EssayQuerySet:
    """Essays whose editions can say their state: one query more."""
    fetched: EssayQuerySet = essays.prefetch_related(
        Prefetch("editions", with_state(Edition.objects.order_by("pk")))
    )
    return fetched


def text_address(essay: Any) -> str:
    """Where an essay is edited."""
    page = "prompt" if essay.kind == Essay.Kind.PROMPT else "response"
    return reverse(f"admin:responses_{page}_change", args=[essay.pk])


def edition_address(edition: Edition) -> str:
    """Where an edition is edited: the original with its essay."""
    if edition.kind == Edition.Kind.ORIGINAL:
        return text_address(edition.essay)
    return reverse("admin:responses_edition_change", args=[edition.pk])
