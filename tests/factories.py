"""What tests are made of: plain functions over the services, as an editor would use them."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.contrib.auth.models import Group
from django.db import transaction

from responses.languages.codes import ENGLISH
from responses.lib.pictures import Picture, read_safely
from responses.people.models import Person, User
from responses.threads.models import Edition, Essay, Image, Publication, Revision, Theme, Thread
from responses.threads.services.editions import Content, CreditLine, add_edition, save_revision
from responses.threads.services.essays import create_draft, create_thread
from responses.threads.services.images import add_image
from responses.threads.services.passages import Taken, answer_passages
from responses.threads.services.publishing import publish
from tests.cast import ALICE, ANNE_CONWAY, FAN_ZHEN, PASSWORD, Account
from tests.pictures import picture

BODY = "<p>The first paragraph.</p><p>The second paragraph.</p>"


def make_user(account: Account = ALICE, **fields) -> User:
    """A user of the cast, in the group of their role; all may enter the admin."""
    user = User.objects.create_user(
        account.email, PASSWORD, **({"name": account.name, "is_staff": True} | fields)
    )
    if account.role:
        user.groups.add(Group.objects.get(name=account.role))
    return user


def person(texts: dict[str, dict[str, str]] = ANNE_CONWAY, *, slug: str = "") -> Person:
    """A person of the cast; the same slug again is the same person."""
    name = next(iter(texts.values()))["name"]
    slug = slug or {"Anne Conway": "anne-conway", "Fan Zhen": "fan-zhen", "李贽": "li-zhi"}[name]
    if existing := Person.objects.filter(slug=slug).first():
        return existing
    made = Person(slug=slug, texts=texts)
    made.set_sort_keys()
    made.full_clean()
    made.save()
    return made


@cache
def _read(data: bytes) -> Picture:
    # A process for each would be most of what a test costs.
    return read_safely(data)


def image(
    alt: str = "A pagoda",
    *,
    data: bytes = b"",
    credit: str = "",
    texts: dict[str, dict[str, str]] | None = None,
    user: User | None = None,
    **given,
) -> Image:
    """An image that no text shows; `figure_of` puts it into one."""
    words = {"en": {"alt": alt} | ({"credit": credit} if credit else {})} if texts is None else texts
    return add_image(picture=_read(data or picture()), texts=words, user=user, **given)


def figure_of(shown: Image, caption: str = "") -> str:
    inner = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-image="{shown.key}">{inner}</figure>'


def theme(title: str = "Body and spirit", *, slug: str = "body-and-spirit", **chinese: str) -> Theme:
    """A theme; `zh_hans="形与神"` gives its title in another language."""
    texts = {"en": {"title": title}} | {
        code.replace("_", "-"): {"title": text} for code, text in chinese.items()
    }
    return Theme.objects.create(name=title, slug=slug, texts=texts)


def credit(who: Person, language: str = ENGLISH.code, *, role: str = "author") -> CreditLine:
    """The person as they would be printed in that language today."""
    texts = who.texts.get(language, {})
    return CreditLine(
        name=who.name_in(language)[0],
        person=who,
        role=role,
        affiliation=texts.get("affiliation", ""),
        bio=texts.get("bio", ""),
    )


def content(
    title: str = "A title",
    *,
    body: str = BODY,
    summary: str = "",
    authors: Iterable[Person] = (),
    language: str = ENGLISH.code,
) -> Content:
    """What a saved version says."""
    return Content(
        title=title, body=body, summary=summary, credits=tuple(credit(each, language) for each in authors)
    )


@transaction.atomic
def thread_with_prompt(
    title: str = "Does the spirit outlive the body?",
    *,
    prompt: str = "On the extinction of the spirit",
    body: str = BODY,
    summary: str = "",
    language: str = ENGLISH.code,
    authors: Iterable[Person] | None = None,
    user: User | None = None,
    slug: str = "",
    prompt_slug: str = "",
    themes: Iterable[Theme] = (),
    dated: dict | None = None,
) -> Thread:
    """An unpublished thread with its prompt, by Fan Zhen unless said otherwise; `prompt_of` finds that."""
    authors = [person(FAN_ZHEN)] if authors is None else authors
    thread = create_thread(texts={language: {"title": title}}, user=user, slug=slug, themes=themes)
    create_draft(
        thread=thread,
        kind=Essay.Kind.PROMPT,
        language=language,
        content=content(prompt, body=body, summary=summary, authors=authors, language=language),
        user=user,
        slug=prompt_slug,
        dated=dated,
    )
    return thread


def prompt_of(thread: Thread) -> Essay:
    return thread.essays.get(kind=Essay.Kind.PROMPT)


def response_to(
    essay: Essay,
    title: str = "A reply",
    *,
    body: str = BODY,
    summary: str = "",
    language: str = ENGLISH.code,
    authors: Iterable[Person] | None = None,
    kind: str = Essay.Kind.RESPONSE,
    user: User | None = None,
    slug: str = "",
    themes: Iterable[Theme] | None = None,
    dated: dict | None = None,
) -> Essay:
    """An unpublished answer to `essay`, by Anne Conway unless said otherwise."""
    authors = [person(ANNE_CONWAY)] if authors is None else authors
    return create_draft(
        thread=essay.thread,
        kind=kind,
        language=language,
        content=content(title, body=body, summary=summary, authors=authors, language=language),
        user=user,
        responding_to=essay,
        slug=slug,
        themes=themes,
        dated=dated,
    )


def edition_of(essay: Essay, language: str = "") -> Edition:
    """The essay's edition in that language, by default its original."""
    wanted = {"language": language} if language else {"kind": Edition.Kind.ORIGINAL}
    return essay.editions.get(**wanted)


