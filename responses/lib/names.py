"""Sort keys of people's names, stored on write, and the headings that lists stand them under.

A key is lower-case letters and digits only: digits come before letters under SQLite's binary order
and under every collation of PostgreSQL, so both databases sort alike without saying how.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from responses.lib.chinese import has_han

# Surnames read otherwise than the same character elsewhere (现代汉语词典 marks these readings “姓”), and
# compound ones; both scripts. The library knows phrases but no surnames: it says Dān, Céng, Qū, Chóu.
_READINGS = """
单=shan4 單=shan4 曾=zeng1 区=ou1 區=ou1 仇=qiu2 解=xie4 任=ren2 查=zha1 盖=ge3 蓋=ge3
朴=piao2 华=hua4 華=hua4 缪=miao4 繆=miao4 翟=zhai2 折=she2 种=chong2 員=yun4 员=yun4
召=shao4 洗=xian3 覃=qin2 纪=ji3 紀=ji3 那=na1 哈=ha3 过=guo1 過=guo1 甯=ning4 祭=zhai4
葛=ge3 撒=sa4 乜=nie4 繁=po2 都=du1 干=gan1 句=gou1 於=yu1 秘=bi4 乐=yue4 樂=yue4 郇=xun2
隗=wei3 佴=nai4 占=zhan1 薄=bo2 阚=kan4 卜=bu3
司马=si1.ma3 司馬=si1.ma3 欧阳=ou1.yang2 歐陽=ou1.yang2 诸葛=zhu1.ge3 諸葛=zhu1.ge3
上官=shang4.guan1 司徒=si1.tu2 司空=si1.kong1 夏侯=xia4.hou2 皇甫=huang2.fu3 尉迟=yu4.chi2
尉遲=yu4.chi2 万俟=mo4.qi2 萬俟=mo4.qi2 长孙=zhang3.sun1 長孫=zhang3.sun1 令狐=ling2.hu2
鲜于=xian1.yu2 鮮于=xian1.yu2 澹台=tan2.tai2 澹臺=tan2.tai2 公孙=gong1.sun1 公孫=gong1.sun1
东方=dong1.fang1 東方=dong1.fang1 慕容=mu4.rong2 宇文=yu3.wen2 独孤=du2.gu1 獨孤=du2.gu1
端木=duan1.mu4 百里=bai3.li3 东郭=dong1.guo1 東郭=dong1.guo1 南宫=nan2.gong1 南宮=nan2.gong1
西门=xi1.men2 西門=xi1.men2 闻人=wen2.ren2 聞人=wen2.ren2 申屠=shen1.tu2 太史=tai4.shi3
拓跋=tuo4.ba2 呼延=hu1.yan2 赫连=he4.lian2 赫連=he4.lian2 单于=chan2.yu2 單于=chan2.yu2
钟离=zhong1.li2 鍾離=zhong1.li2 轩辕=xuan1.yuan2 軒轅=xuan1.yuan2 段干=duan4.gan1
"""
_SURNAMES = dict(entry.split("=") for entry in _READINGS.split())

_FIRST_OF_LINE = (0x4E00, 0x3400)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_UNKNOWN_STROKES = 99  # beyond the table: after every counted character
_OTHER = "zzz"  # other scripts, after Latin letters

_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "v", "vi", "esq", "phd", "md", "jd"}
# Written with a capital they belong to the family name in English usage (Du Bois, Van Buren, De Quincey),
# written small the bearer sorts under what follows (Alexis de Tocqueville: Tocqueville).
_PARTICLES = {"al", "bin", "da", "de", "del", "della", "den", "der", "di"}
_PARTICLES |= {"du", "el", "la", "le", "mac", "st", "ten", "ter", "van", "von"}
_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ə": "e"}
)


def sort_key(name: str, *, language: str, family_name: str = "") -> str:
    """The key by which lists in `language` sort `name`, which is that language's form of it.

    `family_name`, as it stands in `name`, is the only way to know it in a romanised Chinese name (Fan
    Zhen) and wins over every guess. English and 简 lists run by letters (简: pinyin, tone, strokes, with
    Latin names in between), 繁 lists by strokes, Latin names last.
    """
    plain = unicodedata.normalize("NFKC", name).strip()
    if not has_han(plain):
        return _latin_key(plain, family_name)
    return _stroke_key(plain) if language == "zh-hant" else _pinyin_key(plain, family_name)


def initial(key: str, language: str) -> str:
    """The heading over a key: "W", or "4 畫" by strokes in 繁 lists, "#" where there is no telling."""
    if language == "zh-hant" and key[:2].isdecimal():
        strokes = int(key[:2])
        return "#" if strokes == _UNKNOWN_STROKES else f"{strokes} 畫"
    letter = key[:1]
    return letter.upper() if letter.isalpha() and not key.startswith(_OTHER) else "#"


def family_name_in(texts: Mapping[str, Mapping[str, str]], language: str) -> str:
    """The family name in a person's name in `language`: as said, or as the Chinese name tells; else ""."""
    said = texts.get(language, {})
    chinese = (texts.get(code, {}).get("name", "") for code in ("zh-hant", "zh-hans"))
    return said.get("family_name", "") or family_name_of(
        said.get("name", ""), next(filter(None, chinese), "")
    )


