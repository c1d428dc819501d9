// Asks the browser for a passkey, and sends what it answers with the form that wanted it.
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  const button = form.querySelector("button");
  const said = form.querySelector("[data-said]");
  const words = document.getElementById("passkey-words").dataset;
  const options = JSON.parse(document.getElementById("passkey-options").textContent);

  if (!webauthnJSON.supported()) {
    said.textContent = words.unsupported;
    return;
  }
  button.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    button.disabled = true;
    try {
      const answer =
        form.dataset.passkey === "create"
          ? await webauthnJSON.create(options.creation_options)
          : await webauthnJSON.get(options.request_options);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      said.textContent = words.refused;
      button.disabled = false;
    }
  });
})();
