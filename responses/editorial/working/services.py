"""Keeping what is typed. A working copy is nobody's but its user's, and never a version."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from responses.editorial.errors import OtherWindow, TooManyUnfinished
from responses.lib import clock
from responses.people.models import User
from responses.threads.models import Edition, Essay, Revision, WorkingCopy
from responses.threads.services.files import hand_over_files, throw_away_files
from responses.threads.services.images import remove_what_came_along

MOST = 100  # unfinished new texts of one user


def copy_token(copy: WorkingCopy) -> str:
    """What a form carries to say which copy, and which state of it, it holds."""
    return f"{copy.key}.{copy.version}"


def copy_named(*, user: User, token: str) -> WorkingCopy | None:
    """The user's copy that a token, or a bare key, names, whatever its version."""
    key = token.partition(".")[0]
    return WorkingCopy.objects.filter(user=user, key=key).first() if key else None


def keep_copy(
    *,
    user: User,
    page: str,
    content: Mapping[str, Any],
    edition: Edition | None = None,
    based_on: Revision | None = None,
    token: str = "",
) -> WorkingCopy:
    """Keep what the form now holds; ``token`` names the state of the copy that the form had.

    Raises ``OtherWindow`` when another window has kept something since, ``TooManyUnfinished``.
    """
    try:
        with transaction.atomic():
            copy = _copy_to_write(user, page, edition, token)
            copy.content, copy.based_on, copy.updated_at = dict(content), based_on, clock.now()
            copy.save()
            return copy
    except IntegrityError as error:
        raise OtherWindow from error  # two windows began in the same moment


def _copy_to_write(user: User, page: str, edition: Edition | None, token: str) -> WorkingCopy:
    copies = WorkingCopy.objects.select_for_update().filter(user=user)
    same = copies.filter(edition=edition) if edition else copies.filter(key=_key(token), page=page)
    copy = same.first()
    if copy is None:
        if edition is None and copies.filter(edition=None).count() >= MOST:
            raise TooManyUnfinished
        return WorkingCopy(user=user, page=page, edition=edition)
    if copy_token(copy) != token:
        raise OtherWindow
    copy.version += 1
    return copy


def _key(token: str) -> str:
    return token.partition(".")[0]


@transaction.atomic
def finish_copy(*, user: User, token: str, essay: Essay | None) -> None:
    """What a copy held has been saved: its files stay with the essay, the copy goes.

    A copy that another window has changed since stays, for that is not what was saved.
    """
    copy = copy_named(user=user, token=token)
    if copy is None:
        return
    if essay:
        hand_over_files(working_copy=copy, essay=essay, user=user)
    if copy_token(copy) == token:
        copy.delete()


@transaction.atomic
def throw_away_copy(*, copy: WorkingCopy) -> None:
    """Give up what was typed and never saved, with the files and the images that came for it."""
    throw_away_files(working_copy=copy)
    keys, user = copy.findings.get("images", []), copy.user
    copy.delete()
    remove_what_came_along(keys=keys, user=user)
