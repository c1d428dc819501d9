"""What a letter to a follower told of, once it is sent: its text is not kept, but what it was about is."""

from datetime import datetime

from responses.languages.codes import LANGUAGES
from responses.notifications.models import Announcement, Letter
from responses.threads.models import LivePeriod

Event = Announcement.Event


def told_in(letter: Letter) -> list[tuple[str, str]]:
    """Event and text of each announcement of a letter, titled as it went live then. Two queries."""
    told = list(Announcement.objects.filter(notices__letter=letter).select_related("edition__essay"))
    told.sort(key=lambda each: (each.starts, each.pk))
    periods = LivePeriod.objects.filter(edition__in=[each.edition_id for each in told])
    titles = {
        (edition, starts): title
        for edition, starts, title in periods.values_list("edition_id", "starts", "revision__title")
    }
    return [(str(Event(each.event).label), _named(each, titles)) for each in told]


def _named(told: Announcement, titles: dict[tuple[int, datetime], str]) -> str:
    title = titles.get((told.edition_id, told.starts)) or told.edition.essay.slug
    return f"{title} ({LANGUAGES[told.edition.language].name})"
