"""Forms over texts: a prompt, a response, an edition."""

from collections.abc import Mapping
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.utils.translation import gettext_lazy as _

from responses.editorial.credits import CreditsField, rows_of
from responses.editorial.forms.base import DeskForm, Fieldsets
from responses.editorial.forms.consent import CONSENT_FIELDS, ConsentForm
from responses.editorial.forms.passages import PassagesField
from responses.editorial.forms.prose import ProseWidget
from responses.editorial.labels import essay_label
from responses.editorial.states import site_zones
from responses.languages.codes import CHOICES, tag
from responses.lib import clock
from responses.lib.dates import PartialDate
from responses.lib.prose import ProseError, clean
from responses.threads.models import Edition, Essay, Theme
from responses.threads.services.editions import Content, CreditLine, content_of
from responses.threads.services.essays import original_of
from responses.threads.services.passages import Taken, passages_of

DATE_FIELDS = ("dated_precision", "dated_year", "dated_month", "dated_day", "dated_words")


class TextForm(DeskForm):
    """What one version of a text says."""

    title = forms.CharField(label=_("title"), max_length=500, widget=AdminTextInputWidget)
    summary = forms.CharField(
        label=_("summary"),
        help_text=_("Optional, one sentence or two. Without it, lists show the first sentence of the text."),
        required=False,
        strip=False,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )
    body = forms.CharField(
        label=_("text"),
        required=False,
        strip=False,
        widget=ProseWidget,
    )
    credits = CreditsField(
        label=_("authors and translators"),
        help_text=_(
            "Choose a person; name, affiliation and bio come from them,"
            " and can be changed for this text alone."
        ),
    )
    note = forms.CharField(
        label=_("note on this version"), required=False, max_length=300, widget=AdminTextInputWidget
    )

    copy = forms.CharField(required=False, widget=forms.HiddenInput)

    TEXT: ClassVar[tuple[str, ...]] = ("title", "summary", "body", "credits", "note", "copy")

    def edition_of(self, row: Any) -> Edition | None:
        return row

    def initial_of(self, row: Any) -> dict[str, Any]:
        edition = self.edition_of(row)
        latest = edition.latest if edition else None
        if latest is None:
            return {}
        content = content_of(latest)
        return {
            "title": content.title,
            "summary": content.summary,
            "body": content.body,
            "credits": rows_of(content.credits),
        }

    def token_of(self, row: Any) -> str:
        edition = self.edition_of(row)
        latest = edition.latest if edition else None
        return str(latest.pk) if latest else ""

    def speak(self, language: str) -> None:
        """Tell the browser in which language the boxes are written in."""
        for name in ("title", "summary", "body"):
            self.fields[name].widget.attrs["lang"] = tag(language)

    def clean_body(self) -> str:
        try:
            return clean(self.cleaned_data["body"])
        except ProseError as error:
            raise forms.ValidationError(str(error)) from error

    def content(self, language: str) -> Content:
        """What was typed, as the services take it."""
        typed = self.cleaned_data
        return Content(
            title=typed["title"],
            summary=typed["summary"],
            body=typed["body"],
            credits=tuple(self.lines(language)),
        )

    def lines(self, language: str) -> list[CreditLine]:
        return [each.filled(language) for each in self.cleaned_data["credits"]]

    def new_people(self) -> list[int]:
        """Which of the credits, by place, name somebody who is to get a page."""
        return [place for place, each in enumerate(self.cleaned_data["credits"]) if each.new]


