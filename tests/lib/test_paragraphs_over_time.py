"""Ids over many thousand edits, as a person who watched the editing would expect them to be."""

import random
from dataclasses import dataclass, field
from itertools import count

import pytest

from responses.lib.paragraphs import carry

LATIN = "abcdefghijklmnopqrstuvwxyz"
HAN = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3000))
EDITS = 5000  # in each script


@dataclass
class Watched:
    """An essay while it is edited: its sentences by paragraph, and the id that each paragraph should have."""

    random: random.Random
    is_chinese: bool
    paragraphs: list[list[str]] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    fresh: count = field(default_factory=lambda: count(1))
    touched: set[int] = field(default_factory=set)

    def word(self):
        if self.is_chinese:
            return "".join(self.random.choices(HAN, k=2))
        return "".join(self.random.choices(LATIN, k=self.random.randint(2, 9)))

    def sentence(self):
        words = [self.word() for _each in range(self.random.randint(9, 16))]
        return ("".join(words) + "。") if self.is_chinese else (" ".join(words) + ".")

    def text(self):
        between = "" if self.is_chinese else " "
        return [between.join(sentences) for sentences in self.paragraphs]

    def begin(self):
        self.paragraphs = [[self.sentence() for _each in range(5)] for _paragraph in range(10)]
        self.ids = [next(self.fresh) for _each in self.paragraphs]

    def untouched(self, least=1):
        free = [
            place
            for place, sentences in enumerate(self.paragraphs)
            if self.ids[place] not in self.touched and len(sentences) >= least
        ]
        return self.random.choice(free) if free else None

    # --- What an editor does

    def correct(self):
        """Another word in a sentence or two."""
        if (place := self.untouched()) is not None:
            sentences = self.paragraphs[place]
            for at in self.random.sample(range(len(sentences)), min(2, len(sentences))):
                half = len(sentences[at]) // 2
                sentences[at] = f"{sentences[at][:half]}{self.word()}{sentences[at][half + 4 :]}"
            self.touched.add(self.ids[place])

    def say_more(self):
        if (place := self.untouched()) is not None:
            self.paragraphs[place].insert(
                self.random.randint(0, len(self.paragraphs[place])), self.sentence()
            )
            self.touched.add(self.ids[place])

    def say_less(self):
        if (place := self.untouched(least=4)) is not None:
            del self.paragraphs[place][self.random.randrange(len(self.paragraphs[place]))]
            self.touched.add(self.ids[place])

    def insert(self):
        place = self.random.randint(0, len(self.paragraphs))
        self.paragraphs.insert(place, [self.sentence() for _each in range(5)])
        self.ids.insert(place, -1)

    def delete(self):
        if len(self.paragraphs) > 6 and (place := self.untouched()) is not None:
            del self.paragraphs[place], self.ids[place]

    def move(self):
        if (place := self.untouched()) is not None:
            target = self.random.randrange(len(self.paragraphs))
            self.paragraphs.insert(target, self.paragraphs.pop(place))
            self.ids.insert(target, self.ids.pop(place))

    def split(self):
        """The larger part is the paragraph; what was cut off is a new one."""
        if (place := self.untouched(least=5)) is not None:
            sentences = self.paragraphs[place]
            at = len(sentences) - 1 if self.random.random() < 0.5 else 1
            self.touched.add(self.ids[place])
            parts, ids = [sentences[:at], sentences[at:]], [self.ids[place], -1]
            if at == 1:
                ids.reverse()
            self.paragraphs[place : place + 1], self.ids[place : place + 1] = parts, ids

    def merge(self):
        """Of two that become one, the larger one goes on."""
        for place in range(len(self.paragraphs) - 1):
            one, other = self.paragraphs[place : place + 2]
            known = {self.ids[place], self.ids[place + 1]}
            clear = max(len(one), len(other)) >= 2 * min(len(one), len(other))
            if clear and -1 not in known and not known & self.touched and len(self.paragraphs) > 6:
                kept = self.ids[place] if len(one) > len(other) else self.ids[place + 1]
                self.paragraphs[place : place + 2], self.ids[place : place + 2] = [one + other], [kept]
                self.touched.add(kept)
                return

    def numbered(self):
        """The ids as they should be, new paragraphs with the next ones in their order."""
        self.ids = [next(self.fresh) if number == -1 else number for number in self.ids]
        self.touched = set()
        return self.ids


@pytest.mark.parametrize("is_chinese", [False, True], ids=["English", "Chinese"])
def test_ids_survive_five_thousand_edits_as_a_person_would_expect(is_chinese):
    essay = Watched(random.Random(20170921), is_chinese)
    essay.begin()
    acts = [
        *(essay.correct, essay.correct, essay.correct, essay.say_more, essay.say_less),
        *(essay.insert, essay.delete, essay.move, essay.split, essay.merge),
    ]
    before, ids, next_id = essay.text(), list(essay.ids), len(essay.ids) + 1
    edits, ever = 0, set(ids)
    while edits < EDITS:
        for act in essay.random.choices(acts, k=3):
            was = essay.text()
            act()
            edits += essay.text() != was
        while len(essay.paragraphs) > 25:
            essay.delete()
            if not any(number not in essay.touched for number in essay.ids):
                break
        found, next_id = carry(before, ids, essay.text(), next_id=next_id)
        assert found == essay.numbered(), (edits, before, essay.text())
        assert not {number for number in found if number not in ids} & ever  # never given twice
        ever.update(found)
        before, ids = essay.text(), list(found)
