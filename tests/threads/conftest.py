from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction

from responses.people.models import Person, User
from responses.threads.models import Edition, Essay, Publication, Revision, Thread
from responses.threads.services.editions import Content, CreditLine
from responses.threads.services.essays import create_draft, create_thread
from responses.threads.services.publishing import publish


@dataclass
class Dialogue:
    """A live prompt and a live response to it, by one person and one user, and a second thread."""

    user: User
    person: Person
    thread: Thread
    prompt: Essay
    response: Essay
    elsewhere: Thread
    other_prompt: Essay

    @property
    def edition(self) -> Edition:
        return self.response.editions.get()

    @property
    def revision(self) -> Revision:
        return self.edition.revisions.get()

    @property
    def publication(self) -> Publication:
        return self.edition.publications.get()


@pytest.fixture
def dialogue(db) -> Dialogue:
    return make_dialogue()


@pytest.fixture
def dialogue_of(db) -> Callable[[], Dialogue]:
    """Makes the dialogue when called: for tests with a clock of their own."""
    return make_dialogue


def make_dialogue() -> Dialogue:
    user = User.objects.create_user("desk@example.org")
    person = Person(slug="ann-lee", texts={"en": {"name": "Ann Lee"}})
    person.set_sort_keys()
    person.save()
    credit = CreditLine("Ann Lee", person)

    @transaction.atomic
    def thread_with_prompt(title: str) -> tuple[Thread, Essay]:
        thread = create_thread(texts={"en": {"title": title}}, user=user)
        content = Content(f"{title} A prompt", "<p>One.</p><p>Two.</p>", credits=[credit])
        prompt = create_draft(thread=thread, kind="prompt", language="en", content=content, user=user)
        publish(revision=prompt.editions.get().latest, user=user)
        return thread, prompt

    thread, prompt = thread_with_prompt("Who asks?")
    elsewhere, other_prompt = thread_with_prompt("Who else?")
    response = create_draft(
        thread=thread,
        kind="response",
        language="en",
        content=Content("An answer", "<p>Yes.</p>", credits=[credit]),
        user=user,
        responding_to=prompt,
    )
    publish(revision=response.editions.get().latest, user=user)
    return Dialogue(user, person, thread, prompt, response, elsewhere, other_prompt)
