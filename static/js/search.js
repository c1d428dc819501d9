/* While one types in a box for a search: people, themes and threads of that name, to go to at once.
   Nothing here is needed: Enter searches. */
for (const input of document.querySelectorAll("[data-suggestions]")) {
  const form = input.form;
  const list = document.createElement("ul");
  list.className = "offered";
  list.hidden = true;
  form.append(list);
  let asked = "";
  let timer = 0;

  const links = () => [...list.querySelectorAll("a")];
  const close = () => { list.hidden = true; };

  const show = (found) => {
    list.replaceChildren(...found.map(({ name, url, lang, kind }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const said = document.createElement("span");
      const label = document.createElement("span");
      link.href = url;
      said.lang = lang;
      said.textContent = name;
      label.className = "label";
      label.textContent = kind;
      link.append(said, label);
      item.append(link);
      return item;
    }));
    list.hidden = !found.length;
  };

  const ask = async () => {
    const typed = input.value.trim();
    if (typed === asked) { return; }
    asked = typed;
    if (!typed) { close(); return; }
    try {
      const answer = await fetch(`${input.dataset.suggestions}?q=${encodeURIComponent(typed)}`);
      const { found } = await answer.json();
      if (typed === asked) { show(found); }
    } catch {
      close();
    }
  };

  input.addEventListener("input", (event) => {
    if (event.isComposing) { return; }
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("compositionend", ask);
  form.addEventListener("keydown", (event) => {
    const all = [input, ...links()];
    const place = all.indexOf(document.activeElement);
    if (event.key === "Escape") { close(); input.focus(); }
    if (list.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) { return; }
    event.preventDefault();
    all[(place + (event.key === "ArrowDown" ? 1 : all.length - 1)) % all.length].focus();
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) { close(); }
  });
}
