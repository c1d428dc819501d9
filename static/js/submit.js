/* An essay while it is written on a telephone: kept on the site at every pause, and in this browser until the site
   has it. Nothing here is needed: each button keeps everything too. The page's own words say how it stands. */

const PAUSE = 2500; // milliseconds after the last keystroke
const HURRY = 10_000; // and at the latest, while somebody types without a pause
const SLOWEST = 60_000; // between two tries while there is no network
const LARGEST = 10_000_000; // bytes of a file
const LONGEST = 30 * 24 * 3600 * 1000; // how long this browser keeps what never reached the site
const UNTYPED = ["window", "turn", "key", "edit", "stamp", "act", "essay_as", "html", "settled", "file", "website"];

const store = {
  get(name) { try { return JSON.parse(localStorage.getItem(name)); } catch { return null; } },
  set(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); return true; } catch { return false; } },
  drop(name) { try { localStorage.removeItem(name); } catch { /* full or forbidden: there was nothing */ } },
};

class Writing {
  constructor(form) {
    this.form = form;
    this.place = form.querySelector(".keeping");
    this.said = this.place.dataset;
    this.words = form.querySelector(".keeping-words");
    this.trouble = form.querySelector(".keeping-trouble");
    this.name = `essay:${form.dataset.call}:${this.begun ? this.field("key").value : "new"}`;
    this.field("website").value = ""; // no browser's guess shall keep anybody out
    this.window = this.hide("window", crypto.getRandomValues(new Uint32Array(4)).join("-"));
    this.turn = this.hide("turn", 0);
    this.kept = this.now(true);
    this.wait = PAUSE;
    this.offer();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => this.press(event));
    addEventListener("beforeunload", (event) => { if (this.dirty && !this.leaving) event.preventDefault(); });
    addEventListener("online", () => { if (this.dirty) { this.wait = PAUSE; this.keep(); } });
    addEventListener("pagehide", () => this.put());
    document.addEventListener("visibilitychange", () => { if (document.hidden && this.dirty) this.keep(); });
    // A page that was gone back to: what it thinks of the site may be old.
    if (this.dirty) this.changed();
    addEventListener("pageshow", (event) => { this.leaving = false; if (event.persisted) this.busy = false; });
  }

  get begun() { return this.field("edit").value !== "0"; }
  get dirty() { return this.now() !== this.kept; }
  field(name) { return this.form.elements[name]; }

  hide(name, value) {
    const box = this.form.querySelector(`[type=hidden][name=${name}]`) || Object.assign(document.createElement("input"), { type: "hidden", name });
    box.value = value;
    this.form.append(box);
    return box;
  }

  /* What the form holds, as one text to compare; or what it came with, for on a slow line people type first. */
  now(asItCame = false) {
    const found = [];
    for (const box of this.form.elements) {
      if (!box.name || box.type === "submit" || UNTYPED.includes(box.name)) continue;
      if (box.type === "checkbox") { if (asItCame ? box.defaultChecked : box.checked) found.push([box.name, box.value]); }
      else if (box.options) found.push([box.name, asItCame ? ([...box.options].find((each) => each.defaultSelected) || box.options[0]).value : box.value]);
      else found.push([box.name, asItCame ? box.defaultValue : box.value]);
    }
    return JSON.stringify(found);
  }

  put() {
    if (!this.dirty) return true;
    return store.set(this.name, { at: Date.now(), fields: JSON.parse(this.now()) });
  }

  changed() {
    if (!this.dirty) return;
    this.put();
    if (!this.since) { this.since = Date.now(); this.say(this.said.dirty); }
    clearTimeout(this.later);
    this.later = setTimeout(() => this.keep(), Math.max(0, Math.min(this.wait, this.since + HURRY - Date.now())));
  }

  say(words) { if (this.words.textContent !== words) this.words.textContent = words; }

  complain(words, link) {
    if (this.trouble.dataset.words === words) return;
    this.trouble.dataset.words = words;
    this.trouble.textContent = words;
    this.trouble.hidden = !words;
    if (link) this.trouble.append(" ", Object.assign(document.createElement("a"), { href: link, textContent: this.said.other, target: "_blank" }));
  }

  /* True once the site has what the form holds. */
  async keep() {
    clearTimeout(this.later);
    if (this.stopped) return false;
    if (this.busy) return this.busy;
    this.busy = this.tell();
    const kept = await this.busy;
    this.busy = null;
    if (this.dirty && !this.stopped) this.later = setTimeout(() => this.keep(), this.wait);
    return kept && !this.dirty;
  }

  async tell() {
    this.turn.value = Number(this.turn.value) + 1;
    const sent = new FormData(this.form);
    for (const [name, value] of [...sent]) if (typeof value !== "string") sent.delete(name);
    // An address that is still being typed is not written to.
    if (document.activeElement !== this.field("email")) sent.set("settled", "1");
    const before = this.now();
    this.since = 0;
    this.say(this.said.saving);
    try {
      const answer = await fetch(this.form.dataset.keep, { method: "POST", body: sent, signal: this.patience() });
      const found = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (answer.status === 409) return this.meet(found);
      if (!answer.ok) return this.failed(found.refused || this.said.elsewhere);
      this.taken(found, before);
      return true;
    } catch {
      return this.failed(this.said.offline);
    }
  }

  patience() { return AbortSignal.timeout ? AbortSignal.timeout(30_000) : undefined; }

  taken(found, before) {
    if (!this.begun) {
      store.drop(this.name);
      this.name = `essay:${this.form.dataset.call}:${this.field("key").value}`;
      history.replaceState(null, "", found.write);
      this.form.action = found.write;
      this.form.dataset.keep = found.keep;
      this.field("stamp")?.remove();
      for (const each of this.form.querySelectorAll(".code")) each.textContent = found.code;
      this.place.querySelector(".resume").hidden = false;
    }
    this.field("edit").value = found.edit;
    this.kept = before;
    this.wait = PAUSE;
    if (this.dirty) this.put();
    else store.drop(this.name);
    this.complain(found.open ? "" : this.said.closed);
    this.say(this.said.saved.replace("{time}", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false })));
  }

  failed(words) {
    this.put();
    this.say(this.said.dirty);
    this.complain(words);
    this.wait = Math.min(SLOWEST, this.wait * 2) * (0.75 + Math.random() / 2);
    return false;
  }

  meet({ refused, other }) {
    this.put();
    this.stopped = true;
    this.say(this.said.dirty);
    this.complain(refused, other);
    return true; // pressing a button shows both texts
  }

  /* Whatever is pressed, the text is on the site first; without a network nothing is pressed. */
  async press(event) {
    const act = event.submitter?.value || "save";
    if (this.pressed) return event.preventDefault();
    if (this.passing || !this.form.dataset.keep || act === "pasted") return undefined;
    event.preventDefault();
    this.pressed = true;
    this.put();
    const kept = this.dirty || !this.begun ? await this.keep() || (this.dirty && await this.keep()) : true;
    this.pressed = false;
    if (!kept && !this.begun && this.trouble.dataset.words !== this.said.offline) return this.pass(act);
    if (!kept) return act === "send" ? this.complain(this.said.unsent) : undefined;
    return this.pass(act);
  }

  pass(act, more = {}) {
    this.turn.value = Number(this.turn.value) + 1;
    for (const [name, value] of Object.entries({ act, ...more })) this.hide(name, value);
    this.leaving = true;
    HTMLFormElement.prototype.submit.call(this.form);
    // What went with this press is not the next one's.
    setTimeout(() => { for (const name of ["act", ...Object.keys(more)]) this.form.querySelector(`[type=hidden][name=${name}]`)?.remove(); }, 0);
  }

  /* A text that this browser has and the site has not: shown, never put into the form unasked. */
  offer() {
    const found = store.get(this.name);
    if (!found) return;
    if (JSON.stringify(found.fields) === this.kept || Date.now() - found.at > LONGEST) return store.drop(this.name);
    const band = this.place.querySelector(".found-here");
    band.querySelector(".found-when").textContent = new Date(found.at).toLocaleString(document.documentElement.lang);
    band.hidden = false;
    this.form.prepend(band);
    band.addEventListener("click", ({ target }) => {
      if (!target.dataset.found) return;
      if (target.dataset.found === "use") this.refill(found.fields);
      else store.drop(this.name);
      band.hidden = true;
    });
  }

  refill(fields) {
    const values = new Map(fields);
    for (const box of this.form.elements) {
      if (!box.name || UNTYPED.includes(box.name) || box.type === "hidden") continue;
      if (box.type === "checkbox") box.checked = values.has(box.name);
      else if (values.has(box.name)) box.value = values.get(box.name);
    }
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/* The count while one types: the page's own patterns, the server's own rule. */
async function measure(form) {
  const meter = form.querySelector(".meter");
  const box = form.elements.text;
  const { count } = await import(form.dataset.counting);
  const limits = JSON.parse(meter.dataset.limits);
  const number = (much) => much.toLocaleString("en");
  const tell = () => {
    const { most, signs } = limits[form.elements.language.value] || {};
    const counted = box ? count(box.value) : null;
    const total = counted ? counted.words + counted.characters : Number(meter.dataset.count);
    const pattern = meter.dataset[`${signs ? "signs" : "words"}${most ? "Of" : ""}`];
    const over = most && total > most ? meter.dataset.over.replace("{much}", number(total - most)) : "";
    meter.textContent = pattern.replace("{count}", number(total)).replace("{most}", number(most || 0)) + over;
    meter.classList.toggle("over", Boolean(over));
  };
  let later = 0;
  box?.addEventListener("input", () => { clearTimeout(later); later = setTimeout(tell, 150); });
  form.elements.language.addEventListener("change", tell);
  tell();
}

/* A file is read as soon as it is chosen; one that does not arrive whole changes nothing. */
function takeFiles(form, writing) {
  const place = form.querySelector(".from-file");
  const box = form.elements.file;
  const said = place.querySelector(".file-said");
  const read = async () => {
    if (box.files[0].size > LARGEST) { said.textContent = place.dataset.large; box.value = ""; return; }
    said.textContent = place.dataset.reading;
    const sent = new FormData(form);
    const kept = await writing.keep();
    if (!kept || !writing.begun) { said.textContent = place.dataset.cut; return; }
    sent.set("edit", form.elements.edit.value);
    sent.set("act", "read");
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent });
      if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
      writing.leaving = true;
      location.assign(answer.url);
    } catch {
      said.textContent = place.dataset.cut;
      box.value = "";
    }
  };
  box.addEventListener("change", () => box.files.length && read());
}

/* Italics and notes that a plain box cannot show: kept if somebody wants them. The plain text is in the box anyway. */
function takeMarks(form, writing) {
  const offer = form.querySelector(".marks");
  const box = form.elements.text;
  if (!offer || !box) return;
  let pasted = "";
  box.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") || "";
    const whole = box.selectionEnd - box.selectionStart >= box.value.trim().length;
    if (!whole || !/<(?:i|em|b|strong|sup|h[1-6]|li)\b|italic|font-weight:\s*(?:bold|[6-9]00)|mso-footnote/i.test(html)) return;
    pasted = html;
    offer.hidden = false;
  });
  offer.querySelector("button").addEventListener("click", async () => {
    if (await writing.keep() || writing.begun) writing.pass("pasted", { html: pasted });
  });
}

const form = document.querySelector(".essay-form[data-keep]");
if (form) {
  const writing = new Writing(form);
  measure(form);
  takeFiles(form, writing);
  takeMarks(form, writing);
  document.querySelector("#said .message")?.parentElement.focus();
}
