"""Whom it is about: a mail address, a person whose name is printed, or both."""

import json
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from responses.people.models import Person, User
from responses.submissions.models import Submission, SubmissionAuthor
from responses.threads.models import Credit


@dataclass(frozen=True)
class Subject:
    """``address`` is in lower case, or empty; one of the two is there."""

    address: str = ""
    person: Person | None = None

    @cached_property
    def account(self) -> User | None:
        return User.objects.filter(email__iexact=self.address).first() if self.address else None

    @cached_property
    def authorships(self) -> list[SubmissionAuthor]:
        """Where this address, or this person, is named with an essay that was sent in."""
        named = Q(pk=None)
        if self.address:
            named |= Q(email__iexact=self.address)
        if self.person:
            named |= Q(person=self.person)
        rows = SubmissionAuthor.objects.select_related("submission", "submission__call")
        return list(rows.filter(named).order_by("pk"))

    @property
    def co_authorships(self) -> list[SubmissionAuthor]:
        """Where they wrote with somebody else, who sent it and whose it stays."""
        return [each for each in self.authorships if each.position > 0]

    @property
    def submissions(self) -> QuerySet[Submission]:
        """Those that they sent, and unfinished ones in whose form the address stands."""
        own = [each.submission_id for each in self.authorships if each.position == 0]
        named = Submission.objects.filter(pk__in=own)
        begun = Submission.objects.filter(
            state=Submission.State.UNFINISHED, content__email__iexact=self.address
        )
        return ((named | begun) if self.address else named).order_by("pk")

    @cached_property
    def essays_sent(self) -> list[int]:
        """The responses that what they sent has become; their names stand there with a person or without."""
        return list(self.submissions.filter(essay__isnull=False).values_list("essay", flat=True))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every form in which this person's name is kept, their address among them."""
        found = {each.name for each in self.authorships} | {self.address}
        found |= {name for each in self.authorships for name in each.names.values()}
        if self.account:
            found.add(self.account.name)
        if self.person:
            found |= {texts.get("name", "") for texts in self.person.texts.values()}
            found |= set(Credit.objects.filter(person=self.person).values_list("name", flat=True))
        return frozenset(name for name in found if name)


def in_json(column: str, name: str) -> Q:
    """Rows with this name in a JSON column: PostgreSQL keeps its letters, SQLite what JSON escapes."""
    escaped = json.dumps(name)[1:-1]
    return Q(**{f"{column}__icontains": name}) | Q(**{f"{column}__icontains": escaped})


def people_called(name: str, *, most: int = 20) -> list[Person]:
    """Persons with these letters in a name or in their web address, for whoever looks one up."""
    found = Person.objects.filter(in_json("texts", name) | Q(slug__icontains=name))
    return list(found.order_by("sort_en", "pk")[:most]) if name else []


def subject_of(*, address: str = "", slug: str = "") -> Subject:
    """The subject of an address and of a person's web address; either may be empty."""
    person = Person.objects.filter(slug=slug).first() if slug else None
    return Subject(address=address.strip().lower(), person=person)
