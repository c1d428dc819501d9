"""What a phrase is asked by, every text has that says it; and where keys tell all, no other has them."""

import random

from responses.lib import terms
from responses.threads.models import Revision
from responses.threads.services.finding import search_text

WORDS = "of the and in to be it rivers harbour treaty U.S. café Москва 河 流 APEC-style".split()


def said_by(keys, words):
    return set(terms.keys(words)) | set(terms.pairs(words)) <= keys


def test_a_text_has_the_keys_of_whatever_it_says_and_idle_pairs_say_it_alone():
    random_ = random.Random(3)
    wrong = []
    for _each in range(400):
        text = " ".join(random_.choices(WORDS, k=15))
        row = search_text(Revision(title=text, summary="", body=""))
        phrase = " ".join(random_.choices(WORDS, k=random_.choice((1, 2, 2, 3))))
        words = list(terms.words(phrase))
        is_said = terms.pattern(words) in row.folded
        has_keys = said_by(set(row.keys.split(" ")), words)
        wrong += [(text, phrase)] if is_said and not has_keys else []
        wrong += [(text, phrase)] if terms.tell_all(words) and is_said != has_keys else []
    assert wrong == []
