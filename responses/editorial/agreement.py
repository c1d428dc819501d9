"""What the author of a text was asked and answered, for the desk: the approved version, consents, remarks."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from responses.threads.models import Approval, ApprovalRequest, AuthorRemark, Consent, Edition, Essay


def with_agreement(editions: models.QuerySet[Edition]) -> models.QuerySet[Edition]:
    """Editions that know whether their author agreed to be published, and which version they approved.

    ``asked`` and ``approved`` are numbers of versions, ``unheard`` says that a remark waits. No query more.
    """
    said = Consent.objects.filter(essay=OuterRef("essay"), purpose=Consent.Purpose.PUBLISH)
    asked = ApprovalRequest.objects.filter(revision__edition=OuterRef("pk"))
    approved = Approval.objects.filter(revision__edition=OuterRef("pk"))
    remarks = AuthorRemark.objects.filter(revision__edition=OuterRef("pk"), handled_at=None)
    number = "revision__number"
    return editions.annotate(
        agreed=Subquery(said.order_by("-pk").values("granted")[:1]),
        asked=Subquery(asked.order_by(f"-{number}").values(number)[:1]),
        approved=Subquery(approved.order_by(f"-{number}").values(number)[:1]),
        unheard=Exists(remarks),
    )


def came_in_as(essay: Essay) -> dict[str, Any]:
    """What stands on the page of a text that came in as a submission. Three queries."""
    ours = {"revision__edition__essay": essay}
    return {
        "submission": getattr(essay, "submission", None),
        "declarations": list(essay.declarations.order_by("pk")),
        "approvals": list(Approval.objects.filter(**ours).select_related("revision").order_by("-pk")),
    }
