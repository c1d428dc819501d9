"""What a link shows: the reading room's own pages, as they would be if the newest versions were live now."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from responses.editorial.editions import live_address
from responses.editorial.models import PreviewLink
from responses.editorial.states import with_state
from responses.languages.paths import address
from responses.reading.drafts import DraftThreadPage, draft_rows, page_of, with_essay
from responses.threads.models import Edition, Image, LivePeriod, Revision, Thread


@dataclass(frozen=True)
class Preview:
    """A template of the reading room with what it needs; or, once all is live, where readers find it."""

    shape: str = ""
    context: dict[str, Any] | None = None
    live_at: str = ""


def preview_of(link: PreviewLink) -> Preview:
    """What this link shows now."""
    if link.thread:
        return _of_thread(link.thread, link.language)
    edition: Any = link.edition
    revision = with_essay(edition.revisions.order_by("-number")[:1]).get()
    if LivePeriod.objects.live().filter(revision=revision).exists():
        return Preview(live_at=live_address(edition))
    return Preview(*page_of(revision, edition.language))


def images_shown_by(link: PreviewLink) -> QuerySet[Image]:
    """The images in the versions that this link shows."""
    if link.thread:
        versions = [revision.pk for revision in _newest_versions(link.thread)[0]]
    else:
        edition: Any = link.edition
        versions = list(edition.revisions.order_by("-number").values_list("pk", flat=True)[:1])
    return Image.objects.filter(revision_links__revision__in=versions).distinct()


def _of_thread(thread: Thread, language: str) -> Preview:
    newest, live = _newest_versions(thread)
    prompt_is_live = LivePeriod.objects.live().filter(essay__prompt_of=thread.pk).exists()
    if prompt_is_live and {revision.pk for revision in newest} <= live:
        return Preview(live_at=address("thread", thread.slug, language=language))
    page = DraftThreadPage(thread, language, newest, draft_rows(newest, language), in_full=True)
    return Preview("reading/thread_full.html", {"page": page})


def _newest_versions(thread: Thread) -> tuple[list[Revision], set[int]]:
    """The newest version of each edition that is not withdrawn, and which versions are live."""
    editions: Any = with_state(Edition.objects.at_hand().filter(essay__thread=thread))
    shown = [each for each in editions if each.live_revision or each.coming_at or not each.was_live]
    newest = Revision.objects.filter(pk__in=[each.newest_revision for each in shown])
    return list(with_essay(newest)), {each.live_revision for each in shown}
