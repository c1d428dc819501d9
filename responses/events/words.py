"""The log's verbs in the language of whoever reads it; the log itself keeps them in English."""

from django.utils.translation import pgettext_lazy

VERBS = {
    "added a second factor": pgettext_lazy("in the log", "added a second factor"),
    "added an image": pgettext_lazy("in the log", "added an image"),
    "approved": pgettext_lazy("in the log", "approved a version"),
    "asked for approval": pgettext_lazy("in the log", "asked the author to approve a version"),
    "came in": pgettext_lazy("in the log", "came in as a submission"),
    "changed": pgettext_lazy("in the log", "changed"),
    "changed the password": pgettext_lazy("in the log", "changed the password"),
    "created": pgettext_lazy("in the log", "created"),
    "deleted": pgettext_lazy("in the log", "deleted"),
    "downloaded": pgettext_lazy("in the log", "downloaded a kept file"),
    "dealt with a remark": pgettext_lazy("in the log", "dealt with an author’s remark"),
    "exported": pgettext_lazy("in the log", "exported"),
    "dealt with a note": pgettext_lazy("in the log", "dealt with a note on a preview"),
    "file kept": pgettext_lazy("in the log", "kept a file"),
    "gave way": pgettext_lazy("in the log", "gave its web address to another text"),
    "left a note": pgettext_lazy("in the log", "a note was left on a preview"),
    "left a remark": pgettext_lazy("in the log", "the author left a remark"),
    "made a draft": pgettext_lazy("in the log", "made a draft of an accepted essay"),
    "made a preview link": pgettext_lazy("in the log", "made a preview link"),
    "made recovery codes": pgettext_lazy("in the log", "made recovery codes"),
    "named people": pgettext_lazy("in the log", "said who the authors are"),
    "noted consent": pgettext_lazy("in the log", "noted the author’s consent"),
    "photograph kept": pgettext_lazy("in the log", "kept a photograph"),
    "photograph removed": pgettext_lazy("in the log", "removed a photograph"),
    "publish": pgettext_lazy("in the log", "published"),
    "reinstate": pgettext_lazy("in the log", "reinstated"),
    "removed a second factor": pgettext_lazy("in the log", "removed a second factor"),
    "released": pgettext_lazy("in the log", "published together"),
    "reset the password": pgettext_lazy("in the log", "reset the password"),
    "reviewed": pgettext_lazy("in the log", "checked the conversion"),
    "revoked a preview link": pgettext_lazy("in the log", "revoked a preview link"),
    "saved": pgettext_lazy("in the log", "saved a version"),
    "second factor refused": pgettext_lazy("in the log", "second factor refused"),
    "sign-in refused": pgettext_lazy("in the log", "sign-in refused"),
    "sent details": pgettext_lazy("in the log", "the author sent their details"),
    "sent an e-mail again": pgettext_lazy("in the log", "sent an e-mail again"),
    "set aside": pgettext_lazy("in the log", "set aside"),
    "signed in": pgettext_lazy("in the log", "signed in"),
    "signed out": pgettext_lazy("in the log", "signed out"),
    "told that it is live": pgettext_lazy("in the log", "told the author that it is live"),
    "took away the second factors": pgettext_lazy("in the log", "took away the second factors"),
    "took back": pgettext_lazy("in the log", "took back"),
    "used a recovery code": pgettext_lazy("in the log", "used a recovery code"),
    "unschedule": pgettext_lazy("in the log", "unscheduled"),
    "unscheduled a release": pgettext_lazy("in the log", "unscheduled texts that were to go live together"),
    "withdraw": pgettext_lazy("in the log", "withdrew"),
}


def in_words(verb: str) -> str:
    """The verb as it is shown; one that this version does not know, as it was written."""
    return str(VERBS.get(verb, verb))
