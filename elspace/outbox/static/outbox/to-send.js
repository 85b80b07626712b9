// Tapping a card opens WhatsApp, a text message or a mail; coming back marks the card as sent, with
// a button to say "not yet". Without this script, the button "It is sent" does the same.
"use strict";
let away = null;

function say(card, state) {
  card.dataset.state = state;
  for (const part of card.querySelectorAll("[data-when]")) {
    part.hidden = !part.dataset.when.split(" ").includes(state);
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-opens]");
  if (!link) return;
  const card = link.closest("[data-card]");
  const form = card.querySelector("form[data-sent]");
  navigator.sendBeacon(link.dataset.opens, new FormData(form));
  if (link.dataset.asks !== undefined) return; // a call: yes, no or no answer is for the person to say
  away = card;
  say(card, "open");
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || !away) return;
  const card = away;
  away = null;
  const form = card.querySelector("form[data-sent]");
  fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "fetch" },
  }).then((answer) => {
    if (answer.ok) say(card, "sent");
  });
});
