"""How long an essay is, and whether its call takes one of that length; in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from responses.calls.models import Call
from responses.lib.counting import Count
from responses.submissions.models import SubmissionVersion


def length_of(version: SubmissionVersion) -> str:
    """“1,012 words”, “1,640 字”, or both where a text has both."""
    said = []
    if version.words or not version.characters:
        number = number_format(version.words, force_grouping=True)
        said.append(ngettext("%(count)s word", "%(count)s words", version.words) % {"count": number})
    if version.characters:
        said.append(_("%(count)s 字") % {"count": number_format(version.characters, force_grouping=True)})
    return ", ".join(said)


def against_limits(version: SubmissionVersion, call: Call) -> str:
    """By how much it is too long or too short; "" where it is neither."""
    limit, total = call.limit_in(version.language), Count(version.words, version.characters).total
    if limit.most is not None and total > limit.most:
        return _("%(count)s too many") % {"count": number_format(total - limit.most, force_grouping=True)}
    if limit.least and total < limit.least:
        return _("%(count)s too few") % {"count": number_format(limit.least - total, force_grouping=True)}
    return ""


def limits_in_words(version: SubmissionVersion, call: Call) -> str:
    """“800–1,200”, “at most 1,200”; "" where the call sets none."""
    limit = call.limit_in(version.language)
    least, most = (
        number_format(each, force_grouping=True) if each else "" for each in (limit.least, limit.most)
    )
    if least and most:
        return f"{least}–{most}"
    if most:
        return _("at most %(count)s") % {"count": most}
    return _("at least %(count)s") % {"count": least} if least else ""
