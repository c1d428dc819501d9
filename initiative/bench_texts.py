"""Essays and names that nobody wrote, for measuring: the same seed makes the same, at any size.

Sentences come from two pools, one English and one Chinese; an outline says which of them stand where.
An essay's languages share its outline, so that their paragraphs and notes match as a translation's do.
"""

import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import count as count_from

from responses.lib import prose
from responses.lib.chinese import convert
from responses.lib.counting import Count, count

ADJECTIVES = """patient distant shared early quiet common civic foreign double careful open settled divided
honest modern rural public private local formal lasting narrow broad plain unequal learned practical older
younger unwritten reluctant generous suspicious restless ordinary visible hidden stubborn gradual""".split()
NOUNS = """harbour archive bridge school river market treaty village library garden court railway language
letter migration factory journal temple budget teacher classroom border laboratory orchard ferry museum
newspaper council translation memory custom exchange scholar worker engineer province neighbour visitor
delegation correspondence textbook lecture apprenticeship""".split()
VERBS = """shapes weakens explains outlives corrects divides repeats protects widens measures follows answers
questions survives translates rewards limits reveals delays borrows settles disturbs deepens""".split()
OPENERS = ["As a rule", "In practice", "For most readers", "Seen from a distance", "By contrast", "At first"]
CLAUSES = ["as any visitor can see", "though few would admit it", "which [in this case] is no accident"]
CLAUSES += ["even where “common sense” says otherwise", "and nobody’s plan foresaw it", "or so we are told"]
WORDS = """学生 学校 城市 河流 书信 翻译 邻居 历史 道路 农村 工厂 市场 语言 传统 变化 关系 经验 问题
记忆 制度 社会 教育 交流 责任 信任 时代 家庭 朋友 老师 图书馆 博物馆 报纸 合作 距离 边界 港口 桥梁 花园
法院 条约 预算 习惯""".split()
LINKS = """影响 改变 说明 保护 限制 回答 超过 需要 记录 反映 推动 延续 质疑 理解 尊重
重新认识 并不否认""".split()
STARTS = ["其实", "在我看来", "不过", "从长远看", "对许多人来说", "换句话说", "因此", "在今天"]

GIVEN = """Ada Bruno Clara Daniel Edith Felix Grace Henry Irene Jonas Karen Leon Maria Nolan Olive Peter
Quinn Rosa Simon Tara Ursula Victor Wendy Xavier Yvonne Zachary Amos Beth Cyrus Dora""".split()
FAMILY = """Abbot Bergman Castle Draper Elwood Fairley Gannet Holloway Ingram Jarvis Keller Lambert Morland
Norris Oakley Pemberton Quigley Rowland Sandoval Thornton Underhill Vance Whitlock Yardley Zeller Ashdown
Barrow""".split()
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
CHARACTERS = "文明华伟芳敏静丽强磊洋勇军杰娟涛超秀霞平刚桂英建国志远思雨晨曦若水云飞海峰春梅冬青"

POOL = 3000


@dataclass(frozen=True)
class Sentence:
    """One sentence in each of the site's languages, and its length; no character in it needs escaping."""

    text: dict[str, str]
    length: dict[str, Count]


@dataclass(frozen=True)
class Text:
    """What one revision says, in canonical form."""

    title: str
    summary: str
    body: str
    first_sentence: str
    length: Count


@dataclass(frozen=True)
class Outline:
    """Sentences by number, paragraph by paragraph; ``notes`` are places ``(paragraph, sentence)``."""

    title: int
    summary: int | None
    paragraphs: list[list[int]]
    notes: dict[tuple[int, int], int]
    serial: int = 0


# For searching: a word and a phrase that five essays share, and ones that every other has.
SHARED_BY = 5
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
HALF, HALF_CHINESE = "compact", "合约"


def rare(serial: int) -> str:
    """A word that five essays have; no sentence has such a one."""
    number, word = 8000 + serial // SHARED_BY, ""
    while number:
        number, digit = divmod(number, len(SYLLABLES))
        word += SYLLABLES[digit]
    return f"{word}q"


