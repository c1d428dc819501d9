"""What a newer version of a submission changed, with whatever names its authors covered in both."""

from django.utils.translation import gettext as _

from responses.languages.codes import tag
from responses.languages.paths import active
from responses.lib.comparison import Comparison, compare, compare_lines
from responses.lib.stretches import Difference, Part, stretches
from responses.lib.wording import figures_in_words, sentence
from responses.submissions.desk.covering import Covering
from responses.submissions.models import SubmissionVersion


def difference(covering: Covering, old: SubmissionVersion, new: SubmissionVersion) -> Difference:
    """Title and text; what was declared and answered is not compared."""
    title = compare_lines([covering.title(old)], [covering.title(new)])
    body = compare(covering.body(old), covering.body(new))
    page = tag(active()) if tag(active()) != tag(new.language) else ""
    parts = [
        Part(name, label, each.is_same, stretches(each, page=page))
        for name, label, each in (("title", _("Title"), title), ("body", _("Text"), body))
    ]
    return Difference(parts, _in_words(title, body))


def _in_words(title: Comparison, body: Comparison) -> str:
    if title.is_same and body.is_same:
        return _("Nothing differs.")
    changed = [] if title.is_same else [_("%(part)s changed") % {"part": _("Title").lower()}]
    return sentence([*figures_in_words([body.figures]), *changed])
