"""The words that a text answers, as a form's field: read what it answers, tick a paragraph, choose words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from responses.languages.codes import tag
from responses.lib.lines import line
from responses.lib.quoting import printed
from responses.lib.sentences import split
from responses.threads.errors import NoSuchWords
from responses.threads.models import Edition, Essay, LivePeriod, Passage, Revision
from responses.threads.services.passages import Taken

MOST = 200  # paragraphs that one text can answer


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the text that is answered, as the form shows it; ``words`` is what can be chosen."""

    number: int
    text: str
    words: list[str]
    is_taken: bool
    chosen: str


class PassagesWidget(forms.Widget):
    """A box to tick beside each paragraph, and a choice of its words.

    The value is one text, as everything else compares and keeps it: a line for each paragraph, its number and
    the words ('' are all).
    """

    template_name = "widgets/passages.html"
    text: Revision | None = None  # what is read and chosen from
    held: tuple[Passage, ...] = ()

    def id_for_label(self, id_: str) -> str:
        return ""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        taken = parsed(value or "")
        context = {
            "name": name,
            "text": self.text,
            "tag": tag(self.text.edition.language) if self.text else "",
            "target": self.text.edition.essay_id if self.text else "",
            "count": len(taken),
            "paragraphs": self.paragraphs(taken),
            "disabled": (attrs or {}).get("disabled", False),
        }
        return render_to_string(self.template_name, context)

    def paragraphs(self, taken: Mapping[int, str]) -> list[Paragraph]:
        """Those of the text, then what was chosen in an earlier version and has left it since."""
        if self.text is None:
            return []
        texts = self.text.paragraphs
        numbers = [number for number, text in texts.items() if text.strip()]
        return [
            self._paragraph(number, texts.get(number, ""), taken)
            for number in [*numbers, *(each for each in taken if each not in numbers)]
        ]

    def _paragraph(self, number: int, text: str, taken: Mapping[int, str]) -> Paragraph:
        chosen = taken.get(number, "")
        sentences = [line(each) for each in split(text)]
        words = sentences if len(sentences) > 1 else []
        if chosen and chosen not in words:
            words = [*words, chosen]
        return Paragraph(number, text or chosen, words, number in taken, chosen)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:
        if name in data:
            return str(data[name])
        if data.get(f"{name}-of", "") != (str(self.text.edition.essay_id) if self.text else ""):
            return ""  # the boxes are of another text than the one that is answered now
        ticked = (each.removeprefix(f"{name}-") for each in data if each.startswith(f"{name}-"))
        lines = (
            f"{number} {line(data.get(f'{name}-{number}-words', ''))}"
            for number in ticked
            if number.isdigit()
        )
        return "\n".join(each.strip() for each in lines)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-of" not in data and name not in data


class PassagesField(forms.Field):
    """What is answered, as ``Taken``; None when the form that was sent did not ask for it."""

    widget = PassagesWidget

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        return "\n".join(f"{each.paragraph} {line(each.words)}".strip() for each in value or ())

    def clean(self, value: str) -> list[Taken]:
        found = []
        for number, words in parsed(value).items():
            try:
                found.append(self._taken(number, words).cleaned())
            except NoSuchWords as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return parsed(self.prepare_value(initial)) != parsed(data or "")

    def _taken(self, number: int, words: str) -> Taken:
        """Chosen in the text as it is read now; what is not there any more, as it was chosen once."""
        widget: Any = self.widget
        if widget.text is None:
            raise NoSuchWords(words[:80])
        texts = widget.text.paragraphs
        if number in texts and (not words or printed(words, texts[number])):
            return Taken(widget.text, number, words)
        for each in widget.held:
            if each.paragraph == number and line(each.words) == words:
                return Taken(each.revision, number, each.words)
        raise NoSuchWords(words[:80] or str(number))


def parsed(value: str) -> dict[int, str]:
    """Words by the number of their paragraph; a line that begins with no number is none."""
    found: dict[int, str] = {}
    for each in value.splitlines()[:MOST]:
        number, _space, words = each.strip().partition(" ")
        if number.isascii() and number.isdigit() and len(number) < 10:
            found[int(number)] = line(words)
    return found


def offer(field: PassagesField, *, target: Essay | None, held: Iterable[Passage] = ()) -> None:
    """Let the field show what ``target`` says, and know what was chosen in it so far."""
    widget: Any = field.widget
    widget.text = read_of(target) if target else None
    widget.held = tuple(each for each in held if target and each.revision.edition.essay_id == target.pk)


def read_of(target: Essay) -> Revision | None:
    """The version that whoever answers an essay reads: of its original the live one, else the newest."""
    editions = Edition.objects.filter(essay=target, kind=Edition.Kind.ORIGINAL)
    live = LivePeriod.objects.live().filter(edition__in=editions).values("revision")
    found = Revision.objects.filter(edition__in=editions).select_related("edition")
    return found.filter(pk__in=live).first() or found.order_by("-number").first()
