/* How long a text is, by the rule of responses/lib/counting.py, whose words these are: each 汉字 counts 1 and each
   word of another script counts 1. tests/lib/judged_counts.json holds both to the same answers. */

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{2a6df}\\u{2a700}-\\u{2ee5d}\\u{2f800}-\\u{2fa1f}\\u{30000}-\\u{323af}";
const FIRST = `(?:(?![${HAN}])[\\p{L}\\p{N}])`;
const REST = `(?:${FIRST}|[_\\u00ad\\u200c\\u200d\\p{M}])`;
const JOINER = "(?:[.'’\\-\\u2010\\u2011@/&]|(?<=\\p{Nd})[,:–](?=\\p{Nd}))";
const ADDRESS = `(?:https?://|www\\.)[^\\s\\x1c-\\x1f\\x85—“”「」『』${HAN}\\u3000-\\u303f\\uff00-\\uffef]+`;
const WORD = new RegExp(`${ADDRESS}|${FIRST}${REST}*(?:${JOINER}${FIRST}${REST}*)*`, "giu");
const CHARACTER = new RegExp(`[${HAN}]`, "gu");

/* What no stored text holds, and so nobody counts (responses/lib/characters.py). */
const FORBIDDEN = /[\x00-\x08\x0e-\x1f\x7f-\x9f\u{d800}-\u{dfff}\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}\ufdd0-\ufdef\u200b\ufeff]/gu;

export function count(text) {
  const stored = text.replace(/\x85/g, "\n").replace(FORBIDDEN, "");
  return { words: (stored.match(WORD) || []).length, characters: (stored.match(CHARACTER) || []).length };
}
