"""What an essay still needs before it can be sent: a sentence for each field of the form."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.calls.models import Call, Limit
from responses.languages.codes import CHINESE, LANGUAGES
from responses.lib.lines import line
from responses.submissions.models import Submission, SubmissionVersion
from responses.submissions.services.points import unanswered

AWAITED = (Submission.State.RETURNED, Submission.State.REVISION_ASKED)
LONGEST_TITLE, LONGEST_NAME, LONGEST_SCHOOL = 300, 200, 300


def missing(submission: Submission, made: SubmissionVersion) -> dict[str, str]:
    """By the names of the form's fields, in their order."""
    asked = [] if submission.state not in AWAITED else _of_revision(submission, made)
    return dict([*asked, *_of_essay(submission.call, submission.content, made), *_of_author(submission)])


def _of_revision(submission: Submission, made: SubmissionVersion) -> Iterator[tuple[str, str]]:
    open_points = unanswered(submission)
    yield from open_points.items()
    latest = submission.versions.order_by("-number").first()
    if latest and latest.digest == made.digest and not open_points:
        yield "text", _("This is what you sent before: change what was asked for, then send.")


def _of_essay(call: Call, said: dict[str, Any], made: SubmissionVersion) -> Iterator[tuple[str, str]]:
    if made.language not in call.languages:
        yield "language", _("This call takes no essays in this language.")
    title = line(str(said.get("title", "")))
    if not title:
        yield "title", _("Give your essay a title.")
    elif len(title) > LONGEST_TITLE:
        yield "title", _("Please shorten the title: at most 300 characters are possible.")
    if not made.words + made.characters:
        yield "text", _("The essay has no text yet.")
    elif call.limits_are_hard and (sentence := beyond(call.limit_in(made.language), made)):
        yield "text", sentence


def beyond(limit: Limit, made: SubmissionVersion) -> str:
    """By how much an essay is longer or shorter than its call asks for; '' when it is not."""
    total, chinese = made.words + made.characters, made.language in CHINESE
    if limit.most is not None and total > limit.most:
        return (_signs_too_long if chinese else _words_too_long)(total - limit.most, limit.most)
    if limit.least is not None and total < limit.least:
        return (_signs_too_short if chinese else _words_too_short)(limit.least - total, limit.least)
    return ""


def _words_too_long(much: int, most: int) -> str:
    return ngettext(
        "The essay is {much} word too long: at most {most} are asked for.",
        "The essay is {much} words too long: at most {most} are asked for.",
        much,
    ).format(much=f"{much:,}", most=f"{most:,}")


def _words_too_short(much: int, least: int) -> str:
    return ngettext(
        "The essay is {much} word too short: at least {least} are asked for.",
        "The essay is {much} words too short: at least {least} are asked for.",
        much,
    ).format(much=f"{much:,}", least=f"{least:,}")


def _signs_too_long(much: int, most: int) -> str:
    pattern = _("The essay is {much} 字 too long: at most {most} are asked for.")
    return pattern.format(much=f"{much:,}", most=f"{most:,}")


def _signs_too_short(much: int, least: int) -> str:
    pattern = _("The essay is {much} 字 too short: at least {least} are asked for.")
    return pattern.format(much=f"{much:,}", least=f"{least:,}")


def _of_author(submission: Submission) -> Iterator[tuple[str, str]]:
    said, call = submission.content, submission.call
    yield from _of_person(said, "")
    for place, each in enumerate((said.get("coauthors") or [])[: call.most_coauthors], 1):
        yield from _of_person(each, f"coauthor{place}_")
    answers = said.get("answers") or {}
    for question in call.questions:
        if question.get("required") and not str(answers.get(question["key"], "")).strip():
            yield f"answer_{question['key']}", _("Answer this question.")
    declared = said.get("declarations") or {}
    if not declared.get("own_work"):
        yield "own_work", _("Say that this is your own work, if it is.")
    if not str((declared.get("ai_use") or {}).get("answer", "")).strip():
        yield "ai_use", _("Say whether and how you used AI; “none” will do.")


def _of_person(said: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    name, school = line(str(said.get("name", ""))), line(str(said.get("school", "")))
    if not name:
        yield f"{prefix}name", _("Write your name.") if not prefix else _("Write the name.")
    elif len(name) > LONGEST_NAME:
        yield f"{prefix}name", _("Please shorten this: at most %s characters are possible.") % LONGEST_NAME
    email = str(said.get("email", "")).strip()
    if (email or not prefix) and not is_address(email):
        yield (
            f"{prefix}email",
            _("Write your e-mail address.")
            if not email
            else _("Look at this e-mail address again: something is missing."),
        )
    if not school and not prefix:
        yield "school", _("Write your school or university.")
    elif len(school) > LONGEST_SCHOOL:
        yield (
            f"{prefix}school",
            _("Please shorten this: at most %s characters are possible.") % LONGEST_SCHOOL,
        )


def is_address(text: str) -> bool:
    try:
        validate_email(text.strip())
    except ValidationError:
        return False
    return len(text) <= 254


def language_of(submission: Submission) -> str:
    """The essay's language, as far as one of the site's was chosen."""
    chosen = str(submission.content.get("language", ""))
    return chosen if chosen in LANGUAGES else submission.language
