"""One piece of news as a letter shows it: who, from where, which text, what was said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from responses.languages.codes import CHINESE, LANGUAGES, tag
from responses.languages.paths import absolute, address
from responses.lib import clock, prose, sentences
from responses.notifications.models import Announcement
from responses.threads.models import Credit, Essay, LivePeriod, Publication

Event = Announcement.Event
NEW = Announcement.NEW

SENTENCES = 2
# Between two names, and round the place of one, in the text's own language.
MARKS = {"en": ("; ", "{} ({})"), "zh": ("；", "{}（{}）")}
LONGEST = 400  # characters of what was said: two long sentences


@dataclass(frozen=True)
class Item:
    """``tag`` is '' for a text in the letter's own language, as ``thread_tag`` is for its question."""

    event: str
    title: str
    tag: str
    own_name: str
    names: str
    said: str
    note: str
    thread: str
    thread_tag: str
    url: str
    essay: int

    @property
    def label(self) -> str:
        return str(Event(self.event).label)


def items_of(announcements: Iterable[Announcement], language: str) -> list[Item]:
    """What is live now of what was announced, in the order in which it went live. Five queries at most."""
    told = sorted(announcements, key=lambda each: (each.starts, each.pk))
    shown, notes = _shown(told, language), _notes(told)
    names = _names([period.revision_id for period in shown.values()])
    items = [
        _item(each, shown[each.pk], names.get(shown[each.pk].revision_id, ""), notes, language)
        for each in told
        if each.pk in shown
    ]
    new = {item.essay for item in items if item.event in NEW}
    # To whom a text is new, its translation and its corrections are no news of their own.
    return [item for item in items if item.event in NEW or item.essay not in new]


def _shown(told: Sequence[Announcement], language: str) -> dict[int, LivePeriod]:
    """By announcement, the live text it leads to: of a new essay in the reader's language, else its own."""
    live = LivePeriod.objects.live().select_related("essay__thread", "edition", "revision")
    essays = {each.edition.essay_id for each in told if each.event in NEW}
    by_essay = {period.essay_id: period for period in live.filter(essay__in=essays).shown_in(language)}
    editions = {each.edition_id for each in told if each.event not in NEW}
    by_edition = {period.edition_id: period for period in live.filter(edition__in=editions)}
    found = {
        each.pk: by_essay.get(each.edition.essay_id) if each.event in NEW else by_edition.get(each.edition_id)
        for each in told
    }
    return {pk: period for pk, period in found.items() if period}


def _notes(told: Sequence[Announcement]) -> dict[tuple[int, datetime], str]:
    corrected = {each.edition_id for each in told if each.event == Event.CORRECTION}
    acts = Publication.objects.filter(
        edition__in=corrected, action=Publication.Action.PUBLISH, instant__lte=clock.now()
    )
    return {
        (edition, instant): note
        for edition, instant, note in acts.order_by("pk").values_list("edition_id", "instant", "note")
    }


def _names(revisions: Sequence[int]) -> dict[int, str]:
    """By revision, its authors as printed, each with where they are from."""
    printed = Credit.objects.filter(revision__in=revisions, role=Credit.Role.AUTHOR).order_by("position")
    columns = ("revision_id", "revision__edition__language", "name", "affiliation")
    found: dict[int, str] = {}
    for revision, language, name, place in printed.values_list(*columns):
        between, placed = MARKS["zh" if language in CHINESE else "en"]
        said = placed.format(name, place) if place else name
        found[revision] = f"{found[revision]}{between}{said}" if revision in found else said
    return found


def _item(
    told: Announcement,
    period: LivePeriod,
    names: str,
    notes: dict[tuple[int, datetime], str],
    language: str,
) -> Item:
    essay, revision = period.essay, period.revision
    title, title_language = essay.thread.title_in(language)
    is_prompt = essay.kind == Essay.Kind.PROMPT
    page = ("thread", essay.thread.slug) if is_prompt else ("response", essay.slug)
    foreign = period.language != language
    is_correction = told.event == Event.CORRECTION
    return Item(
        event=told.event,
        title=revision.title,
        tag=tag(period.language) if foreign else "",
        own_name=LANGUAGES[period.language].name,
        names=names,
        said="" if is_correction else in_two_sentences(revision.summary, revision.body),
        note=notes.get((told.edition_id, told.starts), "") if is_correction else "",
        thread=title,
        thread_tag=tag(title_language) if title_language != language else "",
        url=absolute(address(*page, language=language)),
        essay=essay.pk,
    )


def in_two_sentences(summary: str, body: str) -> str:
    """What a text says: its summary, else its first two sentences."""
    if summary:
        return sentences.cut(" ".join(summary.split("\n")), LONGEST)
    found: list[str] = []
    for paragraph in prose.paragraphs(body):
        found += sentences.split(" ".join(paragraph[: 4 * LONGEST].split("\n")))
        if len(found) >= SENTENCES:
            break
    kept = found[:SENTENCES]
    between = "" if kept and kept[0][-1] in "。！？｡”」』" else " "
    return sentences.cut(between.join(kept), LONGEST)
