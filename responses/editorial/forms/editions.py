from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from responses.editorial.credits import rows_of
from responses.editorial.forms.base import Fieldsets
from responses.editorial.forms.essays import TextForm
from responses.languages.codes import CHOICES
from responses.lib.texts import pick
from responses.threads.models import Credit, Edition, Revision
from responses.threads.services.editions import CreditLine, content_of


class EditionForm(TextForm):
    """A translation or conversion, with its source beside it."""

    brought_up_to_date = forms.BooleanField(
        label=_("this text now follows the newest version of its source"), required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, row: Any = None, initial: Any = None) -> None:
        super().__init__(data, row=row, initial=initial)
        if not is_behind(row):
            del self.fields["brought_up_to_date"]
        self.speak(row.language)

    @property
    def fieldsets(self) -> Fieldsets:  # type: ignore[override]  # the box is there only when it means something
        last = ("brought_up_to_date",) if "brought_up_to_date" in self.fields else ()
        return ((None, {"fields": ("title", "summary", "body", "credits", "note", *last)}),)

    def token_of(self, row: Any) -> str:
        newest = row.source.latest if row.source else None
        return f"{super().token_of(row)}.{newest.pk if newest else ''}"


def is_behind(edition: Edition) -> bool:
    """Whether the source has a newer version than the one that this text was made from."""
    latest, source = edition.latest, edition.source
    newest = source.latest if source else None
    return bool(latest and newest and latest.made_from_id != newest.pk)


class NewTranslationForm(TextForm):
    """A translation that does not exist yet; ``made_from`` is the version of the source shown beside."""

    language = forms.ChoiceField(label=_("language"), choices=())

    fieldsets: ClassVar[Fieldsets] = (
        (None, {"fields": ("language", "title", "summary", "body", "credits")}),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, made_from: Revision, language: str = "") -> None:
        self.made_from = made_from
        choices = missing_languages(made_from.edition)
        language = language if language in dict(choices) else (choices[0][0] if choices else "")
        super().__init__(data, initial={"language": language, "credits": credits_for(made_from, language)})
        self.fields["language"].choices = choices  # type: ignore[attr-defined]
        self.fields["title"].initial = ""

    def token_of(self, row: Any) -> str:
        return ""


def missing_languages(edition: Edition) -> list[tuple[str, str]]:
    """The site's languages in which the essay of ``edition`` has no edition yet."""
    there = {each.language for each in edition.essay.editions.all()}
    return [choice for choice in CHOICES if choice[0] not in there]


def credits_for(source: Revision, language: str) -> list[dict[str, str]]:
    """The authors of a source as they are printed in another language, as far as is known."""
    lines = [each for each in content_of(source).credits if each.role == Credit.Role.AUTHOR]
    return rows_of([_in_language(each, language) for each in lines])


def _in_language(line: CreditLine, language: str) -> CreditLine:
    if line.person is None:
        return line
    texts = line.person.texts.get(language, {})
    return CreditLine(
        name=pick(line.person.texts, "name", language)[0] or line.name,
        person=line.person,
        role=line.role,
        affiliation=texts.get("affiliation", ""),
        bio=texts.get("bio", ""),
    )
