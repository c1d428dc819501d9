/* The lines of credits: as many as are needed, filled from the person who is chosen. */

const data = document.querySelector(".desk-data");

for (const list of document.querySelectorAll(".credits")) {
  const lines = [...list.querySelectorAll("fieldset.credit")];
  const isEmpty = (line) => ![...line.querySelectorAll("input[type=text], textarea")].some((box) => box.value);
  const part = (line, name) => line.querySelector(`[name$="-${name}"]`);
  const more = list.querySelector("[data-credits=more]");

  const spare = () => {
    const empty = lines.filter(isEmpty);
    for (const line of empty.slice(lines.length === empty.length ? 1 : 0)) line.hidden = true;
    more.hidden = !lines.some((line) => line.hidden);
  };

  more.addEventListener("click", () => {
    const line = lines.find((each) => each.hidden);
    if (!line) return;
    line.hidden = false;
    part(line, "person").focus();
    more.hidden = !lines.some((each) => each.hidden);
  });

  const fill = async (line) => {
    const slug = part(line, "person").value.match(/\[([a-z0-9-]+)\]\s*$/)?.[1];
    if (!slug || !data) return;
    const language = document.querySelector("[name=language]")?.value || list.dataset.language || "";
    const address = new URL(data.dataset.person, location.href);
    address.searchParams.set("slug", slug);
    address.searchParams.set("language", language);
    const answer = await fetch(address).catch(() => null);
    if (!answer?.ok) return;
    for (const [name, text] of Object.entries(await answer.json())) {
      const box = part(line, name);
      if (box && !box.value) box.value = text;
    }
    part(line, "new").checked = false;
    line.dispatchEvent(new Event("input", { bubbles: true }));
  };

  for (const line of lines) part(line, "person").addEventListener("change", () => fill(line));
  list.addEventListener("refill", () => lines.forEach((line) => { line.hidden = false; }), true);
  spare();
}

/* The boxes of a text speak its language, for spelling, fonts and screen readers. */
const language = document.querySelector("select[name=language]");
if (language) {
  const tags = { en: "en", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant" };
  const speak = () => {
    for (const box of document.querySelectorAll("[name=title], [name=summary], [name=body], .ProseMirror")) {
      box.lang = tags[language.value] || "";
    }
  };
  language.addEventListener("change", speak);
  speak();
}
