"""Printed names taken apart, as far as that is known, and put together as each handbook wants them."""

import re

from responses.citations.work import Author
from responses.lib.chinese import has_han
from responses.lib.names import family_name_in, is_particle, is_suffix, split
from responses.lib.texts import Texts

# Degrees and titles are no part of a name in a reference; these are.
_GENERATIONS = {"jr", "sr", "ii", "iii", "iv", "v", "vi"}
_ASIDE = re.compile(r"\s*\([^)]*\)?")
# Between the parts of a foreign name that is written in 汉字.
_DOTS = "·•‧・"


def author_of(name: str, *, language: str, texts: Texts | None, is_whole: bool) -> Author:
    """The name as printed in an edition in ``language``.

    ``texts`` are the person's own, None for a name that stands for nobody in particular; of such, and of a
    pen name or a body (``is_whole``), no part is told from another.
    """
    if texts is None or is_whole:
        return Author(name)
    if has_han(name):
        return Author(name, latin=_latin(texts))
    return _taken_apart(name, family_name_in(texts, language))


def _latin(texts: Texts) -> Author | None:
    name = texts.get("en", {}).get("name", "")
    return _taken_apart(name, family_name_in(texts, "en")) if name and not has_han(name) else None


def _taken_apart(name: str, family_name: str) -> Author:
    bare = _ASIDE.sub("", name).strip() or name
    family, rest = split(bare, family_name)
    words = rest.split()
    given = [word for word in words if not is_suffix(word)]
    if not given or bare.casefold().startswith("the "):
        return Author(name)
    particle: list[str] = []
    while len(given) > 1 and given[-1].islower() and is_particle(given[-1]):
        particle.insert(0, given.pop())
    suffix = [word for word in words if word.casefold().strip(".") in _GENERATIONS]
    return Author(name, family, " ".join(given), " ".join(particle), " ".join(suffix))


def inverted(author: Author) -> str:
    """“Conway, Anne”; “Tocqueville, Alexis de”; “King, Martin Luther, Jr.”; “Fan Zhen”, which begins with the
    family name as it is."""
    if not author.family or author.is_family_first:
        return author.name
    given = f"{author.given} {author.particle}".strip()
    return ", ".join(part for part in (author.family, given, author.suffix) if part)


def parted(author: Author) -> str:
    """“Fan, Zhen”, for programs, which cannot know which of the two is the family name."""
    if not author.family:
        return author.name
    family = f"{author.particle} {author.family}".strip()
    return ", ".join(part for part in (family, author.suffix, author.given) if part)


def shortened(author: Author) -> str:
    """“Conway, A.”; “de Tocqueville, A.”; “King, M. L., Jr.”: APA's."""
    if not author.family:
        return author.name
    family = f"{author.particle} {author.family}".strip()
    return ", ".join(part for part in (family, _initials(author.given), author.suffix) if part)


def initials_first(author: Author) -> str:
    """“Z. Li”; “M. L. King, Jr.”: APA's for translators."""
    if not author.family:
        return author.name
    named = f"{_initials(author.given)} {author.particle}".strip() + f" {author.family}"
    return f"{named}, {author.suffix}" if author.suffix else named


def capitals(author: Author) -> str:
    """“CONWAY A”; “DE TOCQUEVILLE A”: GB/T 7714's (8.1.1), without stops."""
    if not author.family:
        return author.name
    family = f"{author.particle} {author.family}".strip().upper()
    initials = _initials(author.given).replace(".", "").replace("-", " ")
    return " ".join(part for part in (family, initials, author.suffix.rstrip(".")) if part)


def in_latin(author: Author) -> Author:
    """The name in Latin letters where the bearer has one, else as it is."""
    return author.latin or author


def in_han(author: Author) -> str:
    """The Chinese name that goes behind one in Latin letters; '' where that is the name itself.

    A name with a dot renders a foreign one sound by sound, and says nothing that the Latin one does not.
    """
    return author.name if author.latin and not set(_DOTS) & set(author.name) else ""


def _initials(given: str) -> str:
    """“Jean-Paul M.” is “J.-P. M.”"""
    return " ".join(_initial(word) for word in given.replace(".", ". ").split())


def _initial(word: str) -> str:
    return "-".join(f"{part[0].upper()}." for part in re.split("[-‐‑]", word) if part)
