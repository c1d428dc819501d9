/* The words that a text answers: select them in what it answers, and press the button. Without this, boxes and lists do. */

/* Whole words where words are written apart: a selection seldom begins and ends exactly. */
const PART = /[\p{L}\p{N}’'-]/u;
const APART = /[\p{Script=Han}]/u;
const joins = (one, other) => [one, other].every((each) => each && PART.test(each) && !APART.test(each));
const whole = (text, from, to) => {
  while (from > 0 && joins(text[from - 1], text[from])) from -= 1;
  while (to < text.length && joins(text[to - 1], text[to])) to += 1;
  return text.slice(from, to);
};

for (const reading of document.querySelectorAll(".answering")) {
  const bar = reading.querySelector(".answering-this");
  let chosen = null;

  const within = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = range.startContainer.parentElement?.closest(".said");
    // Words of two paragraphs count for the first one, as far as they stand in it.
    if (!start || !reading.contains(start)) return null;
    const before = range.cloneRange();
    before.selectNodeContents(start);
    before.setEnd(range.startContainer, range.startOffset);
    const text = start.textContent;
    const from = before.toString().length;
    const to = start.contains(range.endContainer) ? from + range.toString().length : text.length;
    const words = whole(text, from, to).trim().replace(/\s+/g, " ");
    return words ? { item: start.closest("li"), words } : null;
  };

  document.addEventListener("selectionchange", () => {
    const found = within();
    if (!found && bar.contains(document.activeElement)) return;
    chosen = found;
    bar.hidden = !found;
  });

  bar.querySelector("button").addEventListener("click", () => {
    if (!chosen) return;
    const { item, words } = chosen;
    const list = item.querySelector("select");
    const all = item.querySelector(".said").textContent.trim().replace(/\s+/g, " ");
    const value = words === all ? "" : words;
    if (![...list.options].some((each) => each.value === value)) list.add(new Option(words, words));
    list.value = value;
    item.querySelector("input").checked = true;
    item.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
    getSelection().removeAllRanges();
    bar.hidden = true;
    list.focus();
  });

  reading.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    reading.open = false;
    reading.querySelector("summary").focus();
  });
}
