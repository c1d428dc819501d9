/* Words and 汉字 of a text while it is written, by the rule of responses/lib/counting.py: each 汉字 counts 1,
   each word of another script counts 1, notes are left out. */

const HAN = "\\u3005\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{2a6df}\\u{2a700}-\\u{2ee5d}\\u{2f800}-\\u{2fa1f}\\u{30000}-\\u{323af}";
const FIRST = `(?:(?![${HAN}])[\\p{L}\\p{N}])`;
const REST = `(?:${FIRST}|[_\\u00ad\\u200c\\u200d\\p{M}])`;
const JOINER = "(?:[.'’\\-\\u2010\\u2011@/&]|(?<=\\d)[,:–](?=\\d))";
const WORD = new RegExp(`(?:https?://|www\\.)[^\\s—“”「」『』${HAN}\\u3000-\\u303f\\uff00-\\uffef]+|${FIRST}${REST}*(?:${JOINER}${FIRST}${REST}*)*`, "giu");
const CHARACTER = new RegExp(`[${HAN}]`, "gu");

export function count(text) {
  return { words: (text.match(WORD) || []).length, characters: (text.match(CHARACTER) || []).length };
}

function plain(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const note of page.querySelectorAll("[data-footnote]")) note.remove();
  for (const edge of page.querySelectorAll("p, li, h2, h3, h4, td, th, caption, br")) edge.append("\n");
  return page.body.textContent;
}

for (const field of document.querySelectorAll(".prose-field")) {
  const box = field.querySelector("textarea");
  const shown = field.querySelector(".prose-count");
  let later = 0;
  const tell = () => {
    const { words, characters } = count(plain(box.value));
    const parts = [];
    if (words || !characters) parts.push(`${words} ${shown.dataset.words}`);
    if (characters) parts.push(`${characters} ${shown.dataset.characters}`);
    shown.textContent = parts.join(" + ");
  };
  box.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(tell, 150);
  });
  tell();
}
