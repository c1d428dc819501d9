"""One form for all the forms of an English word, by which it is found: dialogues, dialogue and dialog.

Snowball's English algorithm (snowballstem.org), after spellings that differ across the Atlantic have been
made one, so that no database's own dictionary decides what is found.
"""

import re
import threading
from functools import lru_cache

LONGEST = 60


class _Own(threading.local):
    """A stemmer for each thread: it keeps the word that it is at in itself."""

    def __init__(self) -> None:
        import snowballstemmer  # of thirty languages: a tenth of what a process needs to start

        self.stemmer = snowballstemmer.stemmer("english")


_own = _Own()

# What the algorithm cannot see: plurals by another vowel, and spellings without a rule.
_SAME = dict(
    pair.split("=")
    for pair in (
        "men=man women=woman children=child analyses=analysis crises=crisis theses=thesis bases=basis "
        "hypotheses=hypothesis syntheses=synthesis emphases=emphasis parentheses=parenthesis "
        "defence=defense defences=defense offence=offense offences=offense licence=license "
        "licences=license pretence=pretense practise=practice practised=practice practising=practice "
        "programme=program programmes=program grey=gray sceptic=skeptic scepticism=skepticism "
        "sceptical=skeptical judgement=judgment judgements=judgment cheque=check cheques=check"
    ).split()
)
# Longer words only: hour, four and wise are no variants of anything.
_BRITISH = (
    (re.compile(r"(?<=\w{4})is(ations?|e[srd]?|ers?|ing)$"), r"iz\1"),
    (re.compile(r"(?<=\w{3})our(s|ed|ing|al|ally|able|ably|ite|ites|ism|ist|er|ers|less|hood)?$"), r"or\1"),
    (re.compile(r"(?<=\w{3})tre(s)?$"), r"ter\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The form under which an English word of lower-case ASCII letters is found."""
    word = _SAME.get(word, word)
    for pattern, american in _BRITISH:
        word = pattern.sub(american, word)
    found: str = _own.stemmer.stemWord(word)
    # dialogue and dialog, catalogue and catalog: the algorithm leaves the first of each its u.
    return found[:-1] if found.endswith("logu") else found
