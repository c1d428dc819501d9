"""The texts that a new site begins with."""

from django.db import transaction

from responses.lib.texts import Parts, Texts, clean_texts
from responses.threads import first_texts
from responses.threads.models import Initiative, Page
from responses.threads.models.site import INITIATIVE_PARTS, PAGE_PARTS


@transaction.atomic
def lay_first_texts(*, initiative: type[Initiative] = Initiative, page: type[Page] = Page) -> None:
    """Add the initiative and its pages as far as they are missing; what is there stays as it is.

    A migration passes its own historical models.
    """
    row, _created = initiative.objects.get_or_create(
        pk=1, defaults={"texts": _clean(first_texts.INITIATIVE, INITIATIVE_PARTS)}
    )
    for position, (slug, texts) in enumerate(first_texts.PAGES.items()):
        defaults = {"initiative": row, "position": position, "texts": _clean(texts, PAGE_PARTS)}
        page.objects.get_or_create(slug=slug, defaults=defaults)


def _clean(texts: Texts, parts: Parts) -> Texts:
    flat = {code: {part: _flat(text, code) for part, text in said.items()} for code, said in texts.items()}
    return clean_texts(flat, parts)


def _flat(text: str, code: str) -> str:
    # The prose is laid out for people to read; its line ends are not part of it.
    return text.replace("\n", " " if code == "en" else "").strip()
