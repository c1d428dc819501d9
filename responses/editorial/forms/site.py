"""Forms over rows that save at once: people, themes, pages, the initiative itself."""

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.urls import resolve
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from responses.editorial.forms.base import DeskForm, Fieldsets
from responses.languages.codes import LANGUAGES
from responses.languages.middleware import KEYED_PREFIXES, PRIVATE_PREFIXES
from responses.lib.clock import zone_of
from responses.lib.texts import TextsFormField
from responses.people.models import PERSON_PARTS
from responses.threads.models.site import INITIATIVE_PARTS, PAGE_PARTS
from responses.threads.models.themes import THEME_PARTS

CLOCKS = 2


class RowForm(DeskForm):
    """A row whose fields have the form's own names."""

    def initial_of(self, row: Any) -> dict[str, Any]:
        own = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        return own | {"web_address": getattr(row, "slug", "")}

    def apply(self, row: Any) -> None:
        """Give the row what was typed, and the version that its writer saw."""
        for name, value in self.cleaned_data.items():
            if name not in ("seen", "web_address") and hasattr(row, name):
                setattr(row, name, value)
        if row.pk:
            row.version = self.seen_number()


def _address() -> forms.SlugField:
    return forms.SlugField(
        label=gettext_lazy("web address"),
        required=False,
        max_length=100,
        help_text=gettext_lazy(
            "Made from the name when empty; a former one that was public leads on for ever."
        ),
    )


class PersonForm(RowForm):
    texts = TextsFormField(parts=PERSON_PARTS, label=gettext_lazy("names and bio"))
    is_pseudonym = forms.BooleanField(label=gettext_lazy("pen name or group"), required=False)
    birth_year = forms.IntegerField(label=gettext_lazy("born"), required=False)
    death_year = forms.IntegerField(label=gettext_lazy("died"), required=False)
    web_address = _address()

    fieldsets: ClassVar[Fieldsets] = (
        (None, {"fields": ("texts", "is_pseudonym", ("birth_year", "death_year"), "web_address")}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        born, died = cleaned.get("birth_year"), cleaned.get("death_year")
        if born is not None and died is not None and died < born:
            self.add_error("death_year", _("Nobody dies before they are born."))
        return cleaned


class ThemeForm(RowForm):
    texts = TextsFormField(parts=THEME_PARTS, label=gettext_lazy("texts"))
    position = forms.IntegerField(label=gettext_lazy("position"), min_value=0, max_value=32_000, initial=0)
    web_address = _address()

    fieldsets: ClassVar[Fieldsets] = ((None, {"fields": ("texts", "position", "web_address")}),)


class PageForm(RowForm):
    texts = TextsFormField(parts=PAGE_PARTS, label=gettext_lazy("texts"))
    position = forms.IntegerField(label=gettext_lazy("position"), min_value=0, max_value=32_000, initial=0)
    in_menu = forms.BooleanField(label=gettext_lazy("in the menu"), required=False, initial=True)
    slug = forms.SlugField(label=gettext_lazy("web address"), max_length=60)

    fieldsets: ClassVar[Fieldsets] = ((None, {"fields": ("texts", "position", "in_menu", "slug")}),)

    def __init__(self, data: Any, *, row: Any = None, initial: Any = None) -> None:
        super().__init__(data, row=row, initial=initial)
        # A page keeps no former addresses, so it keeps its address.
        self.fields["slug"].disabled = row is not None

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        taken = {
            *PRIVATE_PREFIXES,
            *KEYED_PREFIXES,
            "/static/",
            "/media/",
            *(f"/{code}/" for code in LANGUAGES),
        }
        path = f"/{slug}/"
        if not self.row and (path in taken or resolve(path).url_name != "page"):
            raise forms.ValidationError(_("“%s” is the address of something else on this site.") % slug)
        return slug


class InitiativeForm(RowForm):
    """The site's own texts, and the two places whose clocks it shows."""

    texts = TextsFormField(parts=INITIATIVE_PARTS, label=gettext_lazy("texts"))
    licence_url = forms.URLField(
        label=gettext_lazy("address of the licence"), required=False, assume_scheme="https"
    )
    contact_email = forms.EmailField(label=gettext_lazy("contact address"), required=False)
    keeps_bylines = forms.BooleanField(
        label=gettext_lazy("published bylines stay when data are erased"), required=False, initial=True
    )

    def __init__(self, data: Any, *, row: Any = None, initial: Any = None) -> None:
        super().__init__(data, row=row, initial=initial)
        for number in range(CLOCKS):
            self.fields.update(_clock_fields(number))

    @property
    def fieldsets(self) -> Fieldsets:  # type: ignore[override]  # the clocks are as many as CLOCKS says
        clocks = tuple(tuple(_clock_fields(number)) for number in range(CLOCKS))
        return (
            (None, {"fields": ("texts", "licence_url", "contact_email", "keeps_bylines")}),
            (gettext_lazy("The clocks that dates are shown by"), {"fields": clocks}),
        )

    def initial_of(self, row: Any) -> dict[str, Any]:
        found = super().initial_of(row)
        for number, clock in enumerate(row.zones[:CLOCKS]):
            found[f"zone-{number}"] = clock["zone"]
            for code in LANGUAGES:
                found[f"place-{number}-{code}"] = clock["place"].get(code, "")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(CLOCKS):
            try:
                zone_of(cleaned.get(f"zone-{number}", ""))
            except ValueError as error:
                self.add_error(f"zone-{number}", str(error))
        return cleaned

    def apply(self, row: Any) -> None:
        super().apply(row)
        row.zones = [
            {
                "zone": self.cleaned_data[f"zone-{number}"],
                "place": {code: self.cleaned_data[f"place-{number}-{code}"] for code in LANGUAGES},
            }
            for number in range(CLOCKS)
        ] + row.zones[CLOCKS:]


def _clock_fields(number: int) -> dict[str, forms.CharField]:
    zone = forms.CharField(
        label=_("time zone"),
        help_text=_("Such as Asia/Shanghai."),
        max_length=60,
        widget=AdminTextInputWidget,
    )
    places = {
        f"place-{number}-{code}": forms.CharField(
            label=_("place (%(language)s)") % {"language": language.name}, max_length=60
        )
        for code, language in LANGUAGES.items()
    }
    return {f"zone-{number}": zone} | places
