// Moments in the reader's own time zone, and a button to print. Without this script moments are in
// UTC, as they say, and the browser prints by itself.
"use strict";

const told = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
for (const moment of document.querySelectorAll("time")) {
  moment.querySelector("bdi").textContent = told.format(new Date(moment.dateTime));
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
