/* The text as readers will see it, beside the form: asked of the site, shown in a frame without scripts. */

const place = document.querySelector(".look");
const data = document.querySelector(".desk-data");

if (place && data) {
  const form = data.closest("form");
  const frame = Object.assign(document.createElement("iframe"), { title: place.querySelector("h2").textContent, hidden: true });
  // No scripts, no forms, no way out; the same origin only so that the page's own style sheets load.
  frame.setAttribute("sandbox", "allow-same-origin");
  place.querySelector(".look-frame").append(frame);
  const trouble = place.querySelector(".look-trouble");
  const part = (name) => place.querySelector(`[data-look=${name}]`);
  let open = false;

  const show = async () => {
    const sent = new FormData(form);
    for (const [name, value] of [...sent]) if (typeof value !== "string") sent.delete(name);
    sent.set("look", part("language").value);
    try {
      const answer = await fetch(data.dataset.look, { method: "POST", body: sent, redirect: "manual" });
      const text = await answer.text();
      trouble.textContent = answer.ok ? "" : answer.status === 422 ? text : trouble.dataset.words || "";
      if (!answer.ok) return;
      const top = frame.contentDocument?.scrollingElement?.scrollTop || 0;
      frame.addEventListener("load", () => frame.contentDocument.scrollingElement.scrollTo(0, top), { once: true });
      frame.srcdoc = text;
      frame.hidden = false;
    } catch {
      /* The line under the form says that the site cannot be reached. */
    }
  };

  part("show").addEventListener("click", () => {
    open = true;
    form.dispatchEvent(new Event("flush"));
    show();
  });
  // Where there is room beside the form, it is simply there.
  if (matchMedia("(min-width: 80rem)").matches) setTimeout(() => part("show").click(), 800);
  part("language").addEventListener("change", () => open && show());
  part("width").addEventListener("change", () => place.classList.toggle("wide", part("width").value === "desk"));
  form.addEventListener("kept", () => open && show());
}
