/* Essays read one after another: "j" and "k" lead on and back, "1", "2", "3" mark, "0" takes the mark away.
   Digits are the same in every language. While something is written, or single keys are off, no key is ours. */

const KEYS = "desk:keys";
const HEADERS = { "X-Requested-By": "reading" };

const off = () => {
  try {
    return localStorage.getItem(KEYS) === "off";
  } catch {
    return false;
  }
};
const writing = (element) => element.closest("input, textarea, select, [contenteditable], dialog[open]");
const post = (form, extra = {}) => {
  const body = new FormData(form);
  Object.entries(extra).forEach(([name, value]) => body.set(name, value));
  return fetch(form.action, { method: "POST", body, headers: HEADERS, keepalive: true });
};

/* The first look is said once it is one: a page opened in the background was not read. */
const opened = document.querySelector("form.opened");
const look = async () => {
  if (!opened || document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", look);
  const answer = await post(opened).catch(() => null);
  if (answer?.ok) opened.remove();
};
document.addEventListener("visibilitychange", look);
look();

const marks = document.querySelector("form.marks");
const said = document.querySelector(".marks + .said");
marks?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  if (!button) return;
  event.preventDefault();
  const answer = await post(marks, { mark: button.value }).catch(() => null);
  said.textContent = answer?.ok ? "" : said.dataset.failed;
  if (!answer?.ok) return;
  marks.querySelectorAll("button").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
  said.textContent = button.firstChild.textContent.trim();
});

addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (off() || writing(event.target)) return;
  const way = { j: "next", k: "prev" }[event.key];
  const target = way
    ? document.querySelector(`.place a[rel=${way}]`)
    : marks?.querySelector(`button[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  target.click();
});
