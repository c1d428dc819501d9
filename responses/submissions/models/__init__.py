"""Submissions, what was sent with them and what was decided: one import line a table."""

from responses.submissions.models.acceptance import Acceptance as Acceptance
from responses.submissions.models.decisions import Decision as Decision
from responses.submissions.models.decisions import LetterTemplate as LetterTemplate
from responses.submissions.models.decisions import Point as Point
from responses.submissions.models.desk import Mark as Mark
from responses.submissions.models.desk import SubmissionNote as SubmissionNote
from responses.submissions.models.likeness import Overlap as Overlap
from responses.submissions.models.likeness import Sketch as Sketch
from responses.submissions.models.submissions import Submission as Submission
from responses.submissions.models.submissions import SubmissionAuthor as SubmissionAuthor
from responses.submissions.models.versions import SubmissionVersion as SubmissionVersion
