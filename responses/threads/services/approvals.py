"""One exact version and its author's name: asked, remarked on, approved."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from responses.events.services import record
from responses.lib import clock
from responses.lib.lines import paragraph
from responses.people.models import User
from responses.threads.errors import RemarkRefused
from responses.threads.models import Approval, ApprovalRequest, AuthorRemark, Credit, Edition, Revision
from responses.threads.models.agreements import REMARK_LENGTH

REMARKS_AN_HOUR, REMARKS_IN_ALL = 20, 100
# The same asked again so soon is the same request: a button pressed twice.
AT_ONCE = timedelta(minutes=10)


@transaction.atomic
def ask_for_approval(*, revision: Revision, user: User) -> ApprovalRequest:
    """Note that the author is asked; asked again within ten minutes, it is the request that is there."""
    _hold(revision)
    lately = ApprovalRequest.objects.filter(revision=revision, created_at__gt=clock.now() - AT_ONCE)
    if known := lately.order_by("-pk").first():
        return known
    asked = ApprovalRequest.objects.create(revision=revision, created_by=user)
    record("asked for approval", subject=revision.edition, actor=user, revision=revision.number)
    return asked


@transaction.atomic
def approve(*, revision: Revision, wording: str, version: int, language: str) -> Approval:
    """This very version may carry its author's name; approved twice, it is approved once."""
    _hold(revision)
    made, is_new = Approval.objects.get_or_create(
        revision=revision,
        defaults={
            "name": printed_names(revision),
            "wording": wording,
            "version": version,
            "language": language,
        },
    )
    if is_new:
        record("approved", subject=revision.edition, revision=revision.number)
    return made


@transaction.atomic
def remark(*, revision: Revision, text: str, paragraph_id: int | None = None) -> AuthorRemark:
    """Keep what the author finds wrong; the same words on the same place are one remark.

    A paragraph that the version does not have is none. Raises ``RemarkRefused``.
    """
    _hold(revision)
    said = paragraph(text)
    if not said:
        raise RemarkRefused(_("The remark is empty. Write it, then send it."))
    if len(said) > REMARK_LENGTH:
        sentence = _("The remark has %(length)s characters; %(most)s fit. Shorten it, or send it in two.")
        raise RemarkRefused(sentence % {"length": len(said), "most": REMARK_LENGTH})
    place = paragraph_id if paragraph_id in revision.paragraph_ids else None
    known = AuthorRemark.objects.filter(revision__edition=revision.edition_id)
    if same := known.filter(revision=revision, paragraph=place, text=said).first():
        return same
    lately = known.filter(created_at__gt=clock.now() - timedelta(hours=1)).count()
    if lately >= REMARKS_AN_HOUR or known.count() >= REMARKS_IN_ALL:
        raise RemarkRefused(_("That is a lot of remarks. Write to the editors instead."))
    made = AuthorRemark.objects.create(revision=revision, paragraph=place, text=said)
    record("left a remark", subject=revision.edition, revision=revision.number)
    return made


@transaction.atomic
def handle_remark(*, remark: AuthorRemark, user: User) -> AuthorRemark:
    """Somebody has dealt with a remark; once is enough."""
    own = AuthorRemark.objects.select_for_update(of=("self",)).get(pk=remark.pk)
    if own.handled_at is None:
        own.handled_at, own.handled_by = clock.now(), user
        own.save(update_fields=["handled_at", "handled_by"])
        record("dealt with a remark", subject=own.revision.edition, actor=user, remark=own.pk)
    return own


def printed_names(revision: Revision) -> str:
    """The authors as this version prints them."""
    lines = revision.credits.filter(role=Credit.Role.AUTHOR).order_by("position")
    return " · ".join(lines.values_list("name", flat=True))


def _hold(revision: Revision) -> None:
    Edition.objects.select_for_update(of=("self",)).get(pk=revision.edition_id)
