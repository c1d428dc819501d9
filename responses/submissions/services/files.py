"""A file that a stranger sent: read into the form, and kept as it came, for as long as the form needs it."""

from functools import partial
from typing import Any

from django.db import transaction

from responses.lib import prose
from responses.lib.lines import line
from responses.lib.word import Manuscript, read_safely
from responses.submissions.models import Submission, SubmissionVersion
from responses.threads.errors import NoRoom
from responses.threads.models import KeptFile
from responses.threads.services.files import keep_file, place_of


def manuscript_in(data: bytes, name: str) -> Manuscript:
    """What the file holds, pictures told of and left out. Raises ``Refused``, whose text says what to do."""
    manuscript = read_safely(data, name=name)
    if manuscript.images:
        manuscript.findings.pop("undescribed", None)
        manuscript.findings["pictures"] = len(manuscript.images)
    return manuscript


def with_manuscript(content: dict[str, Any], manuscript: Manuscript, languages: list[str]) -> dict[str, Any]:
    """What the form holds once the file is in it: its text and title; whatever was typed before stays too."""
    read: dict[str, Any] = {
        "rich": True,
        "body": prose.keep_images(prose.clean(manuscript.body_html), ()),
    }
    if manuscript.title:
        read["title"] = line(manuscript.title)
    if manuscript.language in languages:
        read["language"] = manuscript.language
    return content | read


def keep_sent_file(*, submission: Submission, data: bytes, name: str) -> KeptFile | None:
    """Keep the file itself beside its text. None where there is no room: the text is what counts."""
    try:
        kept = keep_file(data=data, name=name, kind=KeptFile.Kind.MANUSCRIPT, user=None)
    except NoRoom:
        return None
    if submission.file:
        transaction.on_commit(partial(throw_away_file, submission.file))
    return kept


def throw_away_file(file: KeptFile) -> None:
    """A file that nothing that was sent came with goes from the disk; another one stays."""
    with transaction.atomic():
        used = SubmissionVersion.objects.filter(file=file).exists()
        if used or Submission.objects.filter(file=file).exists() or file.essay_id:
            return
        place = place_of(file)
        KeptFile.objects.filter(pk=file.pk, essay=None).delete()
    place.unlink(missing_ok=True)
