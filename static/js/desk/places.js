// Makes a button of each placeholder, which puts it where the cursor was last. Without this script it is typed.
"use strict";

(() => {
  const places = document.querySelector(".places");
  const form = places.closest("form");
  let last = null;

  const takes = (box) => /(^|-)(subject|text)$/.test(box.name || "");
  form.addEventListener("focusin", (event) => {
    if (takes(event.target)) last = event.target;
  });

  for (const code of places.querySelectorAll("code")) {
    const button = document.createElement("button");
    const row = code.parentElement;
    button.type = "button";
    button.textContent = code.textContent;
    button.setAttribute("aria-label", `${places.dataset.insert} ${code.textContent}`);
    button.addEventListener("click", () => {
      const box = last || [...form.elements].find((each) => each.tagName === "TEXTAREA" && takes(each));
      box.focus();
      box.setRangeText(code.textContent, box.selectionStart, box.selectionEnd, "end");
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
    row.replaceChild(button, code);
  }
})();
