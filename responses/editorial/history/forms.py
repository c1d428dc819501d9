from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from responses.editorial.history.comparing import PARTS
from responses.threads.models import Revision


class RestoreForm(forms.Form):
    """Which part of a text is to say again what it said; ``seen`` is the newest version shown."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    part = forms.ChoiceField(
        label=_("What to restore"),
        choices=[
            ("all", _("Everything")),
            ("title", _("Only the title")),
            ("summary", _("Only the summary")),
            ("body", _("Only the text")),
            ("credits", _("Only the credits")),
        ],
        initial="all",
        widget=forms.RadioSelect,
    )

    def parts(self) -> tuple[str, ...]:
        part: str = self.cleaned_data["part"]
        return PARTS if part == "all" else (part,)

    def asked_again(self, newest: Revision) -> "RestoreForm":
        """The same question over what is the newest version now."""
        chosen: Any = self.data.get("part", "all")
        return RestoreForm(None, initial={"seen": newest.pk, "part": chosen})
