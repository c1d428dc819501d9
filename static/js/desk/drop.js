/* A Word file dropped on its box is read at once; so is one that was chosen. */

for (const form of document.querySelectorAll(".from-file")) {
  const box = form.querySelector("input[type=file]");
  const over = (on) => form.classList.toggle("over", on);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    box.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  box.addEventListener("change", () => box.files.length && form.requestSubmit());
}
