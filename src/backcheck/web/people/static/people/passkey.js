// Asks the browser for a passkey, new or known, and sends what it says with the form of the page.
// What is asked stands in the page, or is fetched when the button is pressed (data-ask).
"use strict";

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function written(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function known(credentials) {
  return (credentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
}

function creation(asked) {
  const user = { ...asked.user, id: bytes(asked.user.id) };
  return { ...asked, user, challenge: bytes(asked.challenge), excludeCredentials: known(asked.excludeCredentials) };
}

function request(asked) {
  return { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
}

// The same shape as PublicKeyCredential.toJSON, which not every browser has.
function answer(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = written(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: written(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function asked(form) {
  if (!form.dataset.ask) return JSON.parse(document.getElementById("passkey-options").textContent);
  const found = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  return found.json();
}

async function perform(form) {
  const all = await asked(form);
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: creation(all.creation_options.publicKey) });
  }
  return navigator.credentials.get({ publicKey: request(all.request_options.publicKey) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button");
  const status = form.querySelector("[role=status]");
  button.hidden = !window.PublicKeyCredential;
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      const credential = await perform(form);
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch (error) {
      status.textContent = error.name === "InvalidStateError" ? status.dataset.known : status.dataset.cancelled;
    }
  });
}
