"""What else a submission stands in: other submissions that are still kept, and texts that are live.

Worked out for the newest version of each, once its sending is on the disk, so that whatever goes wrong here
costs no essay; what was left out is made up for when the desk looks. Linear in the submissions: a sketch is
compared with each other sketch, and only those that look alike are read.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.db.models import Q

from responses.lib import prose, terms
from responses.lib.idle import IDLE
from responses.lib.shingles import Shingled, numbers, share_of
from responses.submissions.models import Overlap, Sketch, SubmissionVersion
from responses.threads.lookups import Keys, ask
from responses.threads.models import LivePeriod, Revision

TOLD = 15  # percent: less is a quotation, or chance
LOOKS_ALIKE = 0.08  # by the sketches, which may err by some hundredths
MOST_READ = 20  # texts that are compared word by word
# The site's own index is asked for the words of so many short passages, evenly spread; a text that has those
# of two is looked at. Words that so many texts have together tell nothing.
PROBES, PROBE_WORDS, PROBE_CHARACTERS, HITS = 16, 6, 8, 2
ANYBODYS = 200
AT_ONCE = 20


def liken(version: SubmissionVersion) -> None:
    """Compare a version, its submission's newest, with all that there is; safe to repeat."""
    text = shingled(version.body)
    alike = [(other, None) for other in _alike(version, text)]
    own: list[Overlap] = []
    for other, revision in (*alike, *((None, each) for each in _quoted(text))):
        theirs = shingled((other or revision).body)  # type: ignore[union-attr]  # one of them is there
        own += _told(version, text.share_in(theirs), other=other, revision=revision)
        own += _told(other, theirs.share_in(text), other=version) if other else []
    with transaction.atomic():
        # One at a time for each submission: two versions at once would both call themselves the newest.
        type(version.submission).objects.select_for_update().get(pk=version.submission_id)
        if not version.submission.versions.filter(number__gt=version.number).exists():
            _write(version, text.sample, own)


def liken_forgotten(most: int = AT_ONCE) -> int:
    """The same for newest versions that were never compared; how many were."""
    forgotten = SubmissionVersion.objects.newest().filter(sketch=None).order_by("pk")
    found = list(forgotten.select_related("submission")[:most])
    for version in found:
        liken(version)
    return len(found)


def shingled(body: str) -> Shingled:
    return Shingled(prose.text(body))


def _alike(version: SubmissionVersion, text: Shingled) -> list[SubmissionVersion]:
    """The newest versions of other submissions that look alike, those most alike first."""
    sample = frozenset(numbers(text.sample))
    others = Sketch.objects.exclude(version__submission=version.submission_id)
    shares: list[tuple[float, int]] = []
    for pk, kept in others.values_list("version", "sample").iterator():
        common = share_of(sample, bytes(kept))
        # Of a long text, what a short one shares with it is little: it counts from either side.
        most = max(common, common * len(sample) / (len(kept) // 8)) if kept else 0.0
        if most >= LOOKS_ALIKE:
            shares.append((most, pk))
    wanted = [pk for _share, pk in sorted(shares, reverse=True)[:MOST_READ]]
    return list(SubmissionVersion.objects.filter(pk__in=wanted).select_related("submission"))


def _quoted(text: Shingled) -> list[Revision]:
    """Live versions of texts of the site that have the words of some of the passages asked for."""
    probes = list(_probes(text.words))
    if not probes:
        return []
    hits: dict[int, int] = {}
    for found in ask(probes)[1]:
        for pk in found if len(found) <= ANYBODYS else ():
            hits[pk] = hits.get(pk, 0) + 1
    wanted = sorted((pk for pk in hits if hits[pk] >= min(HITS, len(probes))), key=lambda pk: -hits[pk])
    live = LivePeriod.objects.live().filter(revision__in=wanted[:MOST_READ]).values("revision")
    quoting = Revision.objects.filter(pk__in=live).select_related("edition")
    # One of each essay is told of: its 简 and its 繁 share the same.
    ordered = sorted(quoting, key=lambda each: hits[each.pk])
    return list({each.edition.essay_id: each for each in ordered}.values())


def _probes(words: Sequence[terms.Word]) -> Iterator[Keys]:
    """Of each of so many parts of a text, the passage that says most: by the length of what is not idle."""
    length = max(len(words) // PROBES, 1)
    for start in range(0, min(length * PROBES, len(words)), length):
        passages = [_passage(words, at) for at in range(start, start + length)]
        best = max((each for each in passages if each), key=_weight, default=None)
        if best:
            yield tuple(terms.keys(best))


def _passage(words: Sequence[terms.Word], at: int) -> Sequence[terms.Word] | None:
    """The words from here on, if they are all words, or all 字 of one run."""
    length = PROBE_CHARACTERS if words[at].is_han else PROBE_WORDS
    found = words[at : at + length]
    whole = len(found) == length and len({word.is_han for word in found}) == 1
    return found if whole and (not found[0].is_han or all(word.joins for word in found[1:])) else None


def _weight(passage: Sequence[terms.Word]) -> int:
    return sum(len(word.raw) for word in passage if word.raw not in IDLE)


def _told(
    version: SubmissionVersion, share: int, **what: SubmissionVersion | Revision | None
) -> list[Overlap]:
    return [Overlap(version=version, share=min(share, 100), **what)] if share >= TOLD else []


def _write(version: SubmissionVersion, sample: bytes, found: Iterable[Overlap]) -> None:
    """Instead of what was known of this submission before."""
    same = Q(version__submission=version.submission_id) | Q(other__submission=version.submission_id)
    Overlap.objects.filter(same).delete()
    Sketch.objects.filter(version__submission=version.submission_id).delete()
    Sketch.objects.create(version=version, sample=sample)
    # Another may have found the same in the same moment.
    Overlap.objects.bulk_create(found, ignore_conflicts=True)
