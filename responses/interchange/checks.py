"""What must hold between the records of a run, and between them and the site."""

from collections.abc import Callable, Iterator

from responses.interchange import answers, site
from responses.interchange.problems import Say, shown
from responses.interchange.records import EditionRecord, EssayRecord, ThreadRecord
from responses.threads.models import Essay

Place = Callable[[int], str]  # the path of an essay by its index


class Seen:
    """Where each address was first used in these files."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], str] = {}

    def check(self, kind: str, slug: str, here: str, path: str, say: Say) -> None:
        first = self._at.setdefault((kind, slug), here)
        if slug and first != here:
            say(path, f"is {shown(slug)}, which is taken at {first}, expected another")


def check_thread(record: ThreadRecord, place: Place, here: str, seen: Seen, say: Say) -> None:
    """Say everything that is wrong between the parts of a thread, or between it and others."""
    seen.check("thread", record.slug, here, "slug", say)
    by_slug: dict[str, EssayRecord] = {}
    for index, essay in enumerate(record.essays):
        path = f"{place(index)}slug"
        if essay.slug in by_slug and essay.slug:
            say(path, f"is {shown(essay.slug)}, which stands twice in this thread, expected another")
        else:
            seen.check("essay", essay.slug, here, path, say)
        seen.check("short address", essay.short_id, f"{here} ({essay.slug})", f"{place(index)}short_id", say)
        by_slug.setdefault(essay.slug, essay)
    _check_kinds(record, place, say)
    circles = _in_circles(by_slug)
    for index, essay in enumerate(record.essays):
        _check_target(essay, by_slug, place(index), say, in_circle=essay.slug in circles)
        _check_editions(essay.editions, place(index), say)
        answers.check(essay, by_slug.get(essay.responding_to or ""), place(index), say)
    _check_site(record, place, say)


def _check_kinds(record: ThreadRecord, place: Place, say: Say) -> None:
    for kind, least in ((Essay.Kind.PROMPT, 1), (Essay.Kind.CLOSING_REPLY, 0)):
        found = [index for index, each in enumerate(record.essays) if each.kind == kind]
        if len(found) < least:
            say("essays", f"holds no {kind.value}, expected exactly one")
        for index in found[1:]:
            say(f"{place(index)}kind", f"is a second {kind.value} in this thread, expected at most one")


def _check_target(
    essay: EssayRecord, by_slug: dict[str, EssayRecord], path: str, say: Say, *, in_circle: bool
) -> None:
    target, path = essay.responding_to, f"{path}responding_to"
    if target is None:
        return
    if target == essay.slug:
        say(path, f"is {shown(target)}, which is this text itself, expected another of its thread")
    elif target not in by_slug:
        say(path, f"is {shown(target)}, expected a text of this thread")
    elif essay.kind == Essay.Kind.CLOSING_REPLY and by_slug[target].kind != Essay.Kind.PROMPT:
        say(path, f"is {shown(target)}, expected the prompt, which a closing reply answers")
    elif in_circle:
        say(path, f"is {shown(target)}, which leads back here, expected a text that leads to the prompt")


def _in_circles(by_slug: dict[str, EssayRecord]) -> set[str]:
    """The texts from which following the answers leads back to themselves."""
    done: set[str] = set()
    circles: set[str] = set()
    for slug in by_slug:
        trail: dict[str, None] = {}  # a dict keeps the order in which they were passed
        here: str | None = slug
        while here and here in by_slug and here not in done and here not in trail:
            trail[here] = None
            here = by_slug[here].responding_to
        passed = list(trail)
        if here in trail and here:
            circles.update(passed[passed.index(here) :])
        done.update(passed)
    return circles


def _check_editions(editions: tuple[EditionRecord, ...], path: str, say: Say) -> None:
    by_language = {each.language: each for each in editions if each.language}
    if not editions:
        say(f"{path}editions", "is empty, expected at least the original")
    elif sum(each.kind == "original" for each in editions) != 1:
        say(f"{path}editions", "holds not exactly one original, expected one")
    if len(by_language) < sum(bool(each.language) for each in editions):
        say(f"{path}editions", "has two editions in one language, expected one a language")
    for sentence in _wrong_sources(by_language):
        say(f"{path}editions", sentence)


def _wrong_sources(by_language: dict[str, EditionRecord]) -> Iterator[str]:
    for language, edition in by_language.items():
        if edition.kind == "original" and edition.source:
            yield f"gives the original a source ({edition.source}), expected none"
        elif edition.kind != "original" and edition.source not in by_language:
            yield f"names no source for {language}, expected the language of another edition"
        elif _leads_nowhere(edition, by_language):
            yield f"names sources for {language} in a circle, expected the original at their end"


def _leads_nowhere(edition: EditionRecord, by_language: dict[str, EditionRecord]) -> bool:
    here: EditionRecord | None = edition
    for _step in by_language:
        if here is None or here.kind == "original":
            return False
        here = by_language.get(here.source or "")
    return here is not None and here.kind != "original"


def _check_site(record: ThreadRecord, place: Place, say: Say) -> None:
    """What the site has already at these addresses must be of this very thread."""
    slugs = [essay.slug for essay in record.essays]
    here = site.find_thread(record.slug)
    number = here.pk if here else None
    taken = {slug for slug, thread in site.threads_of_essays(slugs) if thread != number}
    for index, slug in enumerate(slugs):
        if slug in taken:
            say(f"{place(index)}slug", f"is {shown(slug)}, which belongs to another thread of this site")
    prompt = next((each.slug for each in record.essays if each.kind == Essay.Kind.PROMPT), "")
    if here and (other := site.other_prompt(here, prompt)):
        said = f"is {shown(prompt)}, but this thread's prompt on the site is {shown(other)}, expected that"
        say("prompt", said)
