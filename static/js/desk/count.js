/* Words and 汉字 of a text while it is written; notes are left out. */

const { count } = await import(document.querySelector("[data-counting]").dataset.counting);

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
