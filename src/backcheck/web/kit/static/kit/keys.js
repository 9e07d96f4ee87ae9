// One key for what is done often: a link says its own with data-key. "?" shows the list of them.
// Nothing here is needed: every key stands for a link or a button of the page.
"use strict";

const list = document.getElementById("keys");
const opener = document.querySelector("[data-keys-button]");
opener.hidden = false;
opener.addEventListener("click", () => list.showModal());

function isTyping(event) {
  return event.target.closest("input, textarea, select") !== null;
}

// In a list j and k walk from one to the next; Enter opens it, as for every link.
function walk(step) {
  const links = [...document.querySelectorAll(".courses a, [data-walk]")];
  const here = links.indexOf(document.activeElement);
  const next = links[here < 0 ? 0 : here + step];
  if (next) next.focus();
  return links.length > 0;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || list.open) return;
  if (event.key === "?") list.showModal();
  else if (event.key === "j" && walk(1)) return;
  else if (event.key === "k" && walk(-1)) return;
  else {
    const meant = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!meant) return;
    event.preventDefault(); // a label leads to its field, which would take the letter
    meant.click();
  }
});
