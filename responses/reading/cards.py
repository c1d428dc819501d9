"""Social cards: what stands on that of a text, where it is, and the answer to who asks for it.

Made of the same rows as pages, so what is not live is on none. The address carries a mark of the words; the
picture is drawn when it is first asked for.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from responses.languages.paths import absolute, active, address
from responses.lib import cards, dates
from responses.lib.cards import Card, Words, shelf
from responses.reading import shape
from responses.reading.rows import EssayRow
from responses.reading.shape import Shape
from responses.reading.site import Site
from responses.threads.models import Thread

# A reader's own browser may keep what it has shown, for its address changes with the words. Caches between
# keep it no longer than a page: what is withdrawn is gone from them within a minute.
LASTING = "public, max-age=86400, s-maxage=30"


def response_card(row: EssayRow, language: str) -> Card:
    """That of a response on a page in ``language``: furniture in that, the text in its own."""
    with translation.override(language):
        if row.target:
            target = Words(row.target.title, row.target.language)
        else:
            target = Words(_("a withdrawn essay"), language)
        return Card(
            title=Words(row.title, row.language),
            above=(Words(_("Responding To:"), language), target),
            below=_authors(row),
            date=Words(dates.long(row.date, language), language),
        )


def thread_card(thread: Thread, contents: Sequence[EssayRow], drawn: Shape | None, language: str) -> Card:
    """That of a thread, of its live texts, the prompt first, and of their drawing."""
    prompt, *rows = contents
    count = sum(not row.is_closing_reply for row in rows)
    with translation.override(language):
        said = ngettext("{count} response", "{count} responses", count).format(count=count)
        return Card(
            title=Words(*thread.title_in(language)),
            below=_authors(prompt),
            aside=Words(said if count else "", language),
            date=Words(dates.long(prompt.date, language), language),
            dots=tuple(_dot(mark) for mark in drawn.marks) if drawn else (),
            arcs=tuple(_arc(each) for each in drawn.arcs) if drawn else (),
        )


def _dot(mark: shape.Mark) -> cards.Dot:
    return cards.Dot(round(mark.x / shape.WIDTH, 4), round(mark.radius / shape.WIDTH, 4), mark.is_chinese)


def _arc(arc: shape.Arc) -> cards.Arc:
    left, right = (round(end / shape.WIDTH, 4) for end in (arc.left, arc.right))
    return cards.Arc(left, right, round(arc.height / shape.HIGHEST, 4), arc.is_reply)


def _authors(row: EssayRow) -> Words:
    """“A”, “A and B”, “A, B, and C”, in the language of the text."""
    names = [name.name for name in row.authors]
    with translation.override(row.language):
        said = "".join(names[:1])
        for name in names[1:-1]:
            said = pgettext("names", "{0}, {1}").format(said, name)
        if len(names) > 1:
            last = pgettext("names", "{0} and {1}") if len(names) == 2 else pgettext("names", "{0}, and {1}")
            said = last.format(said, names[-1])
    return Words(said, row.language)


def open_graph(card: Card, name: str, slug: str, language: str) -> list[tuple[str, str]]:
    """What a page tells machines of its card, the one in ``language``; nothing where no font can draw it."""
    if not cards.can_draw(card, _faces()):
        return []
    return [
        ("og:image", absolute(f"{address(name, slug, language=language)}?v={_mark(card)}")),
        ("og:image:type", "image/png"),
        ("og:image:width", str(cards.WIDTH)),
        ("og:image:height", str(cards.HEIGHT)),
        ("og:image:alt", " – ".join(each.text for each in (card.title, card.below) if each.text)),
    ]


def answer(request: HttpRequest, card: Card) -> HttpResponse | None:
    """The card, whichever mark was asked for; to be kept longer by who asked for its own. None: no font."""
    if not cards.can_draw(card, _faces()):
        return None
    language = active()
    whole = replace(card, name=Words(Site(language).name, language))
    folder, faces = Path(settings.DATA_DIR, "cards"), _faces()
    data = shelf.kept(folder, f"{whole.key}-{faces.key}", lambda: cards.draw(whole, faces))
    found = HttpResponse(data, content_type="image/png")
    if request.GET.get("v") == _mark(card):
        found.headers["Cache-Control"] = LASTING
    return found


def _mark(card: Card) -> str:
    """Without what it answers, which a page in a language that the text lacks names otherwise."""
    return replace(card, above=()).key


def _faces() -> cards.Faces:
    return cards.faces_in(tuple(map(str, settings.CARD_FONTS)))
