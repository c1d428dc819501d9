"""How essays and people are named, and found, in the lists and boxes of the desk."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Cast

from responses.languages.codes import LANGUAGES
from responses.languages.paths import active
from responses.lib.chinese import convert, has_han
from responses.people.models import Person
from responses.search.directory import Directory
from responses.search.names import Names
from responses.search.query import Clause, read
from responses.threads.lookups import ask, saying
from responses.threads.models import Byline, Edition, Essay, Revision, SearchText
from responses.threads.models.essays import EssayQuerySet


def labelled(essays: models.QuerySet[Essay]) -> EssayQuerySet:
    """Essays with what `essay_label` says of them, in three queries whatever their number."""
    original = Edition.objects.filter(essay=OuterRef("pk"), kind=Edition.Kind.ORIGINAL)
    newest = Revision.objects.filter(edition__essay=OuterRef("pk"), edition__kind=Edition.Kind.ORIGINAL)
    authors = (
        Byline.objects.filter(role=Byline.Role.AUTHOR).select_related("person").order_by("position", "pk")
    )
    fetched: Any = (
        essays.select_related("thread")
        .prefetch_related(Prefetch("bylines", authors, to_attr="authors"))
        .annotate(
            original_language=Subquery(original.values("language")[:1]),
            newest_title=Subquery(newest.order_by("-number").values("title")[:1]),
        )
    )
    return fetched


def essay_label(essay: Any) -> str:
    """Thread · authors · title · language, of an essay that `labelled` has fetched."""
    language = LANGUAGES.get(essay.original_language or "")
    return " · ".join(part for part in (essay_name(essay), language.name if language else "") if part)


def essay_name(essay: Any) -> str:
    """The same where it is about the text in all its languages."""
    parts = (thread_title(essay), author_names(essay), essay_title(essay))
    return " · ".join(part for part in parts if part)


def essay_title(essay: Any) -> str:
    return essay.newest_title or essay.slug


def author_names(essay: Any) -> str:
    return ", ".join(byline.person.name_in(active())[0] for byline in essay.authors)


def thread_title(essay: Essay) -> str:
    return essay.thread.title_in(active())[0] or essay.thread.slug


def person_label(slug: str, texts: dict[str, dict[str, str]]) -> str:
    """A person's names in every script, then the web address, which tells namesakes apart."""
    names = dict.fromkeys(texts[code]["name"] for code in LANGUAGES if texts.get(code, {}).get("name"))
    return f"{' · '.join(names)} [{slug}]"


def in_either_script(words: str) -> list[str]:
    """These words as typed and, if they are Chinese, in both scripts."""
    if not has_han(words):
        return [words]
    scripts = (("zh-hans", "zh-hant"), ("zh-hant", "zh-hans"))
    return list(dict.fromkeys([words, *(convert(words, source=a, target=b) for a, b in scripts)]))


def any_contains(columns: Iterable[str], words: str) -> Q:
    """Rows that have these words, in either Chinese script, in one of the columns."""
    condition = Q()
    for variant in in_either_script(words):
        for column in columns:
            condition |= Q(**{f"{column}__icontains": variant})
    return condition


def people_named(words: str) -> Q:
    """People with these words in a name, in any script."""
    return any_contains(["slug", *(f"texts__{code}__name" for code in LANGUAGES)], words)


def people_matching(people: models.QuerySet[Person], typed: str) -> models.QuerySet[Person]:
    """People with all of these words in a name, in any script, or as it sounds. One query more."""
    named = Q()
    for word in typed.split()[:10]:
        named &= people_named(word)
    names = [name for clause in read(typed).words for name in clause.names]
    return people.filter(named | Q(pk__in=_everybody().sounding(names))) if names else people.filter(named)


def _everybody() -> Directory:
    """Everybody by name, whether or not the public sees them."""
    rows = Person.objects.values_list("pk", "slug", Cast("texts", models.TextField()), "sort_zh_hans")
    return Directory({row[0]: Names.of_person(row) for row in rows.order_by("pk")})


def essays_matching(essays: models.QuerySet[Essay], typed: str) -> models.QuerySet[Essay]:
    """Essays that have what was typed in a text, live or newest, an author's name or the address.

    Typed as for readers: words in any form, either Chinese script, phrases, a minus. Drafts are found too:
    who asks has to see to whom they are shown.
    """
    if not (clauses := read(typed).clauses):
        return essays
    found = _saying(clauses)
    for clause in clauses:
        word = " ".join(clause.names)
        texts = SearchText.objects.filter(edition__essay=OuterRef("pk"), revision__in=found[clause])
        people = Person.objects.filter(people_named(word), bylines__essay=OuterRef("pk"))
        said = (
            Q(Exists(people))
            if clause.field
            else Q(slug__icontains=clause.typed) | Exists(texts) | Exists(people)
        )
        essays = essays.exclude(said) if clause.is_refused else essays.filter(said)
    return essays


def _saying(clauses: Sequence[Clause]) -> dict[Clause, set[int]]:
    """The versions that have what each clause says, if it is looked for in texts."""
    options = [(clause, option) for clause in clauses if not clause.field for option in clause.options]
    having = list(zip(options, ask([option.keys for _clause, option in options])[1], strict=True))
    patterns = list(dict.fromkeys(option.pattern for _clause, option in options if option.pattern))
    candidates = {pk for (_clause, option), pks in having if option.pattern for pk in pks}
    said = dict(zip(patterns, map(set, saying(patterns, candidates)), strict=True)) if candidates else {}
    found: dict[Clause, set[int]] = {clause: set() for clause in clauses}
    for (clause, option), pks in having:
        found[clause].update(said.get(option.pattern, set()).intersection(pks) if option.pattern else pks)
    return found
