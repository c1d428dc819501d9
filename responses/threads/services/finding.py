"""What search asks is written with what it is about, in the same transaction."""

from collections.abc import Iterator, Sequence
from itertools import chain

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from responses.lib import clock, prose, terms
from responses.threads.models import LivePeriod, Revision, SearchText

# A word this often in a text, and once in so many of its words, is what the text is about.
OFTEN = 4
ONE_IN = 250
# Marks a key by the part of the text that it stands in: the title, the summary, or all through.
TITLE, SUMMARY, THROUGHOUT = "t__", "s__", "d__"
CHUNK = 200


def make_findable(revision: Revision) -> None:
    """Index a version that was just saved, instead of an older draft of its edition."""
    SearchText.objects.bulk_create([search_text(revision)], ignore_conflicts=True)
    if revision.number > 1:
        forget_older(revision.edition_id)


def keep_findable(edition: int) -> None:
    """Index what an edition shows, or is to show, where an older version returns."""
    shown = LivePeriod.objects.filter(edition=edition, ends__gt=clock.now()).values("revision")
    missing = Revision.objects.filter(pk__in=shown, search_text=None)
    SearchText.objects.bulk_create([search_text(each) for each in missing], ignore_conflicts=True)
    # The newest always has its row; that it is the only one is by far the cheaper question.
    if SearchText.objects.filter(edition=edition).count() > 1:
        forget_older(edition)


def forget_older(edition: int) -> None:
    """Nobody finds a version any more that is neither the newest nor shown, nor to be shown."""
    _superseded().filter(edition=edition).delete()


def _superseded() -> QuerySet[SearchText]:
    shown = LivePeriod.objects.filter(revision=OuterRef("revision"), ends__gt=clock.now())
    newer = Revision.objects.filter(edition=OuterRef("edition"), number__gt=OuterRef("revision__number"))
    return SearchText.objects.filter(Exists(newer), ~Exists(shown))


def search_text(revision: Revision) -> SearchText:
    """The row of a version, unsaved."""
    parts = parts_of(revision.title, revision.summary, revision.body)
    read = [list(terms.words(part)) for part in parts]
    beside = [list(terms.round_insertions(words, part)) for words, part in zip(read, parts, strict=True)]
    return SearchText(
        revision=revision,
        edition_id=revision.edition_id,
        folded="\n".join(
            " ".join(map(terms.line, [words, *more])) for words, more in zip(read, beside, strict=True)
        ),
        keys=" ".join(_keys(read, list(chain.from_iterable(beside)))),
    )


def parts_of(title: str, summary: str, body: str) -> list[str]:
    """What a version says, as plain texts in the order of ``SearchText.folded``."""
    notes = prose.to_numbered(body)[1] if "data-footnote" in body else []
    return [title, summary, *prose.paragraphs(body), *(prose.text(f"<p>{note}</p>") for note in notes)]


def _keys(read: Sequence[Sequence[terms.Word]], beside: Sequence[Sequence[terms.Word]]) -> list[str]:
    counted = terms.all_keys([word for part in read for word in part])
    bar = max(OFTEN, sum(map(len, read)) // ONE_IN)
    found = list(dict.fromkeys(chain(counted, *map(terms.all_keys, beside))))
    found += [f"{THROUGHOUT}{key}" for key, times in counted.items() if times >= bar]
    found += [f"{TITLE}{key}" for key in terms.all_keys(read[0])]
    found += [f"{SUMMARY}{key}" for key in terms.all_keys(read[1])]
    return [*found, *dict.fromkeys(chain.from_iterable(map(terms.pairs, [*read, *beside])))]


def rebuild_search() -> Iterator[tuple[int, int]]:
    """Make every row of the index anew; yields how many of how many are done. Safe while the site runs.

    A few versions a transaction: a reader finds each as it was or as it will be, never neither.
    """
    yield from _index(_findable())
    _superseded().delete()
    restamp()


def complete_search() -> None:
    """Index what is to be found and is not yet: all, after an update that changed the index, or what one that
    was killed has left."""
    missing = _findable().filter(search_text=None)
    if list(_index(missing)):
        restamp()


def _findable() -> QuerySet[Revision]:
    """Of each edition the newest version, and those that are shown or will be."""
    newer = Revision.objects.filter(edition=OuterRef("edition"), number__gt=OuterRef("number"))
    shown = LivePeriod.objects.filter(revision=OuterRef("pk"), ends__gt=clock.now())
    return Revision.objects.filter(Q(~Exists(newer)) | Q(Exists(shown)))


def _index(wanted: QuerySet[Revision]) -> Iterator[tuple[int, int]]:
    pks = list(wanted.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        _write(pks[start : start + CHUNK])
        yield min(start + CHUNK, len(pks)), len(pks)


@transaction.atomic
def _write(pks: Sequence[int]) -> None:
    rows = [search_text(revision) for revision in Revision.objects.filter(pk__in=pks)]
    SearchText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["revision"],
        update_fields=["edition", "folded", "keys"],
    )


def restamp() -> None:
    """Let no process go on with what it kept of the index."""
    LivePeriod.objects.filter(pk__in=LivePeriod.objects.order_by("pk").values("pk")[:1]).update(
        first=F("first")
    )
