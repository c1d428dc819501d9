"""Themes: made, changed, given to texts."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models, transaction

from responses.events.services import record
from responses.lib.texts import pick
from responses.people.models import User
from responses.threads.models import Essay, EssayTheme, Theme, Thread
from responses.threads.services.versions import save_if_current


@transaction.atomic
def save_theme(*, theme: Theme) -> Theme:
    """Save a new or changed theme: it shows at once. taggit's name follows the English title.

    Raises ``StaleSave``, or ``ValidationError`` for texts that cannot be stored or a title that
    another theme has.
    """
    field = Theme._meta.get_field("texts")
    theme.texts = field.clean(theme.texts, theme)
    theme.name = pick(theme.texts, "title", "en")[0]
    return save_if_current(theme)


@transaction.atomic
def change_themes(
    *, essays: Collection[Essay], add: Collection[Theme], remove: Collection[Theme], user: User | None
) -> int:
    """Give these themes to each of the essays, and take those away; the essays' other themes stay.

    It shows at once where an essay is live. Returns how many essays it changed; the same again changes none.
    """
    held = list(Essay.objects.select_for_update().filter(pk__in=[each.pk for each in essays]).order_by("pk"))
    links = EssayTheme.objects.filter(content_object__in=held)
    there = set(links.values_list("content_object", "tag"))
    missing = [(each, theme) for each in held for theme in add if (each.pk, theme.pk) not in there]
    new = [EssayTheme(content_object=each, tag=theme) for each, theme in missing]
    EssayTheme.objects.bulk_create(new, ignore_conflicts=True)
    surplus = links.filter(tag__in=remove)
    changed = {each.pk for each, _theme in missing} | set(surplus.values_list("content_object", flat=True))
    surplus.delete()
    for each in held:
        if each.pk in changed:
            record("changed", subject=each, actor=user, fields=["themes"])
    return len(changed)


@transaction.atomic
def set_themes(row: Essay | Thread, themes: Iterable[Theme]) -> None:
    """Let an essay or a thread have exactly these themes. Four queries at most, however many there are."""
    links: models.QuerySet[Any] = row.themes.through._default_manager.filter(content_object=row.pk)
    there, wanted = set(links.values_list("tag", flat=True)), [theme.pk for theme in themes]
    if there - set(wanted):
        links.exclude(tag__in=wanted).delete()
    new = [links.model(content_object_id=row.pk, tag_id=pk) for pk in wanted if pk not in there]
    links.model._default_manager.bulk_create(new, ignore_conflicts=True)
