// A file that is chosen, or dropped anywhere on the page, is sent at once.
// Without this script the form does the same with its button.
"use strict";

const form = document.querySelector("form.ask");
const input = form.querySelector("input[type=file]");
const status = form.querySelector("[role=status]");

function send() {
  status.textContent = status.dataset.wait;
  form.requestSubmit();
}

form.querySelector("[data-with-script]").hidden = false;

input.addEventListener("change", () => {
  if (input.files.length) send();
});

document.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) form.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  const files = event.dataTransfer.files;
  if (files.length === 1) {
    input.files = files;
    send();
  } else if (files.length) {
    status.textContent = status.dataset.one;
  }
});

// Coming back with the browser's button shows the page as it was left.
window.addEventListener("pageshow", () => {
  status.textContent = "";
});
