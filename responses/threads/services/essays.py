"""Threads and essays: made, changed, credited."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from responses.events.services import record
from responses.people.models import Person, User
from responses.threads.errors import SlugTaken
from responses.threads.models import Byline, Edition, Essay, Theme, Thread
from responses.threads.services.addresses import claim_slug, free_slug, new_slug
from responses.threads.services.aside import check_answers_at_hand
from responses.threads.services.editions import Content, add_edition, save_revision
from responses.threads.services.order import hold_threads
from responses.threads.services.short_ids import free_short_id
from responses.threads.services.themes import set_themes
from responses.threads.services.versions import save_if_current

TRIES = 5


@transaction.atomic
def create_thread(
    *,
    texts: dict[str, dict[str, str]],
    user: User | None,
    slug: str = "",
    themes: Iterable[Theme] = (),
    state: str = "",
) -> Thread:
    """A thread, not yet public: it is so once its prompt is. The address is made from the title.

    Its prompt comes in the same transaction: at its end the database refuses a thread that has none.
    """
    thread = Thread(texts=texts, state=state, created_by=user)
    thread.slug = (
        new_slug(Thread, slug) if slug else free_slug(Thread, thread.title_in("en")[0], fallback="thread")
    )
    save_if_current(thread)
    set_themes(thread, themes)
    record("created", subject=thread, actor=user)
    return thread


def create_draft(
    *,
    thread: Thread,
    kind: str,
    language: str,
    content: Content,
    user: User | None,
    responding_to: Essay | None = None,
    slug: str = "",
    themes: Iterable[Theme] | None = None,
    dated: dict[str, Any] | None = None,
) -> Essay:
    """An essay with its original edition and first revision; nothing of it is public.

    ``themes`` default to the thread's, ``dated`` holds the ``dated_*`` fields. Two equal titles at
    the same moment become two addresses. Raises ``SlugTaken`` for a slug asked for by name, and
    ``AnswersNothingAtHand``.
    """
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                essay = _new_essay(
                    thread=thread,
                    kind=kind,
                    title=content.title,
                    user=user,
                    responding_to=responding_to,
                    slug=slug,
                    dated=dated or {},
                )
                edition = add_edition(essay=essay, language=language)
                save_revision(edition=edition, content=content, user=user, based_on=None)
                set_themes(essay, thread.themes.all() if themes is None else themes)
                set_bylines(
                    essay=essay, people=[c.person for c in content.credits if c.person and c.role == "author"]
                )
                record("created", subject=essay, actor=user)
                return essay
        except IntegrityError:
            # Somebody took the same address in the same moment: the next try finds the next one.
            if slug or attempt == TRIES - 1:
                raise
    raise SlugTaken(slug)


@transaction.atomic
def save_essay(*, essay: Essay, slug: str = "") -> Essay:
    """Save what an essay says about itself (place, date, address): it shows at once.

    Raises ``StaleSave``, ``SlugTaken``, ``SlugRefused`` or ``AnswersNothingAtHand``.
    """
    hold_threads([essay.thread_id])
    check_answers_at_hand(essay)
    if slug:
        claim_slug(essay, slug)
    # Words of a text that it does not answer any more.
    essay.passages.exclude(revision__edition__essay=essay.responding_to_id).delete()
    return save_if_current(essay)


@transaction.atomic
def set_bylines(*, essay: Essay, people: Sequence[Person], role: str = Byline.Role.AUTHOR) -> None:
    """Make these people, in this order, the essay's current authors (or translators)."""
    essay.bylines.filter(role=role).delete()
    unique = list(dict.fromkeys(people))
    Byline.objects.bulk_create(
        Byline(essay=essay, person=person, role=role, position=place) for place, person in enumerate(unique)
    )


def _new_essay(
    *,
    thread: Thread,
    kind: str,
    title: str,
    user: User | None,
    responding_to: Essay | None,
    slug: str,
    dated: dict[str, Any],
) -> Essay:
    hold_threads([thread.pk])
    last = (
        Essay.objects.filter(thread=thread).order_by("-position").values_list("position", flat=True).first()
    )
    address = new_slug(Essay, slug) if slug else free_slug(Essay, title, fallback=kind.replace("_", "-"))
    essay = Essay(
        thread=thread,
        kind=kind,
        responding_to=responding_to,
        slug=address,
        short_id=free_short_id(address),
        position=0 if last is None else last + 1,
        created_by=user,
        **dated,
    )
    check_answers_at_hand(essay)
    # The address was found free a moment ago; what enduring rows it names is there, or the table refuses it.
    return save_if_current(essay, known=["thread", "responding_to", "created_by", "slug"])


def original_of(essay: Essay) -> Edition | None:
    """The essay's original edition, if it has one yet; nothing is asked where its editions were fetched."""
    return next((each for each in essay.editions.all() if each.kind == Edition.Kind.ORIGINAL), None)
