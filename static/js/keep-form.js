// Keeps what is typed into a form of an author's own page at every pause; the form needs none of this.
const form = document.querySelector("form[data-kept]");
const line = form.querySelector(".keeping");
const PAUSE = 1500;
let timer = 0;
let busy = false;
let again = false;

async function keep() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const typed = new FormData(form);
  typed.delete("photo_file");
  typed.delete("remove_photo");
  typed.append("keep", "1");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(typed) });
    const said = await answer.json();
    if (said.edit) form.elements.edit.value = said.edit;
    line.textContent = said.refusal || form.dataset.kept;
  } catch {
    line.textContent = form.dataset.lost;
  }
  busy = false;
  if (again) {
    again = false;
    keep();
  }
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(keep, PAUSE);
});
// A send while something is being kept would meet its own number.
form.addEventListener("submit", () => clearTimeout(timer));
