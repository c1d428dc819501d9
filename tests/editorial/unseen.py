"""What the desk may have of texts that nobody sees yet: papers kept with them, and links to them."""

from responses.editorial.previews.services import make_preview_link
from responses.editorial.working.services import keep_copy
from responses.submissions.services.approving import ask_author
from responses.submissions.services.details import keep_photo, send_details
from responses.threads.models import Edition, Essay, KeptFile, Thread
from responses.threads.services.approvals import approve, remark
from responses.threads.services.consents import Answer, note_consent
from responses.threads.services.files import keep_file
from tests.cast import BOB
from tests.factories import edition_of, make_user, prompt_of
from tests.pictures import picture
from tests.reading.worlds import NOON, at
from tests.submissions.acceptance.making import drafted
from tests.submissions.making import call

BYTES = b"Papersecret: what the author sent us."
NAME = "papersecret.docx"
WORDS = "Papersecret consent"


def keep_papers(world) -> list[KeptFile]:
    """In a world with secrets: manuscripts and letters of a live text, its prompt, a withdrawn one and a
    draft; one not saved yet."""
    user = make_user(BOB._replace(email="keeper@example.org"))
    with at(NOON):
        prompt, draft = prompt_of(world.thread), Essay.objects.get(slug="draftsecret")
        for essay in (world.response, prompt, world.withdrawn, draft):
            keep_file(data=BYTES, name=NAME, kind="manuscript", user=user, essay=essay)
            said = {"way": "email", "given_on": NOON.date(), "wording": WORDS, "letter": (NAME, BYTES)}
            note_consent(essay=essay, user=user, **said)
        copy = keep_copy(user=user, page="response", content={"title": "Papersecret title"})
        keep_file(data=BYTES, name=NAME, kind="manuscript", user=user, working_copy=copy)
    return list(KeptFile.objects.order_by("pk"))


def accept_something(world) -> None:
    """An essay accepted into the live thread, with all that its author said, agreed to and approved."""
    user = make_user(BOB._replace(email="accepter@example.org"))
    with at(NOON):
        to = call("accepting", thread=world.thread, shown_from=None)
        said = {"name": "Acceptsecret", "title": "Acceptsecret title", "body": "<p>Acceptsecret.</p>"}
        made = drafted(user, to, school="Acceptsecret college", **said)
        send_details(
            submission=made,
            names={"en": "Acceptsecret"},
            affiliation="Acceptsecret college",
            bio="Acceptsecret.",
            answers=[Answer("publish", True, "Acceptsecret", 1), Answer("index", False, "Acceptsecret", 1)],
            language="en",
        )
        keep_photo(submission=made, data=picture())
        ask_author(submission=made, user=user)
        revision = edition_of(made.essay).latest
        remark(revision=revision, text="Acceptsecret")
        approve(revision=revision, wording="Acceptsecret", version=1, language="en")


def link_everything():
    """A link to each edition and to each thread: path by what it shows."""
    user, found = make_user(BOB), {}
    with at(NOON):
        for edition in Edition.objects.order_by("pk"):
            found[edition] = make_preview_link(shown=edition, user=user)[1]
        for thread in Thread.objects.order_by("pk"):
            found[thread] = make_preview_link(shown=thread, user=user, language="en")[1]
    return {shown: f"/preview/{token}/" for shown, token in found.items()}
