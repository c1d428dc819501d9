"""Restoring a saved version: always as a new one."""

from collections.abc import Collection
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from responses.editorial.services import follow_credits
from responses.people.models import User
from responses.threads.errors import StaleSave
from responses.threads.models import Edition, Revision
from responses.threads.services.editions import content_of, save_revision


@transaction.atomic
def restore_version(
    *, edition: Edition, number: int, parts: Collection[str], user: User, based_on: int
) -> Revision:
    """Append a version that says again what version ``number`` said, in these parts of the text.

    ``based_on`` is the key of the version that the editor saw as the newest. What somebody typed and did not
    save stays kept. Raises ``StaleSave``, or ``Revision.DoesNotExist`` for a number that was never given.
    """
    old = edition.revisions.get(number=number)
    newest = edition.latest
    if newest is None or newest.pk != based_on:
        raise StaleSave(newest)
    said = content_of(old)
    content = replace(content_of(newest), **{part: getattr(said, part) for part in parts})
    revision = save_revision(
        edition=edition,
        content=content,
        user=user,
        based_on=newest,
        made_from=old.made_from if "body" in parts else newest.made_from,
        note=_("Restored from version %(number)s") % {"number": number},
    )
    follow_credits(edition, content)
    return revision