def family_name_of(name: str, chinese: str) -> str:
    """The family name that stands first in a romanised `name`, told by the person's `chinese` one, else "".

    ("Xiao Chen", "萧琛") is "Xiao"; ("Audrey Tang", "唐鳳") is "", as there English order already tells.
    """
    first, _, rest = name.partition(" ")
    surname = chinese[:2] if chinese[:2] in _SURNAMES else chinese[:1]
    if not rest or not has_han(surname):
        return ""
    read = _toneless(surname)
    return first if _fold(first) in {read, read.replace("v", "u"), read.replace("v", "yu")} else ""


@lru_cache(maxsize=1000)
def _toneless(surname: str) -> str:
    return "".join(re.sub(r"\d", "", syllable) for syllable in _read(surname))


# --- Latin


def _fold(text: str) -> str:
    """Letters and digits only, in ASCII as far as the script is Latin."""
    lower = text.casefold().translate(_LETTERS)
    bare = (char for char in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(char))
    return "".join(char for char in bare if char.isalnum())


def _words(text: str) -> str:
    """Words joined by "1", which is above the "0" that ends a family name: Li, Xin before Li Hua, Xin."""
    return "1".join(filter(None, map(_fold, re.split(r"[\s\-‐–]+", text))))


def _latin_key(name: str, family_name: str) -> str:
    name = re.sub(r"\([^)]*\)?", " ", name).strip() or name
    family, given = split(name, family_name)
    key = _words(family) + ("0" + _words(given) if _words(given) else "")
    if key.isascii() and key[:1].isalpha():
        return key
    return _OTHER + "".join(char if char.isascii() else f"{ord(char):05x}" for char in key)


def split(name: str, family_name: str = "") -> tuple[str, str]:
    """Family name and the rest of a name in Latin letters; a rest of "" where there is no telling."""
    words = name.replace(",", " ").split()
    if family_name and family_name in name:
        return family_name, name.replace(family_name, " ", 1)
    if words and words[0].casefold() == "the":
        return " ".join(words[1:]), ""
    if "of" in words:  # Emperor Wu of Liang: a style, not a family name
        return name, ""
    suffixes = [word for word in words[1:] if is_suffix(word)]
    words = [word for word in words if word not in suffixes]
    start = max(len(words) - 1, 0)
    while start > 1 and words[start - 1][:1].isupper() and is_particle(words[start - 1]):
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start] + suffixes)


def is_suffix(word: str) -> bool:
    """Whether the word stands behind a name without being one: "Jr.", "PhD"."""
    return _fold(word) in _SUFFIXES


def is_particle(word: str) -> bool:
    """Whether the word leads to a family name: "de", "von", "Mac"."""
    return _fold(word) in _PARTICLES


# --- Chinese


def _pinyin_key(name: str, family_name: str) -> str:
    """For each character its syllable, tone, strokes and code point: as 《新华字典》 and GB/T 13418 sort."""
    if family_name and family_name in name:
        name = family_name + name.replace(family_name, "", 1)
    syllables = _name_syllables(name, family_name)
    parts = [
        f"{syllable}{strokes(char):02d}{ord(char):05x}" if has_han(char) else _fold_other(char)
        for char, syllable in zip(name, syllables, strict=True)
    ]
    return "".join(parts)


def _fold_other(char: str) -> str:
    folded = _fold(char)
    return folded if folded.isascii() else f"{_OTHER}{ord(char):05x}"


def _name_syllables(name: str, family_name: str) -> list[str]:
    length = len(family_name) if family_name and name.startswith(family_name) else 0
    length = length or (2 if name[:2] in _SURNAMES else 1)
    return _read(name[:length]) + _read(name[length:], surname=False)


def _read(chars: str, *, surname: bool = True) -> list[str]:
    """For each character one syllable with its tone digit ("lv3" for 吕), "zzz" for one without a reading."""
    from pypinyin import Style, lazy_pinyin  # megabytes of readings, wanted only on saving a name

    if surname and chars in _SURNAMES:
        return _SURNAMES[chars].split(".")
    # A list from `errors` is taken item by item, as documented, though the types say otherwise.
    unreadable: Any = list
    found = lazy_pinyin(chars, style=Style.TONE3, neutral_tone_with_five=True, errors=unreadable)
    return [syllable if syllable.isascii() and syllable.isalnum() else _OTHER for syllable in found]


def _stroke_key(name: str) -> str:
    """For each character its strokes and code point, in Unicode's order of radicals."""
    parts = [f"{strokes(char):02d}{ord(char):05x}" if has_han(char) else _fold_other(char) for char in name]
    return "".join(parts)


def strokes(char: str) -> int:
    """The strokes of a Han character as Taiwan counts them; 99 for one outside the table (strokes.txt)."""
    for first, line in zip(_FIRST_OF_LINE, _table(), strict=True):
        if 0 <= ord(char) - first < len(line):
            return _DIGITS.index(line[ord(char) - first])
    return _UNKNOWN_STROKES


@cache
def _table() -> tuple[str, ...]:
    lines = Path(__file__).with_name("strokes.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def spoken(chinese: str) -> tuple[list[str], list[str]]:
    """Surname and given name of a Chinese name, syllable by syllable in pinyin without tones."""
    found = [re.sub(r"\d", "", each) for each in _name_syllables(chinese, "")]
    length = 2 if chinese[:2] in _SURNAMES else 1
    return found[:length], found[length:]


def is_surname(chinese: str) -> bool:
    """Whether a character, or two, are a surname of many."""
    return chinese in _COMMON or chinese in _SURNAMES


# The hundred that four in five bear, in both scripts.
_COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓鄧馮蕭蔣餘葉蘇呂盧鍾譚陸賈韋鄒閻龍賀顧龔萬錢嚴湯"
)
