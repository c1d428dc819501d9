"""The words that an essay answers: chosen, and let go."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from responses.lib.quoting import LONGEST, printed
from responses.threads.errors import NoSuchWords
from responses.threads.models import Essay, Passage, Revision


@dataclass(frozen=True)
class Taken:
    """Words of one paragraph as they stand in ``revision``; '' are all of it."""

    revision: Revision
    paragraph: int
    words: str = ""

    def cleaned(self) -> "Taken":
        """The same with the words as the paragraph prints them. Raises ``NoSuchWords``."""
        text = self.revision.paragraphs.get(self.paragraph, "")
        words = printed(self.words, text)
        if words == text.strip():
            words = ""
        elif self.words.strip() and not words:
            raise NoSuchWords(self.words[:80])
        if not text.strip() or len(words) > LONGEST:
            raise NoSuchWords(self.words[:80])
        return Taken(self.revision, self.paragraph, words)


@transaction.atomic
def answer_passages(*, essay: Essay, taken: Sequence[Taken]) -> None:
    """Let an essay answer exactly these words of what it responds to: it shows at once.

    They stand in the order of their paragraphs; of one paragraph the last words count. Raises
    ``NoSuchWords``.
    """
    wanted = _ordered(taken)
    if not _differ(essay, wanted):
        return
    essay.passages.all().delete()
    Passage.objects.bulk_create(
        Passage(
            essay_id=essay.pk,
            revision=each.revision,
            paragraph=each.paragraph,
            words=each.words,
            position=place,
        )
        for place, each in enumerate(wanted)
    )


def answers_other_words(essay: Essay, taken: Sequence[Taken]) -> bool:
    """Whether these are other words than the essay answers now. Raises ``NoSuchWords``."""
    return _differ(essay, _ordered(taken))


def _ordered(taken: Sequence[Taken]) -> list[Taken]:
    wanted = {each.paragraph: each.cleaned() for each in taken}.values()
    return sorted(wanted, key=lambda each: each.revision.paragraph_ids.index(each.paragraph))


def _differ(essay: Essay, wanted: list[Taken]) -> bool:
    held = [(each.paragraph, each.words, each.revision_id) for each in passages_of(essay)]
    return held != [(each.paragraph, each.words, each.revision.pk) for each in wanted]


def passages_of(essay: Essay) -> list[Passage]:
    """What the essay answers now, in its order, each with the version it was chosen in."""
    return list(essay.passages.select_related("revision__edition").order_by("position"))
