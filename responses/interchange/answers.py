"""The words that an essay answers, in a file: read, checked, found on the site, and written there.

A file names words and the language they are in; the paragraph is the first one of that edition in which they
stand. All the words of a paragraph are the paragraph.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from responses.interchange.fields import Fields
from responses.interchange.problems import Say, shown
from responses.interchange.records import AnswerRecord, EssayRecord
from responses.lib import prose
from responses.lib.lines import line
from responses.lib.quoting import printed
from responses.threads.models import Essay, LivePeriod, Passage, Revision
from responses.threads.services.passages import Taken, answer_passages


def read(fields: Fields) -> tuple[AnswerRecord, ...]:
    """The field ``answers`` of an essay."""
    found = []
    for path, value in fields.items("answers", required=False):
        each = Fields(value, path, fields.relay)
        found.append(AnswerRecord(each.language("language"), each.line("words", limit=prose.LIMIT)))
        each.finish(["language", "words"])
    return _sorted(found)


def _sorted(answers: Iterable[AnswerRecord]) -> tuple[AnswerRecord, ...]:
    """Their order says nothing: on the site they stand in the order of the text that is answered."""
    return tuple(sorted(answers, key=lambda each: (each.language, each.words)))


def check(essay: EssayRecord, target: EssayRecord | None, path: str, say: Say) -> None:
    """Say which words do not stand in the text that the essay answers."""
    bodies = {each.language: each.body for each in target.editions} if target else {}
    taken: set[int] = set()
    for index, each in enumerate(essay.answers):
        place = f"{path}answers[{index}]"
        if each.language not in bodies:
            known = "that of an edition of what is answered"
            say(f"{place}.language", f"is {shown(each.language)}, expected {known}")
            continue
        number = _place(each.words, prose.paragraphs(bodies[each.language]))
        if number is None and each.words:
            say(f"{place}.words", f"is {shown(each.words)}, expected words of one paragraph of that text")
        elif number in taken:
            say(f"{place}.words", "stands in a paragraph that is answered already, expected each once")
        elif number is not None:
            taken.add(number)


def _place(words: str, paragraphs: Iterable[str]) -> int | None:
    return next((place for place, text in enumerate(paragraphs) if printed(words, text)), None)


def on_site(essays: Iterable[Essay]) -> dict[int, tuple[AnswerRecord, ...]]:
    """By essay, the words it answers that readers of what it answers see now."""
    found = Passage.objects.filter(essay__in=[each.pk for each in essays]).order_by("essay", "position")
    passages = list(found.select_related("essay", "revision__edition"))
    editions = {each.revision.edition_id for each in passages}
    live = {
        period.edition_id: period.revision
        for period in LivePeriod.objects.live().filter(edition__in=editions).select_related("revision")
    }
    records: dict[int, list[AnswerRecord]] = {}
    for each in passages:
        if said := _said(each, live):
            records.setdefault(each.essay_id, []).append(AnswerRecord(each.revision.edition.language, said))
    return {pk: _sorted(answers) for pk, answers in records.items()}


def _said(passage: Passage, live: Mapping[int, Revision]) -> str:
    """The words by which a file finds the passage again; '' when readers do not see them."""
    revision = live.get(passage.revision.edition_id)
    if revision is None or passage.paragraph not in revision.paragraph_ids:
        return ""
    paragraphs = prose.paragraphs(revision.body)
    place = revision.paragraph_ids.index(passage.paragraph)
    whole = line(paragraphs[place])
    words = line(passage.words) or whole
    if not printed(words, paragraphs[place]):
        return ""
    return words if _place(words, paragraphs) == place else whole


def write(essays: Mapping[str, Essay], records: Iterable[EssayRecord]) -> None:
    """Let the essays answer what the records say, of the texts that are live now."""
    answering = set(Passage.objects.filter(essay__in=essays.values()).values_list("essay", flat=True))
    for record in records:
        essay = essays[record.slug]
        if record.answers or essay.pk in answering:
            answer_passages(essay=essay, taken=list(taken(essay, record.answers)))


def taken(essay: Essay, answers: Iterable[AnswerRecord]) -> Iterator[Taken]:
    """These words as they stand in what is live of the text that the essay answers; others are left out."""
    live = LivePeriod.objects.live().filter(essay=essay.responding_to_id or 0).select_related("revision")
    revisions = {period.language: period.revision for period in live}
    for each in answers:
        revision = revisions.get(each.language)
        place = _place(each.words, prose.paragraphs(revision.body)) if revision else None
        if revision and place is not None:
            yield Taken(revision, revision.paragraph_ids[place], each.words)


def without_strangers(record: EssayRecord, target: EssayRecord | None) -> EssayRecord:
    """The record with answers only to editions that ``target`` has in the file."""
    known = {each.language for each in target.editions} if target else set()
    return replace(record, answers=tuple(each for each in record.answers if each.language in known))