def rare_chinese(serial: int) -> str:
    """The same as a phrase of four characters."""
    number = serial // SHARED_BY
    return "".join(CHARACTERS[number // 40**place % 40] for place in (0, 1, 2)) + "阁"


class Writer:
    """Writes from one seed, never the same twice in a row."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.serials = count_from()
        self.random = random.Random(seed)  # noqa: S311 - nothing here is a secret

    def one(self, words: list[str]) -> str:
        return self.random.choice(words)

    @property
    def sentences(self) -> list[Sentence]:
        return _pool(self.seed)

    def sentence(self) -> Sentence:
        english, simplified = self._english(), self._chinese()
        texts = {
            "en": english,
            "zh-hans": simplified,
            "zh-hant": convert(simplified, source="zh-hans", target="zh-hant"),
        }
        lengths = {code: count(text) for code, text in texts.items()}
        return Sentence(texts, lengths)

    def _english(self) -> str:
        nouns = [f"the {self.one(ADJECTIVES)} {self.one(NOUNS)}" for _each in range(3)]
        first = f"{self.one(OPENERS)}, {nouns[0]} of the {self.one(NOUNS)} {self.one(VERBS)} {nouns[1]}"
        second = f"{self.one(CLAUSES)}, and {nouns[2]} {self.one(VERBS)} every {self.one(NOUNS)}"
        return f"{first}, {second}."

    def _chinese(self) -> str:
        words = [self.one(WORDS) for _each in range(6)]
        links = [self.one(LINKS) for _each in range(2)]
        first = f"{self.one(STARTS)}，{words[0]}和{words[1]}的{words[2]}{links[0]}“{words[3]}”"
        return f"{first}，而{words[4]}{links[1]}我们的{words[5]}。"

    def outline(self) -> Outline:
        """About 1,000 words in 8 to 11 paragraphs, with two to five notes."""
        pick = self.random.randrange
        paragraphs = [[pick(POOL) for _sentence in range(pick(3, 6))] for _paragraph in range(pick(8, 12))]
        places = [(n, pick(len(paragraph))) for n, paragraph in enumerate(paragraphs)]
        notes = {place: pick(POOL) for place in self.random.sample(places, pick(2, 6))}
        title = pick(POOL)
        summary = pick(POOL) if pick(10) < 6 else None
        return Outline(title, summary, paragraphs, notes, next(self.serials))

    def text(self, outline: Outline, language: str) -> Text:
        said = [[self.sentences[n] for n in numbers] for numbers in outline.paragraphs]
        body = "\n".join(self._paragraph(outline, n, language) for n in range(len(said)))
        lengths = [sentence.length[language] for sentences in said for sentence in sentences]
        lengths.append(count(self._sought(outline.serial, language)))
        return Text(
            title=self._title(outline.title, language),
            summary=self.sentences[outline.summary].text[language] if outline.summary is not None else "",
            body=body,
            first_sentence=prose.first_sentence(body[: body.index("</p>") + 4]),
            length=Count(sum(each.words for each in lengths), sum(each.characters for each in lengths)),
        )

    def _paragraph(self, outline: Outline, number: int, language: str) -> str:
        pieces = []
        for place, sentence in enumerate(outline.paragraphs[number]):
            piece = self.sentences[sentence].text[language]
            if note := outline.notes.get((number, place)):
                piece += f'<span data-footnote="">{self.sentences[note].text[language]}</span>'
            pieces.append(piece)
        if number == len(outline.paragraphs) - 1:
            pieces.append(self._sought(outline.serial, language))
        return f"<p>{('' if language != 'en' else ' ').join(pieces)}</p>"

    def _sought(self, serial: int, language: str) -> str:
        """A sentence with what is searched for."""
        if language == "en":
            return f"Compare {rare(serial)}{f', the {HALF}' if serial % 2 else ''}."
        return f"参看{rare_chinese(serial)}{f'和{HALF_CHINESE}' if serial % 2 else ''}。"

    def _title(self, number: int, language: str) -> str:
        first, *rest = self.sentences[number].text[language].split("，" if language != "en" else ", ")
        return (rest[0] if language != "en" else f"On {rest[0]}")[:200] if rest else first

    def name(self) -> dict[str, str]:
        """One person's name in the three languages."""
        surname = self.random.choice(SURNAMES)
        given = "".join(self.random.sample(CHARACTERS, 2))
        english = f"{self.one(GIVEN)} {self.random.choice('ABCDEFGHJKLMNPRSTW')}. {self.one(FAMILY)}"
        chinese = surname + given
        traditional = convert(chinese, source="zh-hans", target="zh-hant")
        return {"en": english, "zh-hans": chinese, "zh-hant": traditional}


@lru_cache(maxsize=2)
def _pool(seed: int) -> list[Sentence]:
    """The sentences that texts of this seed are put together from."""
    writer = Writer(seed)
    return [writer.sentence() for _number in range(POOL)]