class DatedForm(forms.Form):
    """The date of first publication, as exactly as it is known."""

    dated_precision = forms.ChoiceField(
        label=_("first published: as exactly as"),
        choices=Essay.Precision.choices,
        initial=Essay.Precision.UNKNOWN,
        help_text=_(
            "When the text first appeared anywhere; when it goes live here is decided by publishing."
        ),
    )
    dated_year = forms.IntegerField(
        label=_("year"), required=False, help_text=_("Minus for BCE: −81 is 81 BCE.")
    )
    dated_month = forms.IntegerField(label=_("month"), required=False)
    dated_day = forms.IntegerField(label=_("day"), required=False)
    dated_words = forms.CharField(label=_("date in words"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(name in self.errors for name in DATE_FIELDS):
            try:
                PartialDate(
                    cleaned["dated_year"],
                    cleaned["dated_month"],
                    cleaned["dated_day"],
                    cleaned["dated_precision"],
                    cleaned["dated_words"],
                ).validate()
            except ValueError as error:
                self.add_error("dated_precision", str(error))
        return cleaned

    def dated(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in DATE_FIELDS}


def today() -> dict[str, Any]:
    """The date of a text that first appears here and now; a guess, like any date before the day."""
    now = clock.now().astimezone(ZoneInfo(site_zones()[0][0]))
    return {
        "dated_precision": Essay.Precision.DAY.value,
        "dated_year": now.year,
        "dated_month": now.month,
        "dated_day": now.day,
    }


class PlacedForm(TextForm, DatedForm, ConsentForm):
    """A text with its place: address, themes, date. The token holds the essay's version and the text's."""

    web_address = forms.SlugField(
        label=_("web address"),
        required=False,
        max_length=100,
        help_text=_("Made from the title when empty; one for all languages."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("themes"), queryset=Theme.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def edition_of(self, row: Any) -> Edition | None:
        return original_of(row)

    def token_of(self, row: Any) -> str:
        return f"{super().token_of(row)}.{row.version}"

    def initial_of(self, row: Any) -> dict[str, Any]:
        own = {name: getattr(row, name) for name in DATE_FIELDS}
        themes = list(row.themes.values_list("pk", flat=True))
        return super().initial_of(row) | own | {"web_address": row.slug, "themes": themes}


_TEXT = ("title", "credits", "summary", "body")
_DATE = (("dated_precision", "dated_year", "dated_month", "dated_day"), "dated_words")
_DATE_SET = (_("Date of first publication"), {"fields": _DATE})
_CONSENT_SET = (_("Consent"), {"fields": (CONSENT_FIELDS[:2], *CONSENT_FIELDS[2:]), "classes": ("collapse",)})


class PromptForm(PlacedForm):
    fieldsets: ClassVar[Fieldsets] = (
        (None, {"fields": (*_TEXT, "note")}),
        (_("Place"), {"fields": ("themes", "web_address")}),
        _DATE_SET,
        _CONSENT_SET,
    )


class EssayChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return essay_label(obj)


class ResponseForm(PlacedForm):
    responding_to = EssayChoice(
        label=_("responding to"),
        queryset=Essay.objects.none(),
        help_text=_("The prompt or the response that this one answers; it decides the thread."),
    )
    passages = PassagesField(
        label=_("the words it answers"),
        help_text=_("Optional. They stand above the text, and it is named beside them where they stand."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[(kind.value, kind.label) for kind in (Essay.Kind.RESPONSE, Essay.Kind.CLOSING_REPLY)],
        initial=Essay.Kind.RESPONSE,
    )

    fieldsets: ClassVar[Fieldsets] = (
        (None, {"fields": ("responding_to", "kind", "passages", *_TEXT, "note")}),
        (_("Place"), {"fields": ("themes", "web_address")}),
        _DATE_SET,
        _CONSENT_SET,
    )

    def initial_of(self, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {
            "responding_to": row.responding_to_id,
            "kind": row.kind,
            "passages": passages_of(row),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        target = cleaned.get("responding_to")
        if target and cleaned.get("kind") == Essay.Kind.CLOSING_REPLY and not target.is_prompt:
            self.add_error("responding_to", _("A closing reply answers the prompt of its thread."))
        if target and self.row and (problem := _misplaced(self.row, target)):
            self.add_error("responding_to", problem)
        if target and cleaned.get("kind") == Essay.Kind.CLOSING_REPLY and _is_closed(target, self.row):
            self.add_error("kind", _("This thread has its closing reply already."))
        return cleaned

    def taken(self) -> list[Taken] | None:
        """The words that the text answers; None when nothing is said of them, or of another text's."""
        field: Any = self.fields["passages"]
        if field.widget.value_omitted_from_data(self.data, self.files, "passages"):
            return None
        target = self.cleaned_data.get("responding_to")
        text = field.widget.text
        return (
            self.cleaned_data.get("passages")
            if target and text and text.edition.essay_id == target.pk
            else None
        )


def _misplaced(essay: Essay, target: Essay) -> Any:
    if target.thread_id != essay.thread_id:
        return _("A response stays in its thread; choose another text of the same thread.")
    above: Essay | None = target
    while above is not None:
        if above.pk == essay.pk:
            return _("A text cannot answer itself, nor what answers it.")
        above = above.responding_to
    return None


def _is_closed(target: Essay, essay: Essay | None) -> bool:
    closing = Essay.objects.at_hand().filter(thread=target.thread_id, kind=Essay.Kind.CLOSING_REPLY)
    return (closing.exclude(pk=essay.pk) if essay else closing).exists()


class NewResponseForm(ResponseForm):
    language = forms.ChoiceField(label=_("language of the original"), choices=CHOICES)

    fieldsets: ClassVar[Fieldsets] = (
        (None, {"fields": ("responding_to", "kind", "passages", "language", *_TEXT)}),
        (
            _("Place"),
            {"fields": ("themes", "web_address"), "description": _("Without themes, those of the thread.")},
        ),
        _DATE_SET,
        _CONSENT_SET,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, row: Any = None, initial: Any = None) -> None:
        super().__init__(data, row=row, initial=today() | (initial or {}))
