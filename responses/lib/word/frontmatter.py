"""What stands round an essay in a manuscript: title, byline, affiliation, summary, closing bio.

Guessed conservatively: what is not clearly one of these stays in the body, where nothing is lost.
"""

import re
from collections.abc import Callable

from responses.lib.chinese import has_han
from responses.lib.word.blocks import Block, Run
from responses.lib.word.manuscript import Manuscript

_BYLINE = re.compile(
    r"(?:(?:written )?by\b\s*:?|authors?\s*:|(?:作者|撰文|文)\s*[:：／/|｜])\s*(.+)", re.IGNORECASE
)
_SUMMARY = re.compile(r"(?:abstract|summary|摘\s*要|内容提要|內容提要|提要)\s*[:：.—]\s*(.+)", re.IGNORECASE)
_SUMMARY_HEAD = re.compile(r"(?:abstract|summary|摘\s*要|内容提要|內容提要)\s*[:：]?", re.IGNORECASE)
_BIO_HEAD = re.compile(
    r"(?:about the authors?|author bio(?:graphy)?|bio(?:graphy)?|作者(?:简介|簡介|介绍|介紹))\s*[:：]?",
    re.IGNORECASE,
)
_BIO_LABEL = re.compile(r"(?:作者(?:简介|簡介)|(?:author )?bio|about the author)\s*[:：]\s*", re.IGNORECASE)
_VERBS = (
    r"\s*(?:\([^)]{1,40}\)|（[^）]{1,40}）)?\s*[,，：:]?\s*(?:(?:is|was|serves|served|works|teaches|holds)\b|"
)
_VERBS += r"为|為|是|现任|現任|现为|現為|系|，|,)"
_PLACE = re.compile(
    r"universit|institut|college|school|cent(?:er|re)\b|academy|council|foundation|ministry|"
    r"大学|大學|学院|學院|研究院|研究所|研究中心|智库|智庫|基金会|基金會|中学|中學",
    re.IGNORECASE,
)
_PARTICLES = {
    "de",
    "da",
    "del",
    "der",
    "van",
    "von",
    "di",
    "du",
    "la",
    "le",
    "bin",
    "al",
    "ten",
    "ter",
    "and",
}
_WORD = r"[^\W\d_][\w.'’‘\-‐‑]*"
_LATIN_NAME = re.compile(rf"{_WORD}(?:\s+{_WORD}){{1,4}}(?:,? (?:Jr|Sr|II|III|IV)\.?)?")
_HAN_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}[·•・][\u3400-\u9fff·•・]{1,12}")
# What stands alone under a title like a name, and is none.
_NO_NAME = set(
    """introduction background conclusion overview analysis history historical policy change summary
context essay response prompt draft question questions international relations china chinese united states
american foreword preface prologue part chapter section the a an of in on for to dear abstract and""".split()
)
_NO_NAME |= set(
    "引言 前言 导言 導言 背景 方法 结论 結論 结语 結語 绪论 緒論 序言 正文 总结 總結 概述 概要".split()
)
_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭"
    "吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵"
    "孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤"
    "毕畢聂聶丛焦向柳邢路岳齐齊梅莫庄莊辛管祝左涂谷祁时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐甄项項曲成游阳陽裴席卫衛"
    "查屈鲍鮑位覃霍翁隋甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒刁瞿戚丘古米池滕晋晉苑邬鄔臧畅宫宮"
)
_BETWEEN = re.compile(r"\s*(?:,? and (?=[A-Z])|[;；&、]|,(?! (?:Jr|Sr|I))|，|\s(?:和|与|與)\s)\s*")
_BRACKETS = re.compile(r"\s*[(（]([^)）]*)[)）]")
_TRANSLATOR = re.compile(
    r"(?:translated by|translators?\s*:|(?:译者|譯者|翻译|翻譯)\s*[:：／/|｜])", re.IGNORECASE
)
_ENDS = tuple(".。!！;；:：,，")


def is_name(text: str) -> bool:
    """Whether a text looks like one person's name, in Latin letters or 汉字."""
    text = text.strip()
    if has_han(text):
        return _HAN_NAME.fullmatch(re.sub(r"\s+", "", text)) is not None and not _PLACE.search(text)
    if len(text) > 60 or not _LATIN_NAME.fullmatch(text) or _PLACE.search(text):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in text.split())


