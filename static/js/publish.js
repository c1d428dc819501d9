// Says what a form of publishing would do, as it is filled in. The server works it out, zones and all;
// without this script, the button "Show what that time means" asks the same.
"use strict";

for (const form of document.querySelectorAll("form[data-words]")) {
  const answer = form.querySelector("[data-answer]");
  const twice = form.querySelector("[data-twice]");
  const byHand = form.querySelector("[data-by-hand]");
  let waiting = 0;
  let asked = 0;

  const ask = async () => {
    const number = ++asked;
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (name !== "csrfmiddlewaretoken" && value !== "") typed.append(name, value);
    }
    for (const box of form.elements.namedItem("revision") ? form.querySelectorAll("[name=revision]") : []) {
      typed.append("shown", box.value);
    }
    let said;
    try {
      const response = await fetch(`${form.dataset.words}?${typed}`, { headers: { Accept: "application/json" } });
      said = response.ok ? await response.json() : null;
    } catch {
      said = null;
    }
    if (number !== asked) return; // a later question has been put meanwhile
    if (said) show(said);
    byHand.hidden = said !== null;
  };

  const show = (said) => {
    answer.textContent = said.words;
    answer.classList.toggle("refused", said.refused);
    twice.hidden = said.twice.length === 0;
    twice.querySelectorAll("[data-hour]").forEach((hour, number) => {
      hour.textContent = said.twice[number] || "";
    });
    for (const line of form.querySelectorAll("[data-why]")) {
      line.textContent = said.why[line.dataset.why] || "";
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 300);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  byHand.hidden = true;
}
