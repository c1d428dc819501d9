"""Who a text is by, as a form's field: lines in order, each with a person and what is printed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from responses.editorial.labels import person_label
from responses.languages.codes import LANGUAGES
from responses.people.models import Person
from responses.threads.models import Credit
from responses.threads.services.editions import CreditLine

PARTS = ("place", "person", "role", "name", "affiliation", "bio", "was", "new")
SPARE = 2  # empty lines beyond those in use: without a script, saving brings two more
MOST = 60
SUGGESTED = 2000  # names; more would weigh down the form, and any other can still be typed

_ADDRESS = re.compile(r"\[([a-z0-9-]+)\]\s*\Z")

_PLAIN = re.compile(r"<p>([^<>&]*)</p>")

Row = dict[str, str]


@dataclass(frozen=True)
class TypedCredit:
    """A line as it was typed; a `fresh` one, with a newly chosen person, takes what it lacks from them."""

    line: CreditLine
    fresh: bool
    new: bool = False  # the person is to be made, under this name

    def filled(self, language: str) -> CreditLine:
        person = self.line.person
        if person is None or not self.fresh:
            return self.line
        texts = person.texts.get(language, {})
        return replace(
            self.line,
            name=self.line.name or person.name_in(language)[0],
            affiliation=self.line.affiliation or texts.get("affiliation", ""),
            bio=self.line.bio or texts.get("bio", ""),
        )


def rows_of(lines: Sequence[CreditLine]) -> list[Row]:
    """The form's lines for credits that exist."""
    return [
        {
            "place": str(number),
            "person": person_label(each.person.slug, each.person.texts) if each.person else "",
            "role": each.role,
            "name": each.name,
            "affiliation": each.affiliation,
            "bio": _as_typed(each.bio),
            "was": each.person.slug if each.person else "",
            "new": "",
        }
        for number, each in enumerate(lines, start=1)
    ]


def _as_typed(bio: str) -> str:
    """A bio of one paragraph without any markup as its words; cleaning makes the paragraph again."""
    found = _PLAIN.fullmatch(bio)
    return found[1] if found else bio


class CreditsWidget(forms.Widget):
    """A fieldset for each line; people are suggested by the browser itself, so no script is needed."""

    template_name = "widgets/credits.html"
    use_fieldset = True
    people: models.QuerySet[Person]

    def id_for_label(self, id_: str) -> str:
        return ""  # each box has a label of its own

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        rows = [dict.fromkeys(PARTS, "") | row for row in value or []]
        spare = [dict.fromkeys(PARTS, "") for _number in range(SPARE)]
        context = {
            "name": name,
            "id": (attrs or {}).get("id") or f"id_{name}",
            "rows": [row | {"number": number} for number, row in enumerate(rows + spare)],
            "count": len(rows) + SPARE,
            "roles": Credit.Role.choices,
            "disabled": (attrs or {}).get("disabled", False),
            "people": [person_label(*each) for each in self.people.values_list("slug", "texts")[:SUGGESTED]],
        }
        return render_to_string(self.template_name, context)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        """What was typed, without the lines left empty."""
        try:
            count = min(int(data.get(f"{name}-rows", 0)), MOST)
        except ValueError:
            count = 0
        rows = [{part: data.get(f"{name}-{number}-{part}", "") for part in PARTS} for number in range(count)]
        return [
            row for row in rows if any(row[part].strip() for part in ("person", "name", "affiliation", "bio"))
        ]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-rows" not in data


class CreditsField(forms.Field):
    """The lines of `CreditsWidget` as a list of `TypedCredit`, in order of their places."""

    widget = CreditsWidget

    def __init__(self, *, people: models.QuerySet[Person] | None = None, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.offer(Person.objects.none() if people is None else people)

    def offer(self, people: models.QuerySet[Person]) -> None:
        """Let only these people be credited; a view says whom its user may see."""
        self.people = self.widget.people = people.order_by("sort_en", "pk")

    def clean(self, value: list[Row] | None) -> list[TypedCredit]:
        errors: list[str] = []
        rows = sorted(value or [], key=place_of)
        known = self._named(row["person"].strip() for row in rows if not row["new"])
        cleaned = [each for row in rows if (each := self._clean_row(row, known, errors))]
        people = [each.line.person for each in cleaned if each.line.person]
        if len(people) != len({(person.pk) for person in people}):
            errors.append(_("Somebody stands here twice."))
        if errors:
            raise ValidationError(errors)
        return cleaned

    def has_changed(self, initial: list[Row] | None, data: list[Row] | None) -> bool:
        return [_without_place(row) for row in initial or []] != [_without_place(row) for row in data or []]

    def _clean_row(self, row: Row, known: Iterable[Person], errors: list[str]) -> TypedCredit | None:
        typed = row["person"].strip()
        if row["new"]:
            return self._new(row, typed, errors)
        person = _person(typed, known, errors) if typed else None
        if typed and person is None:
            return None
        fresh = person is not None and person.slug != row["was"]
        if not person and not row["name"].strip():
            errors.append(_("A line without a person needs the name to be printed."))
            return None
        if person and fresh and row["was"] and row["name"].strip() and not _is_named(person, row["name"]):
            errors.append(
                _(
                    "“%(printed)s” is still printed for %(person)s:"
                    " empty the boxes of that line to fill them anew."
                )
                % {"printed": row["name"], "person": person}
            )
            return None
        return TypedCredit(CreditLine(row["name"], person, _role(row), row["affiliation"], row["bio"]), fresh)

    def _new(self, row: Row, typed: str, errors: list[str]) -> TypedCredit | None:
        name = row["name"].strip() or typed
        if not name:
            errors.append(_("A new person needs a name."))
            return None
        line = CreditLine(name, None, _role(row), row["affiliation"], row["bio"])
        return TypedCredit(line, fresh=True, new=True)

    def _named(self, typed: Iterable[str]) -> list[Person]:
        """Everybody whom one of the lines may mean. One query, however many lines there are."""
        wanted = {_meant(each) for each in typed if each}
        condition = models.Q(slug__in=wanted)
        for code in LANGUAGES:
            condition |= models.Q(**{f"texts__{code}__name__in": sorted(wanted)})
        return list(self.people.filter(condition)) if wanted else []


def _meant(typed: str) -> str:
    """The address that a line ends with, else the line: a name, or an address by itself."""
    by_address = _ADDRESS.search(typed)
    return by_address[1] if by_address else typed


def _person(typed: str, known: Iterable[Person], errors: list[str]) -> Person | None:
    meant, named = _meant(typed), not _ADDRESS.search(typed)
    found = [each for each in known if each.slug == meant or (named and _is_named(each, meant))]
    if len(found) == 1:
        return found[0]
    sentence = (
        _("More than one person is called “%s”: choose from the list, which shows their web addresses.")
        if found
        else _("There is no person “%s” yet. Tick “new person”, or choose somebody from the list.")
    )
    errors.append(sentence % typed)
    return None


def _role(row: Row) -> str:
    return row["role"] if row["role"] in Credit.Role.values else Credit.Role.AUTHOR


def place_of(row: Row) -> float:
    try:
        return float(row["place"])
    except ValueError:
        return float("inf")


def _is_named(person: Person, name: str) -> bool:
    return name.strip() in {texts.get("name") for texts in person.texts.values()}


def _without_place(row: Row) -> Row:
    return {part: row.get(part, "").replace("\r\n", "\n") for part in PARTS if part not in ("place", "was")}
