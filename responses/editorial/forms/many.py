"""What several texts are given in one act."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.forms.publishing import Numbers
from responses.threads.models import Theme


class ReadForm(forms.Form):
    """The versions that the page showed."""

    revision = Numbers(required=False, widget=forms.MultipleHiddenInput)


class ThemesForm(forms.Form):
    """Themes that each of the texts shall have, and shall not have."""

    add = forms.ModelMultipleChoiceField(
        label=gettext_lazy("add to each"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    remove = forms.ModelMultipleChoiceField(
        label=gettext_lazy("remove from each"),
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        add, remove = cleaned.get("add") or [], cleaned.get("remove") or []
        if both := [str(theme) for theme in add if theme in remove]:
            sentence = _("%(themes)s cannot be added and removed at once: tick it in one of the two lists.")
            self.add_error(None, sentence % {"themes": ", ".join(both)})
        elif not add and not remove and not self.errors:
            self.add_error(None, _("No theme is ticked. Tick what should be added or removed."))
        return cleaned
