"""What an author is asked once their essay is accepted, on one short page."""

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from responses.languages.codes import CHINESE, LANGUAGES, other_script
from responses.lib.chinese import convert, has_han
from responses.submissions.acceptance import sentences
from responses.submissions.models import Submission, SubmissionAuthor
from responses.submissions.services.details import LONGEST_BIO, LONGEST_LINE
from responses.threads.services.consents import Answer

YES, NO = "yes", "no"
ANSWERS = [
    (YES, pgettext_lazy("answer of an author", "Yes, I agree")),
    (NO, pgettext_lazy("answer of an author", "No, I do not")),
]


class DetailsForm(forms.Form):
    """How the author is named, what stands beside the name, and each consent with its own sentence.

    ``language`` is that of the essay; the page is in another one perhaps.
    """

    affiliation = forms.CharField(
        label=gettext_lazy("Where you are, in one line"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("It stands behind your name, in the language of your essay."),
    )
    bio = forms.CharField(
        label=gettext_lazy("A sentence or two about you"),
        max_length=LONGEST_BIO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("It stands under your essay, in its language."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, author: SubmissionAuthor, language: str
    ) -> None:
        own, suggested = names_of(author, language)
        initial = {"affiliation": author.affiliation or author.school, "bio": author.bio}
        initial |= {f"name_{code}": name for code, name in (suggested | own).items()}
        super().__init__(data, initial=initial)
        self.author, self.language = author, language
        self.has_coauthors = author.submission.authors.count() > 1
        for code in LANGUAGES:
            self.fields[f"name_{code}"] = self._name(code, is_guess=code in suggested)
        for sentence in sentences.CONSENTS:
            self.fields[sentence.purpose] = forms.ChoiceField(
                label=sentences.said(sentence, has_coauthors=self.has_coauthors),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Say yes or no; you can change your mind later.")},
            )

    def _name(self, code: str, *, is_guess: bool) -> forms.CharField:
        needed = code == self.language
        label = _("Your name in %(language)s") % {"language": LANGUAGES[code].name}
        hint = _("So it is printed with your essay.") if needed else ""
        guess = _("A program suggests this; put it right if it errs.") if is_guess else ""
        return forms.CharField(
            label=label, max_length=200, required=needed, help_text=" ".join(filter(None, (hint, guess)))
        )

    @property
    def helper(self) -> FormHelper:
        """The fields alone: the page has its own form element and buttons, and no cookie for a token."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = Layout(*self.names_of_fields)
        return helper

    @property
    def names_of_fields(self) -> list[str]:
        """In the order of the page: the name as printed first."""
        codes = sorted(LANGUAGES, key=lambda code: code != self.language)
        return [
            *(f"name_{code}" for code in codes),
            "affiliation",
            "bio",
            *(str(each.purpose) for each in sentences.CONSENTS),
        ]

    @property
    def typed(self) -> dict[str, str]:
        """What the form holds now, good or not, to be kept."""
        return {name: str(self.data.get(name, ""))[:5000] for name in self.names_of_fields}

    @property
    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        cleaned = self.cleaned_data
        return {
            "names": {code: cleaned[f"name_{code}"] for code in LANGUAGES},
            "affiliation": cleaned["affiliation"],
            "bio": cleaned["bio"],
            "answers": [
                Answer(
                    each.purpose,
                    cleaned[each.purpose] == YES,
                    sentences.said(each, has_coauthors=self.has_coauthors),
                    each.version,
                )
                for each in sentences.CONSENTS
            ],
        }


def names_of(author: SubmissionAuthor, language: str) -> tuple[dict[str, str], dict[str, str]]:
    """By language the names that the author gave, and those that a program makes of them."""
    own = {code: name for code, name in author.names.items() if name and code in LANGUAGES}
    if not own:
        # What is printed now stands under the essay's language, whatever its script.
        own = {_language_of(author, language): author.name, language: author.name}
    source = next((code for code in CHINESE if has_han(own.get(code, ""))), "")
    other = other_script(source) if source else ""
    if not other or other in own:
        return own, {}
    return own, {other: convert(own[source], source=source, target=other)}


def _language_of(author: SubmissionAuthor, language: str) -> str:
    """Which language a name is in that was given without one."""
    if not has_han(author.name):
        return "en"
    submission: Submission = author.submission
    return next((code for code in (language, submission.language) if code in CHINESE), CHINESE[0])