def take_out(blocks: list[Block], manuscript: Manuscript) -> list[Block]:
    """The blocks of the body; fills in the fields of `manuscript` from the others and names its guesses."""
    full = [
        block
        for block in blocks
        if block.role in {"table", "figure", "markup"} or any(r.text.strip() or r.note for r in block.runs)
    ]
    rest = [block for block in full if block.role != "figure"]
    notes: list[Run] = []
    _title(rest, manuscript, notes)
    _head(rest, manuscript, notes)
    manuscript.findings["translators"] = sum(bool(_TRANSLATOR.match(block.text)) for block in rest[:3])
    _bio(rest, manuscript, notes)
    if notes:
        manuscript.findings["moved"] = len(notes)
        next((each for each in rest if each.role in {"", "quote"}), (rest or [Block()])[0]).runs += notes
    left = set(map(id, rest))
    return [block for block in full if block.role == "figure" or id(block) in left]


def _take(blocks: list[Block], place: int, notes: list[Run]) -> str:
    block = blocks.pop(place)
    notes += (run for run in block.runs if run.note is not None)
    return re.sub(r"[ \n]+", " ", block.text).strip()


def _title(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> None:
    styled = [n for n, block in enumerate(blocks[:5]) if block.role == "title" and block.text]
    if styled:
        last = styled[0]
        while last + 1 < len(blocks) and blocks[last + 1].role == "title" and blocks[last + 1].text:
            last += 1
        taken = [_take(blocks, styled[0], notes) for _ in range(styled[0], last + 1)]
        manuscript.title = " ".join(taken)
    elif len(blocks) > 1 and _looks_like_title(blocks):
        manuscript.title = _take(blocks, 0, notes)
        manuscript.guesses.append("title")


def _looks_like_title(blocks: list[Block]) -> bool:
    first = blocks[0]
    if (
        first.role in {"table", "item", "quote", "markup"}
        or not 1 < len(first.text) <= 200
        or _byline(first.text)
    ):
        return False
    if _SUMMARY_HEAD.fullmatch(first.text) or _BIO_HEAD.fullmatch(first.text):
        return False
    if first.role.startswith("h"):
        return True
    short = len(first.text) <= (60 if has_han(first.text) else 150) and not first.text.endswith(_ENDS)
    return short and (first.is_bold or first.centred or _byline(blocks[1].text) is not None)


def _byline(text: str) -> list[str] | None:
    """The pieces after "By" or 作者：, None when the line is no byline."""
    match = _BYLINE.fullmatch(text)
    if not match or len(match[1]) > 200 or match[1].rstrip().endswith(("。", "!", "?")):
        return None
    pieces = _pieces(match[1])
    return pieces if is_name(pieces[0]) else None


def _pieces(text: str) -> list[str]:
    """The names of a line, then the places that stand in brackets behind them."""
    places = [place.strip() for place in _BRACKETS.findall(text)]
    bare = _BRACKETS.sub("", text)
    words = bare.split("\u3000")
    if len(words) > 1 and all(len(word.strip()) > 1 for word in words):  # else 王　明, one name
        bare = "、".join(words)
    return [*(piece.strip() for piece in _BETWEEN.split(bare) if piece.strip()), *places] or [""]


def _head(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> None:
    """Take out what stands between title and text, in whatever order it comes, until text begins."""
    steps: list[Callable[[list[Block], Manuscript, list[Run]], bool]]
    steps = [_subtitle, _take_byline, _take_names, _take_place, _take_summary]
    for _ in range(6):
        if not blocks or not any(step(blocks, manuscript, notes) for step in steps):
            return


def _subtitle(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> bool:
    first = blocks[0]
    if first.role != "subtitle" or _byline(first.text) or is_name(first.text) or manuscript.summary:
        return False
    manuscript.summary = _take(blocks, 0, notes)
    manuscript.guesses.append("summary")
    return True


def _take_byline(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> bool:
    match = _BYLINE.fullmatch(blocks[0].text)
    if manuscript.authors or not match or len(match[1]) > 200 or blocks[0].role == "table":
        return False
    return _credit(_pieces(match[1]), blocks, manuscript, notes)


def _take_names(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> bool:
    """A bare line of names counts only right after a title and when it cannot be a sentence or heading."""
    first = blocks[0]
    if (
        manuscript.authors
        or not manuscript.title
        or first.role not in {"", "subtitle"}
        or len(first.text) > 120
    ):
        return False
    pieces = _pieces(first.text)
    heading = first.is_bold and not first.centred
    if len(blocks) < 2 or heading or first.text.endswith(_ENDS) or not _is_bare_name(pieces[0]):
        return False
    return _credit(pieces, blocks, manuscript, notes)


def _is_bare_name(text: str) -> bool:
    """Whether a text that nothing introduces is a name, and not a heading of a word or two."""
    if has_han(text):
        return text not in _NO_NAME and text[0] in _SURNAMES
    return _NO_NAME.isdisjoint(text.lower().split()[:5])


def _credit(pieces: list[str], blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> bool:
    names = [re.sub(r"[*†‡]+$", "", piece).strip() for piece in pieces]
    count = next((n for n, piece in enumerate(names) if not is_name(piece)), len(names))
    others = names[count:]
    if count == 0 or (others and not any(map(_PLACE.search, others))):
        return False
    _take(blocks, 0, notes)
    manuscript.authors = [("" if has_han(name) else " ").join(name.split()) for name in names[:count]]
    manuscript.guesses.append("authors")
    if others:
        manuscript.affiliation = ", ".join(others)
        manuscript.guesses.append("affiliation")
    return True


def _take_place(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> bool:
    text = blocks[0].text
    fits = blocks[0].role in {"", "subtitle"} and len(text) <= 120 and not text.endswith(_ENDS)
    if (
        not (manuscript.authors and not manuscript.affiliation and fits and _PLACE.search(text))
        or len(blocks) < 2
    ):
        return False
    manuscript.affiliation = _take(blocks, 0, notes).strip("()（）")
    manuscript.guesses.append("affiliation")
    return True


def _take_summary(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> bool:
    if manuscript.summary or len(blocks) < 2:
        return False
    match = _SUMMARY.fullmatch(blocks[0].text)
    if match:
        _take(blocks, 0, notes)
        manuscript.summary = re.sub(r"[ \n]+", " ", match[1]).strip()
    elif len(blocks) > 2 and _SUMMARY_HEAD.fullmatch(blocks[0].text) and blocks[1].role == "":
        _take(blocks, 0, notes)
        manuscript.summary = _take(blocks, 0, notes)
    else:
        return False
    manuscript.guesses.append("summary")
    return True


def _bio(blocks: list[Block], manuscript: Manuscript, notes: list[Run]) -> None:
    found: list[str] = []
    while len(blocks) > 1 and _is_bio(blocks[-1], manuscript):
        found.insert(0, _BIO_LABEL.sub("", _take(blocks, len(blocks) - 1, notes)).lstrip("*†‡ "))
    headed = len(blocks) > 1 and _BIO_HEAD.fullmatch(blocks[-1].text) is not None
    if not found and len(blocks) > 2 and len(blocks[-1].text) <= 800 and _BIO_HEAD.fullmatch(blocks[-2].text):
        found, headed = [_take(blocks, len(blocks) - 1, notes)], True
    if found:
        if headed and _BIO_HEAD.fullmatch(blocks[-1].text):
            _take(blocks, len(blocks) - 1, notes)
        manuscript.bio = "\n\n".join(found)
        manuscript.guesses.append("bio")


def _is_bio(block: Block, manuscript: Manuscript) -> bool:
    text = block.text.lstrip("[（(* ")
    if block.role not in {"", "quote"} or not 0 < len(text) <= 600:
        return False
    if _BIO_LABEL.match(text):
        return True
    names = "|".join(re.escape(name) for name in manuscript.authors)
    if names and re.match(rf"(?:{names}){_VERBS}", text):
        return True
    start = re.match(r"([A-Z]\S+(?: \S+){1,3}?) (?:is|was) (?:an?|the)\b", text)
    if manuscript.authors or not (start and block.is_italic and is_name(start[1])):
        return False
    manuscript.authors = [start[1]]
    manuscript.guesses.append("authors")
    return True
