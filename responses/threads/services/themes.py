"""Themes: made and changed."""

from django.db import transaction

from responses.lib.texts import pick
from responses.threads.models import Theme
from responses.threads.services.versions import save_if_current


@transaction.atomic
def save_theme(*, theme: Theme) -> Theme:
    """Save a new or changed theme: it shows at once. taggit's name follows the English title.

    Raises ``StaleSave``, or ``ValidationError`` for texts that cannot be stored or a title that
    another theme has.
    """
    field = Theme._meta.get_field("texts")
    theme.texts = field.clean(theme.texts, theme)
    theme.name = pick(theme.texts, "title", "en")[0]
    return save_if_current(theme)
