"""How long a link shows a draft, and a thread in which language."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from responses.editorial.models import LONGEST
from responses.languages.codes import CHOICES


class LinkForm(forms.Form):
    days = forms.IntegerField(
        label=gettext_lazy("days that the link lasts"), min_value=1, max_value=LONGEST, initial=LONGEST
    )
    language = forms.ChoiceField(
        label=gettext_lazy("texts in this language, or else in their original"), choices=CHOICES
    )

    def __init__(self, data: Mapping[str, Any] | None, *, language: str = "") -> None:
        """``language`` is that of a single text, which is shown in no other."""
        super().__init__(data)
        if language:
            del self.fields["language"]
