"""Many essays at once leave the rows that the single verbs leave."""

import pytest
from django.db import transaction
from django.forms.models import model_to_dict

from responses.events.models import Event
from responses.threads.errors import NothingToAnswer, SlugTaken
from responses.threads.models import Credit, Edition, Essay, LivePeriod, Publication, Revision, Theme, Thread
from responses.threads.services.batches import EditionDraft, EssayDraft, publish_essays
from responses.threads.services.editions import Content, add_edition, save_revision
from responses.threads.services.essays import create_draft
from responses.threads.services.publishing import publish
from tests.factories import content, credit, person, theme

pytestmark = pytest.mark.django_db

ORIGINAL = Content(title=" A  title ", body="<p>One.<b>Two</b></p><p>Three</p>", summary="S")
DERIVED = Content(title="题", body="<p>一。</p><p>二。</p>")


def named(text: Content) -> Content:
    return Content(text.title, text.body, text.summary, [credit(person())])


def draft(slug: str, to: str | None = None, **fields) -> EssayDraft:
    given = {
        "slug": slug,
        "kind": "response" if to else "prompt",
        "position": 1 if to else 0,
        "responding_to": to,
        "dated": {"dated_precision": "year", "dated_year": -81},
        "themes": [Theme.objects.first() or theme()],
        "editions": [
            EditionDraft("zh-hans", "translation", named(DERIVED), source="en"),
            EditionDraft("en", "original", named(ORIGINAL)),
        ],
    }
    return EssayDraft(**(given | fields))


def singly(thread: Thread, each: EssayDraft) -> None:
    essay = create_draft(
        thread=thread,
        kind=each.kind,
        language="en",
        content=named(ORIGINAL),
        user=None,
        slug=each.slug,
        responding_to=Essay.objects.filter(slug=each.responding_to).first(),
        themes=each.themes,
        dated=each.dated,
    )
    original = essay.editions.get()
    source = publish(revision=original.latest, user=None).revision
    edition = add_edition(essay=essay, language="zh-hans", kind="translation", source=original)
    made = save_revision(edition=edition, content=named(DERIVED), user=None, based_on=None, made_from=source)
    publish(revision=made, user=None)


def rows() -> dict[str, list]:
    """What there is, without numbers of rows and instants."""

    def of(model, *names):
        return [
            {name: model_to_dict(row).get(name, getattr(row, name)) for name in names}
            for row in model.objects.all()
        ]

    found = {
        "essays": of(
            Essay, "slug", "kind", "position", "next_paragraph", "version", "facts", "date", "dated_year"
        ),
        "answers": list(
            Essay.objects.values_list("slug", "responding_to__slug", "themes__slug", "bylines__person")
        ),
        "editions": list(Edition.objects.values_list("essay__slug", "language", "kind", "source__language")),
        "revisions": of(
            Revision,
            "number",
            "title",
            "summary",
            "body",
            "first_sentence",
            "paragraph_ids",
            "words",
            "characters",
            "hash",
            "note",
        ),
        "sources": list(Revision.objects.values_list("edition__language", "made_from__edition__language")),
        "credits": of(Credit, "role", "position", "name", "bio", "affiliation"),
        "acts": list(
            Publication.objects.values_list(
                "edition__essay__slug", "edition__language", "action", "revision__number"
            )
        ),
        "periods": list(
            LivePeriod.objects.values_list(
                "essay__slug", "language", "edition__language", "revision__number", "ends"
            )
        ),
        "events": list(
            Event.objects.exclude(subject_type="thread").values_list("verb", "subject_type", "subject_label")
        ),
    }
    return {name: sorted(each, key=repr) for name, each in found.items()}


@pytest.mark.database
def test_a_batch_leaves_what_the_single_verbs_leave():
    drafts = [draft("q"), draft("a", "q")]
    results = []
    for verb in (
        lambda thread: [singly(thread, each) for each in drafts],
        lambda thread: publish_essays(thread=thread, drafts=list(reversed(drafts))),
    ):
        with transaction.atomic():
            verb(Thread.objects.create(slug="t", texts={"en": {"title": "T"}}))
            results.append(rows())
            transaction.set_rollback(True)

    assert results[0] == results[1]
    assert len(results[0]["revisions"]) == 4


def test_a_batch_of_any_size_takes_the_same_number_of_queries(django_assert_num_queries):
    thread = Thread.objects.create(slug="t", texts={"en": {"title": "T"}})
    publish_essays(thread=thread, drafts=[draft("q")])
    one = [draft("a", "q")]
    with django_assert_num_queries(17):
        publish_essays(thread=thread, drafts=one)
    many = [draft(f"b{number}", "q") for number in range(10)]
    with django_assert_num_queries(17):
        publish_essays(thread=thread, drafts=many)


def test_an_answer_to_nothing_live_is_refused_and_nothing_is_written():
    @transaction.atomic
    def publish_in_a_new_thread() -> None:
        thread = Thread.objects.create(slug="t", texts={"en": {"title": "T"}})
        publish_essays(thread=thread, drafts=[draft("q"), draft("a", "elsewhere")])

    with pytest.raises(NothingToAnswer):
        publish_in_a_new_thread()

    assert not Thread.objects.exists()
    assert not Essay.objects.exists()


def test_a_taken_address_is_refused():
    thread = Thread.objects.create(slug="t", texts={"en": {"title": "T"}})
    create_draft(thread=thread, kind="prompt", language="en", content=content("Q"), user=None, slug="q")

    with pytest.raises(SlugTaken):
        publish_essays(thread=thread, drafts=[draft("q")])
