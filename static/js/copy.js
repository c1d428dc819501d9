// Puts a button beside each reference that copies it, slant and all. Without this script they are selected by hand.
"use strict";

(() => {
  const { copy, copied } = document.currentScript.dataset;
  // Only where the page came by https, or from this very computer.
  if (!navigator.clipboard?.write) return;

  for (const reference of document.querySelectorAll(".references dd")) {
    const button = document.createElement("button");
    const term = reference.previousElementSibling;
    const style = term.textContent;
    const say = (word) => {
      button.textContent = word;
      button.setAttribute("aria-label", `${word}: ${style}`);
    };
    button.type = "button";
    button.className = "printing"; // which paper leaves out
    say(copy);
    button.addEventListener("click", async () => {
      const text = (type, words) => ({ [type]: new Blob([words], { type }) });
      const both = { ...text("text/plain", reference.textContent), ...text("text/html", reference.innerHTML) };
      await navigator.clipboard.write([new ClipboardItem(both)]);
      say(copied);
    });
    term.append(button);
  }
})();
