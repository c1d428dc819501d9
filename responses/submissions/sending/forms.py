"""The one page on which an essay is written. Nothing in it is required until Send is pressed."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.calls.models import Call
from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.lib.texts import pick
from responses.submissions.sending.wording import said_of_ai, said_of_own_work

STAMP = "send an essay"
ESSAY = ("title", "language", "text", "file")
# What Word and its like write, and plain text.
ACCEPTED = ".docx,.odt,.txt,.md,.html,.htm"


def _box(rows: int, **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


def _line(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs=attrs)


class EssayForm(forms.Form):
    """Made of what is kept (``content.fields_of``); what is missing is said by ``services.checking``."""

    title = forms.CharField(label=gettext_lazy("Title of the essay"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the essay"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Essay"), required=False, widget=_box(16, **{"aria-describedby": "meter"})
    )
    file = forms.FileField(
        label=gettext_lazy("Or take it from a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy("Word (.docx), .odt or plain text, 10 MB at most. Nothing is sent by this."),
    )
    name = forms.CharField(label=gettext_lazy("Your name"), required=False, widget=_line(autocomplete="name"))
    email = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        widget=_line(autocomplete="email", type="email", dir="ltr"),
        help_text=gettext_lazy("For the receipt and our answer, and for nothing else."),
    )
    school = forms.CharField(
        label=gettext_lazy("Your school or university"),
        required=False,
        widget=_line(autocomplete="organization"),
    )

    def __init__(
        self, call: Call, fields: Mapping[str, Any], errors: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(
            {name: value for name, value in fields.items() if value is not False}, auto_id="id_%s"
        )
        chosen = fields.get("language") or (active() if active() in call.languages else call.languages[0])
        language: Any = self.fields["language"]
        language.choices = [(code, LANGUAGES[code].name) for code in call.languages]
        if chosen not in call.languages:
            chosen = call.languages[0]
        self.data = self.data | {"language": chosen}  # type: ignore[operator]  # a plain mapping of ours
        if len(call.languages) == 1:
            language.widget = forms.HiddenInput()
        self._add_coauthors(call)
        self._add_questions(call)
        self._add_declarations()
        if call.entry == Call.Entry.INVITED or fields.get("access_code"):
            self.fields["access_code"] = forms.CharField(
                label=_("Access code"), required=False, widget=_line(autocomplete="off", dir="ltr")
            )
        # Not one rule of the fields': whatever was typed is shown as it was typed.
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}
        for field, sentence in (errors or {}).items():
            self.add_error(field if field in self.fields else None, sentence)

    def _add_coauthors(self, call: Call) -> None:
        labels = {"name": _("Co-author %s"), "email": _("E-mail address of co-author %s")}
        labels["school"] = _("School or university of co-author %s")
        for place in range(1, call.most_coauthors + 1):
            for part, label in labels.items():
                field = forms.CharField(label=label % place, required=False, widget=_line(autocomplete="off"))
                self.fields[f"coauthor{place}_{part}"] = field

    def _add_questions(self, call: Call) -> None:
        for each in call.questions:
            label, _language = pick(
                {code: {"q": text} for code, text in (each.get("texts") or {}).items()}, "q", active()
            )
            if not each.get("required"):
                label = _("%s (you need not answer)") % label
            self.fields[f"answer_{each['key']}"] = forms.CharField(
                label=label, required=False, widget=_box(3)
            )

    def _add_declarations(self) -> None:
        self.fields["own_work"] = forms.BooleanField(label=said_of_own_work(), required=False)
        self.fields["ai_use"] = forms.CharField(label=said_of_ai(), required=False, widget=_box(3))

    @property
    def helper(self) -> FormHelper:
        """The fields alone: the page has its own form element and buttons, and no cookie for a token."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        return helper

    @property
    def of_the_essay(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name in ESSAY]

    @property
    def of_the_author(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ESSAY]

    @property
    def problems(self) -> list[tuple[str, str, str]]:
        """What is missing: the id of its field, the field's name, and a sentence."""
        return [
            (self[name].id_for_label, str(self[name].label), str(found[0]))
            if name != "__all__"
            else ("", "", str(found[0]))
            for name, found in self.errors.items()
        ]


class CodeForm(forms.Form):
    """The code that opens an unfinished essay on another device."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        required=False,
        widget=_line(autocomplete="off", autocapitalize="characters", spellcheck="false", dir="ltr"),
        help_text=gettext_lazy("Sixteen letters and digits, such as 7KQM-3RWD-9XTB-2HJF."),
    )

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
