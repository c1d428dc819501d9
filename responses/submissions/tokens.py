"""What opens an author's page: a link of 192 bits, or a code of 80 that can be typed on another device.

Both are made of the row, its salt and the site's own key, so that a copy of the database opens nothing and
both can be shown again. The code is found by its hash; tries at it are counted by whoever asks.
"""

import hashlib

from django.utils.crypto import constant_time_compare, salted_hmac

from responses.calls.models.invitations import ALPHABET
from responses.submissions.models import Submission

LONGEST = 80
CODE_LENGTH = 16
_READ_AS = str.maketrans("ILOU", "110V")


def token_of(submission: Submission) -> str:
    """The part of an address that is this author's alone."""
    digest = salted_hmac("submission link", f"{submission.pk} {submission.salt}", algorithm="sha256")
    return f"{submission.pk}-{digest.hexdigest()[:48]}"


def submission_by(token: str) -> Submission | None:
    """The submission that this token opens."""
    number = token.partition("-")[0]
    if len(token) > LONGEST or not (number.isascii() and number.isdecimal() and len(number) < 19):
        return None
    submission = Submission.objects.select_related("call", "invitation").filter(pk=int(number)).first()
    if submission and constant_time_compare(token, token_of(submission)):
        return submission
    return None


def code_of(submission: Submission) -> str:
    """The resume code, in groups of four: “7KQM-3RWD-9XTB-2HJF”."""
    digest = salted_hmac("submission code", f"{submission.pk} {submission.salt}", algorithm="sha256").digest()
    letters = "".join(ALPHABET[byte % 32] for byte in digest[:CODE_LENGTH])
    return "-".join(letters[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A code as it was meant, whatever case, spaces, hyphens or look-alikes it was typed with."""
    return "".join(sign for sign in typed.upper().translate(_READ_AS) if sign in ALPHABET)[:CODE_LENGTH]


def hash_of(code: str) -> str:
    return hashlib.sha256(f"submission code {plain_code(code)}".encode()).hexdigest()


def submission_by_code(typed: str) -> Submission | None:
    """The submission of a resume code."""
    if len(typed) > LONGEST or len(plain_code(typed)) != CODE_LENGTH:
        return None
    return Submission.objects.select_related("call", "invitation").filter(code_hash=hash_of(typed)).first()
