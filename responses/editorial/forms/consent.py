"""That the author agreed: how, when, in which words, and the letter itself."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.lib import clock
from responses.threads.models import Consent

CONSENT_FIELDS = ("consent_way", "consent_on", "consent_wording", "consent_file")


class ConsentForm(forms.Form):
    """One consent to be noted with the text, if any; those noted before stand beside the form."""

    consent_way = forms.ChoiceField(
        label=gettext_lazy("the author agreed to be published here"),
        choices=[("", gettext_lazy("nothing to note")), *Consent.Way.choices],
        required=False,
    )
    consent_on = forms.DateField(
        label=gettext_lazy("agreed on"),
        required=False,
        help_text=gettext_lazy("Today, when empty."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    consent_wording = forms.CharField(
        label=gettext_lazy("in these words"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    consent_file = forms.FileField(
        label=gettext_lazy("the e-mail or form itself"),
        required=False,
        help_text=gettext_lazy("Kept privately with the text."),
    )

    FIELDS: ClassVar[tuple[str, ...]] = CONSENT_FIELDS

    def clean_consent_file(self) -> Any:
        sent = self.cleaned_data["consent_file"]
        if sent and sent.size > settings.LARGEST_KEPT_FILE:
            raise forms.ValidationError(_("This file is larger than 10 MB. Keep a shorter one."))
        return sent

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [name for name in CONSENT_FIELDS[1:] if cleaned.get(name)]
        if given and not cleaned.get("consent_way"):
            self.add_error("consent_way", _("Say how the author agreed: by e-mail or by form."))
        if cleaned.get("consent_way") and not cleaned.get("consent_on"):
            cleaned["consent_on"] = clock.now().date()
        return cleaned

    def consent(self) -> dict[str, Any] | None:
        """What is to be noted, as the service takes it; None for nothing."""
        typed = self.cleaned_data
        if not typed.get("consent_way"):
            return None
        sent = typed.get("consent_file")
        return {
            "way": typed["consent_way"],
            "given_on": typed["consent_on"],
            "wording": typed["consent_wording"],
            "letter": (sent.name or "", sent.read()) if sent else None,
        }