def translation_of(
    essay: Essay,
    language: str,
    title: str = "译文",
    *,
    body: str = "<p>第一段。</p><p>第二段。</p>",
    summary: str = "",
    translator: Person | None = None,
    user: User | None = None,
) -> Edition:
    """An unpublished translation of the essay's original, with the original's authors."""
    source = edition_of(essay)
    edition = add_edition(essay=essay, language=language, kind=Edition.Kind.TRANSLATION, source=source)
    authors = [credit(each.person, language) for each in essay.bylines.filter(role="author")]
    translators = [credit(translator, language, role="translator")] if translator else []
    save_revision(
        edition=edition,
        content=Content(title=title, body=body, summary=summary, credits=(*authors, *translators)),
        user=user,
        based_on=None,
        made_from=source.latest,
    )
    return edition


def answering(essay: Essay, *taken: tuple[int, str], of: Revision | None = None) -> Essay:
    """The essay, answering these words ('' is all) of paragraphs by their place in the newest original."""
    revision = of or edition_of(essay.responding_to).latest
    lines = [Taken(revision, revision.paragraph_ids[place], words) for place, words in taken]
    answer_passages(essay=essay, taken=lines)
    return essay


def save(edition: Edition, title: str = "", *, body: str = BODY, summary: str = "", user=None) -> Revision:
    """A newer version of an edition, with the credits it has."""
    from responses.threads.services.editions import content_of

    latest = edition.latest
    old = content_of(latest)
    new = Content(title=title or old.title, body=body, summary=summary, credits=old.credits)
    return save_revision(edition=edition, content=new, user=user, based_on=latest)


def publish_all(
    *things: Thread | Essay | Edition, at: datetime | None = None, user: User | None = None
) -> list[Publication]:
    """Publish the latest version of every edition of these: a thread's essays in thread order."""
    return [
        publish(revision=latest, user=user, at=at)
        for thing in things
        for edition in _editions(thing)
        if (latest := edition.latest)
    ]


def _editions(thing: Thread | Essay | Edition) -> Iterable[Edition]:
    if isinstance(thing, Edition):
        return [thing]
    essays = thing.essays.in_thread_order() if isinstance(thing, Thread) else [thing]
    return [edition for essay in essays for edition in essay.editions.order_by("pk")]
