"""A world in which every table has rows and every state of a text occurs, each text said by `say`."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from responses.calls.models import Call
from responses.calls.services import invite
from responses.editorial.models import PreviewLink
from responses.editorial.previews.services import handle_note, leave_note, make_preview_link
from responses.editorial.working.services import keep_copy
from responses.languages.codes import LANGUAGES
from responses.lib import clock
from responses.notifications.models import Follower, FollowRequest, Letter, Subscription
from responses.notifications.news.finding import announce
from responses.notifications.news.writing import write_news
from responses.notifications.services import queue_letter
from responses.notifications.tokens import CHANGE, LEAVE, token_for
from responses.people.models import Person, User
from responses.submissions.models import Decision, Submission
from responses.threads.models import Edition, Essay, Image, Initiative, Page, Theme, Thread
from responses.threads.services.addresses import claim_slug
from responses.threads.services.aside import set_aside
from responses.threads.services.consents import note_consent
from responses.threads.services.editions import Content, CreditLine, convert_edition
from responses.threads.services.essays import create_draft, create_thread, save_essay
from responses.threads.services.publishing import withdraw
from responses.threads.services.releases import release
from responses.visits.services import add_views
from tests.cast import DORA
from tests.factories import (
    add_edition,
    answering,
    edition_of,
    figure_of,
    image,
    make_user,
    publish_all,
    save_revision,
)
from tests.hostile.accepted import accept
from tests.hostile.decided import decide_on_some
from tests.hostile.essays import send_essays
from tests.hostile.fields import Say, texts_of
from tests.submissions.making import call

DATED = {"dated_precision": "day", "dated_year": 2017, "dated_month": 9, "dated_day": 21}


@dataclass
class World:
    user: User
    person: Person
    translator: Person
    theme: Theme
    page: Page
    image: Image
    thread: Thread
    drafted: Thread
    essays: dict[str, Essay]
    tokens: list[str]
    say: Say
    tokens_of_reader: dict[str, str] = field(default_factory=dict)
    accepted: list[Submission] = field(default_factory=list)
    decided: list[Decision] = field(default_factory=list)

    def content(self, language: str = "en") -> Content:
        say = self.say
        names = [
            CreditLine(say(300), self.person, "author", say(300), f"<p>{say(2000)}</p>"),
            CreditLine(say(300), None, "author", say(300), f"<p>{say(2000)}</p>"),
            CreditLine(say(300), self.translator, "translator", say(300), ""),
        ]
        body = f"{figure_of(self.image, say(200))}<h2>{say(900)}</h2><p>{say(9000)}</p>"
        body += f"<p>x<span data-footnote>{say(3000)}</span></p>"
        return Content(title=say(500), summary=say(4000), body=body, credits=tuple(names))

    def answer(self, slug: str, to: Essay, kind: str = Essay.Kind.RESPONSE, **dated) -> Essay:
        essay = create_draft(
            thread=to.thread,
            kind=kind,
            language="en",
            content=self.content(),
            user=self.user,
            responding_to=to,
            slug=slug,
            dated=dated or DATED,
        )
        self.essays[slug] = essay
        return essay

    def ask(self, thread: Thread, slug: str) -> Essay:
        made = create_draft(
            thread=thread,
            kind=Essay.Kind.PROMPT,
            language="en",
            content=self.content(),
            user=self.user,
            slug=slug,
            dated={"dated_precision": "words", "dated_words": self.say(200)},
        )
        self.essays[slug] = made
        return made

    def translate(self, essay: Essay) -> Edition:
        source = edition_of(essay)
        edition = add_edition(essay=essay, language="zh-hans", kind="translation", source=source)
        save_revision(
            edition=edition,
            content=self.content("zh-hans"),
            user=self.user,
            based_on=None,
            made_from=source.latest,
            note=self.say(300),
        )
        return edition


def _texts(model: type, say: Say) -> dict[str, dict[str, str]]:
    field = model._meta.get_field("texts")
    return field.clean(texts_of(field, say), None)


@transaction.atomic
def build(say: Say) -> World:
    """Through the services, as an editor would; `say(n)` is a text of at most n characters."""
    user = make_user(DORA, name=say(200), is_superuser=True)
    anne, grace = (
        Person(slug=slug, texts=_texts(Person, say), birth_year=1631) for slug in ("anne", "grace")
    )
    for each in (anne, grace):
        each.set_sort_keys()
        each.save()
    theme = Theme.objects.create(name=say(100), slug="theme", texts=_texts(Theme, say))
    shown = image(texts=_texts(Image, say), file_name=say(200), source=say(1000))
    page = Page.objects.create(slug="evil", texts=_texts(Page, say))
    initiative = Initiative.objects.get()
    initiative.texts = _texts(Initiative, say)
    initiative.save()
    first, second, third = (
        create_thread(texts=_texts(Thread, say), user=user, slug=slug, themes=[theme])
        for slug in ("spirit", "drafted", "emptied")
    )
    world = World(user, anne, grace, theme, page, shown, first, second, {}, [], say)
    _write(world, third)
    _call(world)
    return world


def _write(world: World, emptied: Thread) -> None:
    prompt = world.ask(world.thread, "prompt")
    live = world.answer("live", prompt)
    world.translate(live)
    publish_all(prompt, live)
    convert_edition(source=edition_of(live, "zh-hans"), user=world.user)
    publish_all(edition_of(live, "zh-hant"))
    publish_all(world.answer("deeper", live), world.answer("third", prompt))
    for slug in ("live", "third", "deeper"):
        answering(world.essays[slug], (0, ""))
    publish_all(world.answer("closing", prompt, Essay.Kind.CLOSING_REPLY, dated_precision="unknown"))
    coming = [edition_of(world.answer(slug, prompt)).latest for slug in ("scheduled", "with-it")]
    release(revisions=coming, user=world.user, at=clock.now() + timedelta(days=1), note=world.say(200))
    _withdraw(world, world.answer("gone", prompt))
    draft = world.answer("draft", prompt)
    world.translate(draft)
    _withdraw(world, world.ask(emptied, "emptied-prompt"))
    world.ask(world.drafted, "unseen")
    set_aside(essays=[world.answer("aside", prompt)], user=world.user)
    _rename(world)
    _beside(world, draft)


def _call(world: World) -> None:
    """An open call, and a draft for a thread that readers do not know."""
    questions = [{"key": "q1", "required": True, "texts": {"en": world.say(500)}}]
    common = {"texts": _texts(Call, world.say), "questions": questions, "limits": {"en": {"most": 900}}}
    shown = call("call", thread=world.thread, **common)
    call("drafted-call", thread=world.drafted, shown_from=None, **common)
    invite(call=shown, people=[world.say(200)], user=world.user)
    world.accepted = accept(shown, world.user, world.say)
    world.decided = decide_on_some(shown, world.user, world.say)
    send_essays(shown, world.say, world.user)


def _withdraw(world: World, essay: Essay) -> None:
    publish_all(essay)
    withdraw(edition=edition_of(essay), user=world.user, note=world.say(1000))


def _rename(world: World) -> None:
    third = Essay.objects.get(slug="third")
    save_essay(essay=third, slug="renamed")
    world.essays["renamed"] = third
    claim_slug(world.thread, "renamed-thread")
    world.thread.save()


def _beside(world: World, draft: Essay) -> None:
    """Links to drafts with notes, and a copy that could not be saved."""
    for shown in (edition_of(draft), edition_of(draft, "zh-hans"), world.drafted):
        said = {"language": "en"} if isinstance(shown, Thread) else {}
        _link, token = make_preview_link(shown=shown, user=world.user, **said)
        note = leave_note(token=token, text=world.say(4000))
        world.tokens.append(token)
    handle_note(note=note, user=world.user)
    _follow(world)
    add_views({(world.essays["live"].pk, "en", clock.now().date()): 3})
    for number, state in enumerate(("waiting", "given_up")):
        said = {"subject": world.say(200), "text": world.say(0), "language": "en", "key": str(number)}
        letter = queue_letter(purpose="account", recipient="reader@example.org", **said)
        Letter.objects.filter(pk=letter.pk).update(state=state)
    typed = {"title": world.say(0), "summary": world.say(0), "body": world.say(0), "credits": []}
    keep_copy(user=world.user, page="edition", edition=edition_of(draft), content=typed)
    keep_copy(user=world.user, page="response", content=typed)
    letter = (f"{world.say(60)}.eml", b"I agree.")
    day = clock.now().date()
    for essay in (draft, world.essays["live"]):
        note_consent(
            essay=essay, way="email", given_on=day, user=world.user, wording=world.say(4000), letter=letter
        )
    assert PreviewLink.objects.count() == len(world.tokens)
    assert set(LANGUAGES) == set(Edition.objects.values_list("language", flat=True))


def _follow(world: World) -> None:
    """A reader who follows everything, with a letter of what is live, and a request that nobody answered."""
    wishes = {"language": "en"}
    asked = FollowRequest.objects.create(
        address="reader@example.org", token_hash="0" * 64, thread=world.thread, **wishes
    )
    FollowRequest.objects.create(
        address="other@example.org", token_hash="1" * 64, theme=world.theme, **wishes
    )
    begun = clock.now() - timedelta(days=1)
    reader = Follower.objects.create(address=asked.address, confirmed_at=begun, **wishes)
    for topic in ({}, {"thread": world.thread}, {"theme": world.theme}, {"person": world.person}):
        Subscription.objects.create(follower=reader, since=begun, **topic)
    bulletin = announce()
    write_news(bulletin=bulletin)
    world.tokens_of_reader = {purpose: token_for(reader, purpose) for purpose in (CHANGE, LEAVE)}
