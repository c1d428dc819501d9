"""What happens to second factors becomes a line of the log, and a mark in the session that showed one.

A row that appears is recorded in its own transaction; allauth's signal for it comes only afterwards.
"""

from typing import Any

from allauth.core import context
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from responses.events.services import record
from responses.people.factors import gate, services
from responses.people.models import User


@receiver(post_save, sender=Authenticator)
def _appeared(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    if not created:
        return
    services.note_factors(user_number=instance.user_id)
    if instance.type == services.CODES:
        record("made recovery codes", subject=instance.user, actor=instance.user)
        gate.show_codes_for_a_while(context.request, instance)
    else:
        record("added a second factor", subject=instance.user, actor=instance.user, kind=instance.type)
        gate.mark_as_passed(context.request, instance.user)


@receiver(post_delete, sender=Authenticator)
def _gone(instance: Authenticator, **kwargs: Any) -> None:
    services.note_factors(user_number=instance.user_id)


@receiver(signals.authenticator_removed)
def _removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != services.CODES:
        record("removed a second factor", subject=user, actor=user, kind=authenticator.type)


@receiver(signals.authenticator_used)
def _used(request: Any, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    gate.mark_as_passed(request, user)
    if authenticator.type == services.CODES:
        record("used a recovery code", subject=user, actor=user)


@receiver(signals.authentication_failed)
def _refused(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    record("second factor refused", subject=user, kind=authenticator.type)
