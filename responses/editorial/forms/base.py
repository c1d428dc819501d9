from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from responses.editorial.credits import CreditsField
from responses.lib.texts import TextsFormField

Fieldsets = tuple[tuple[Any, dict[str, Any]], ...]


class DeskForm(forms.Form):
    """A form over one row, or over a row to be made; what it saves, a service saves.

    ``seen`` is the version that the page showed. When somebody saved another one meanwhile, ``conflict``
    is set and the form asks again, with both texts and the new version's token.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    # What each field held when the page was made, by a few characters: see `conflicts.values`.
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    fieldsets: ClassVar[Fieldsets] = ()
    conflict = False

    def __init__(self, data: Mapping[str, Any] | None, *, row: Any = None, initial: Any = None) -> None:
        self.row = row
        given = self.initial_of(row) | {"seen": self.token_of(row)} if row is not None else {}
        super().__init__(data, initial=given | (initial or {}))
        for field in self.fields.values():
            # As Django writes the labels of a model's own fields.
            field.label = capfirst(field.label) if field.label else None

    def initial_of(self, row: Any) -> dict[str, Any]:
        """The row as the form shows it."""
        raise NotImplementedError

    def token_of(self, row: Any) -> str:
        """What changes whenever somebody saves the row."""
        return str(row.version)

    def seen_number(self, place: int = 0) -> int:
        """One number of the token, whose numbers are parted by dots; 0, which no row has, if it is none."""
        parts = self.cleaned_data["seen"].split(".")
        part = parts[place] if place < len(parts) else ""
        return int(part) if part.isascii() and part.isdigit() and len(part) < 19 else 0

    def refuse(self, *sentences: str) -> None:
        """Say why it was not saved; everything typed stays in the form."""
        for sentence in sentences:
            self.add_error(None, sentence)

    def unseal(self) -> None:
        """Let what was sent be changed before it is shown again."""
        data: Any = self.data
        self.data = data.copy()  # a QueryDict, which keeps every value of a name

    def meet(self, row: Any) -> None:
        """Take note, after `unseal`, of the version that was saved meanwhile: the next save knows of it."""
        self.conflict = True
        data: Any = self.data
        data["seen"] = self.token_of(row)

    def freeze(self) -> None:
        """For someone who may look but not write."""
        for field in self.fields.values():
            field.disabled = True

    def said(self) -> dict[str, tuple[str, str]]:
        """Each text of the form, by a key: its label and what it says, as typed or as saved."""
        found: dict[str, tuple[str, str]] = {}
        for bound in self.visible_fields():
            for key, label, text in _texts(bound):
                found[f"{bound.name}/{key}"] = (label, text)
        return found


def _texts(bound: forms.BoundField) -> list[tuple[str, str, str]]:
    value, field, label = bound.value(), bound.field, str(bound.label)
    if isinstance(field, TextsFormField):
        return [
            (f"{code}/{name}", f"{field.parts[name].label} ({code})", text)
            for code, texts in (value or {}).items()
            for name, text in texts.items()
        ]
    if isinstance(field, CreditsField):
        lines = [
            " · ".join(row[part] for part in ("name", "affiliation", "bio") if row[part])
            for row in value or []
        ]
        return [("", label, "\n".join(lines))]
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [("", label, ", ".join(_chosen(field, value)))]
    if isinstance(field, forms.BooleanField):
        return [("", label, _("yes") if value else _("no"))]
    return [("", label, "" if value is None else str(value))]


def _chosen(field: forms.ModelMultipleChoiceField, value: Any) -> list[str]:
    keys = {str(each.pk if isinstance(each, models.Model) else each) for each in value or []}
    return [str(each) for each in field.queryset or [] if str(each.pk) in keys]
