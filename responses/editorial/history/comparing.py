"""Two versions of a text side by side in one column: what a page shows of their differences."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib.comparison import Comparison, compare, compare_lines, compare_paragraphs
from responses.lib.stretches import Difference, Part, Stretch
from responses.lib.stretches import stretches as in_stretches
from responses.lib.units import Paragraph, line_of, paragraphs_of
from responses.lib.wording import figures_in_words, sentence
from responses.threads.models import Credit
from responses.threads.services.editions import Content, CreditLine

PARTS = ("title", "summary", "body", "credits")


def part_labels() -> dict[str, str]:
    return {"title": _("Title"), "summary": _("Summary"), "body": _("Text"), "credits": _("Credits")}


def difference(old: Content, new: Content, *, language: str) -> Difference:
    """What ``new`` changed in ``old``, both as they are stored in ``language``."""
    compared = {name: compared_part(name, old, new) for name in PARTS}
    names = part_labels()
    parts = [
        Part(name, names[name], each.is_same, stretches(each, language=language))
        for name, each in compared.items()
    ]
    return Difference(parts, _sum_up(compared, names))


def compared_part(name: str, old: Content, new: Content) -> Comparison:
    if name == "body":
        return compare(old.body, new.body)
    if name == "credits":
        before = credit_paragraphs(old.credits)
        return compare_paragraphs(
            before, before if old.credits == new.credits else credit_paragraphs(new.credits)
        )
    return compare_lines(*([text] if text else [] for text in (getattr(old, name), getattr(new, name))))


def credit_paragraphs(lines: Sequence[CreditLine]) -> list[Paragraph]:
    roles = dict(Credit.Role.choices)
    found = []
    for each in lines:
        printed = ", ".join(filter(None, (each.name, each.affiliation)))
        found.append(line_of(f"{roles[each.role]}: {printed}"))
        found += paragraphs_of(each.bio)
    return found


def stretches(comparison: Comparison, *, language: str) -> list[Stretch]:
    """The pieces ready to be shown, of a text in ``language`` on the page that is being made."""
    own = tag(active())
    return in_stretches(comparison, page=own if own != tag(language) else "")


def _sum_up(compared: dict[str, Comparison], names: dict[str, str]) -> str:
    if all(each.is_same for each in compared.values()):
        return _("Nothing differs.")
    said = figures_in_words([compared["body"].figures])
    said += [
        _("%(part)s changed") % {"part": names[name].lower()}
        for name in ("title", "summary", "credits")
        if not compared[name].is_same
    ]
    return sentence(said)
