/* Keys of the desk: "/" to the search, Ctrl-Enter saves, "?" shows them all. The single ones can be turned
   off (WCAG 2.1.4), in this browser. While a word is composed, no key is ours. */

const dialog = document.querySelector("dialog.keys");
const NAME = "desk:keys";

const off = () => {
  try {
    return localStorage.getItem(NAME) === "off";
  } catch {
    return false;
  }
};

const writing = (element) => element.closest("input, textarea, select, [contenteditable], .select2-container");

// On its way down: the editor of a text keeps every Enter for itself.
const save = (event) => {
  if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.key !== "Enter") return;
  const button = document.querySelector("#content-main form[method=post] .submit-row .default, .act-form .default");
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  button.form.requestSubmit(button);
};
addEventListener("keydown", save, { capture: true });

addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (off() || event.ctrlKey || event.metaKey || event.altKey || writing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("#searchbar, #content input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
  } else if (event.key === "?" && dialog) {
    event.preventDefault();
    dialog.showModal();
  }
});

if (dialog) {
  const box = dialog.querySelector("input");
  box.checked = !off();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(NAME, box.checked ? "on" : "off");
    } catch {
      /* Then they stay on. */
    }
  });
  document.querySelector("[data-keys]").addEventListener("click", () => dialog.showModal());
}

/* The first thing that is wrong is where one lands. */
const wrong = document.querySelector(".errors input:not([type=hidden]), .errors select, .errors textarea, .errors .ProseMirror");
if (wrong) wrong.focus();
