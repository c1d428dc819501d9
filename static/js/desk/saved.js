/* What this browser kept of a form is forgotten once the form is saved, and all of it at signing out. */

const forget = (ours) => {
  try {
    for (const name of Object.keys(localStorage)) if (/^desk:\d+:/.test(name) && ours(name)) localStorage.removeItem(name);
  } catch {
    /* A forbidden storage holds nothing. */
  }
};

if (document.querySelector(".messagelist .success") && document.referrer) {
  const { pathname, search } = new URL(document.referrer);
  const form = `:${pathname}${search.replace(/[?&]copy=[^&]*/, "")}`;
  forget((name) => name.endsWith(form));
}
document.querySelector("#logout-form")?.addEventListener("submit", () => forget(() => true));
