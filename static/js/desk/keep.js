/* Keeps what is typed: on the site every few seconds, and in this browser at once, for a dead network, a
   closed window, an expired session. The page's own words say how it stands. */

const PAUSE = 2500; // milliseconds after the last keystroke
const LONGEST = 7 * 24 * 3600 * 1000; // how long this browser keeps what never reached the site

class Keeping {
  constructor(form, data) {
    this.form = form;
    this.data = data;
    this.place = form.querySelector(".keeping");
    this.words = this.place.querySelector(".keeping-words");
    this.trouble = this.place.querySelector(".keeping-trouble");
    this.name = `desk:${data.user}:${location.pathname}${location.search.replace(/[?&]copy=[^&]*/, "")}`;
    this.first = this.fields();
    this.seen = form.elements.seen?.value || "";
    this.offer();
    form.addEventListener("input", (event) => this.changed(event));
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("submit", (event) => this.sent(event));
    addEventListener("beforeunload", (event) => this.leaving(event));
    addEventListener("online", () => this.dirty && this.keep());
    setInterval(() => this.tell(), 1000);
    this.place.dataset.keeping = "on";
  }

  /* Files go with the form itself, not every few seconds. */
  sentFields() {
    const found = new FormData(this.form);
    for (const [name, value] of [...found]) if (typeof value !== "string") found.delete(name);
    return found;
  }

  /* What the form holds, by name; the tokens are no text. */
  fields() {
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (["csrfmiddlewaretoken", "copy", "seen"].includes(name) || typeof value !== "string") continue;
      (found[name] = found[name] || []).push(value);
    }
    return found;
  }

  changed(event) {
    if (event.isComposing) return;
    if (!this.dirty && JSON.stringify(this.fields()) === JSON.stringify(this.first)) return;
    this.dirty = true;
    this.sending = false;
    this.store();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.keep(), PAUSE);
  }

  store() {
    try {
      localStorage.setItem(this.name, JSON.stringify({ at: Date.now(), seen: this.seen, fields: this.fields() }));
    } catch {
      /* A full or forbidden storage: the site still keeps it. */
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      /* as above */
    }
  }

  async keep(again = true) {
    if (this.refused || this.busy) return;
    this.busy = true;
    this.words.textContent = this.place.dataset.wordsSaving;
    const before = JSON.stringify(this.fields());
    try {
      const answer = await fetch(this.data.keep, { method: "POST", body: this.sentFields(), redirect: "manual" });
      if (answer.status === 403 && again) return await this.renew();
      if (answer.type === "opaqueredirect" || answer.status === 403) return this.say(this.place.dataset.wordsSignedOut);
      if (answer.status === 409) {
        this.refused = true;
        return this.say((await answer.json()).refused);
      }
      if (!answer.ok) return this.say(this.place.dataset.wordsOffline);
      this.kept(await answer.json(), before);
    } catch {
      this.say(this.place.dataset.wordsOffline);
      this.later = setTimeout(() => this.keep(), 4 * PAUSE);
    } finally {
      this.busy = false;
    }
  }

  kept(answer, before) {
    this.form.elements.copy.value = answer.copy;
    this.at = Date.now();
    this.trouble.hidden = true;
    this.first = JSON.parse(before);
    this.dirty = JSON.stringify(this.fields()) !== before;
    if (this.dirty) this.later = setTimeout(() => this.keep(), PAUSE);
    else this.forget();
    if (!/[?&]copy=/.test(location.search) && /\/add\/$/.test(location.pathname)) {
      const address = new URL(location);
      address.searchParams.set("copy", answer.copy.split(".")[0]);
      history.replaceState(null, "", address);
    }
    this.tell();
    this.form.dispatchEvent(new CustomEvent("kept"));
  }

  /* Signing in again, in another window, has given out a new token: take it and go on. */
  async renew() {
    this.busy = false;
    const answer = await fetch(this.data.keep, { redirect: "manual" });
    if (!answer.ok || answer.type === "opaqueredirect") return this.say(this.place.dataset.wordsSignedOut);
    const { csrf } = await answer.json();
    for (const box of document.querySelectorAll("[name=csrfmiddlewaretoken]")) box.value = csrf;
    return this.keep(false);
  }

  say(sentence) {
    if (this.trouble.textContent !== sentence) this.trouble.textContent = sentence;
    this.trouble.hidden = false;
    this.words.textContent = this.place.dataset.wordsDirty;
    if (!this.refused) this.later = setTimeout(() => this.keep(), 4 * PAUSE);
  }

  tell() {
    if (this.busy || !this.at || this.dirty) return;
    const { wordsNow, wordsAgo, wordsMinutes } = this.place.dataset;
    const seconds = Math.round((Date.now() - this.at) / 1000);
    const words = seconds < 3 ? wordsNow : seconds < 120 ? wordsAgo.replace("#", seconds) : wordsMinutes.replace("#", Math.round(seconds / 60));
    // A screen reader is told once, not every second.
    this.words.setAttribute("aria-live", seconds < 3 ? "polite" : "off");
    this.words.textContent = words;
  }

  sent(event) {
    if (event.submitter?.hasAttribute("data-discard")) this.forget();
    else this.store();
    this.sending = true;
    clearTimeout(this.later);
  }

  leaving(event) {
    if (this.dirty && !this.sending) event.preventDefault();
  }

  /* A text that this browser has and the site has not: shown, never put into the form unasked. */
  offer() {
    let found = null;
    try {
      found = JSON.parse(localStorage.getItem(this.name));
    } catch {
      return;
    }
    if (!found) return;
    // A refused save has come back with everything that was typed in the form.
    if (this.form.querySelector(".both")) return this.forget();
    const same = JSON.stringify(found.fields) === JSON.stringify(this.first);
    if (same || Date.now() - found.at > LONGEST) return this.forget();
    const band = this.form.querySelector(".found-here");
    band.querySelector("[data-found=when]").textContent = new Date(found.at).toLocaleString(document.documentElement.lang);
    band.hidden = false;
    this.form.prepend(band);
    band.addEventListener("click", (event) => {
      const act = event.target.dataset.found;
      if (act !== "use" && act !== "forget") return;
      if (act === "use") this.refill(found);
      else this.forget();
      band.hidden = true;
    });
  }

  /* Together with what it was based on: what somebody else saved meanwhile must still be met. */
  refill({ fields, seen }) {
    if (this.form.elements.seen && seen !== undefined) this.form.elements.seen.value = seen;
    for (const [name, values] of Object.entries(fields)) {
      const boxes = [...this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
      for (const [place, box] of boxes.entries()) {
        if (["checkbox", "radio"].includes(box.type)) box.checked = values.includes(box.value);
        else if (values[place] !== undefined) box.value = values[place];
        box.dispatchEvent(new Event("refill"));
      }
    }
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const data = document.querySelector(".desk-data");
// The editor over the text first writes the text in its own way; that is no change of anybody's.
if (data) setTimeout(() => new Keeping(data.closest("form"), data.dataset), 600);

for (const name of (data?.dataset.cameAs || "").split(" ").filter(Boolean)) {
  const row = document.querySelector(`.field-${name}`);
  if (!row) continue;
  const words = Object.assign(document.createElement("p"), { className: "guess", textContent: data.dataset.guess });
  row.prepend(words);
}
