from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One line of the log: an act, never the content it touched.

    Actor and subject are kept as number and label, without a foreign key, so that a line stays
    whole when the user or the row it names is gone. Lines are only appended (guard
    ``event_is_only_appended``).
    """

    at = models.DateTimeField(_("at"))
    actor_number = models.BigIntegerField(_("actor’s number"), null=True, blank=True)
    actor_label = models.CharField(_("actor"), max_length=200, blank=True)
    verb = models.CharField(_("what"), max_length=50)
    subject_type = models.CharField(_("kind of subject"), max_length=50, blank=True)
    subject_number = models.BigIntegerField(_("subject’s number"), null=True, blank=True)
    subject_label = models.CharField(_("subject"), max_length=300, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["subject_type", "subject_number", "at"], name="event_by_subject"),
            models.Index(fields=["at"], name="event_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.verb} {self.subject_label}".strip()
