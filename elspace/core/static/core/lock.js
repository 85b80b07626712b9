// Locking a shared computer, with or without network: the names leave the screen and this device at once, in every tab. A mark in a
// cookie tells the hub with the first request that reaches it, which closes the session before it answers (people.middleware).
"use strict";
(() => {
  const AGAIN = 5000;
  const MARK = "desk_locked";
  const TOLD = "desk-locked"; // what other tabs hear
  const form = document.querySelector("form[data-kept-locks]");
  const words = document.querySelector("template[data-locked]");
  if (!form || !words) return;
  const locked = form.dataset.keptLocks;
  const isMarked = () => document.cookie.split("; ").includes(`${MARK}=1`);

  // What waits at the desk (reception/desk-store.js) goes on waiting, without a first name.
  const forgetNames = () => Object.keys(localStorage).filter((place) => place.startsWith("desk|")).forEach((place) => {
    try {
      const entry = JSON.parse(localStorage.getItem(place));
      if (entry.first_name) localStorage.setItem(place, JSON.stringify({ ...entry, first_name: "" }));
    } catch { localStorage.removeItem(place); } // damaged
  });
  let isCovered = false;
  const cover = () => {
    if (isCovered) return;
    isCovered = true;
    document.title = words.content.querySelector("h1").textContent;
    document.body.className = "hand";
    document.body.replaceChildren(words.content.cloneNode(true));
    document.querySelector("main").focus();
    reach();
  };
  // Any page of the hub will do: the mark goes with it.
  let turn = 0;
  const reach = async () => {
    clearTimeout(turn);
    const answer = await fetch(locked, { cache: "no-store", signal: AbortSignal.timeout?.(AGAIN) }).catch(() => null);
    if (answer?.ok) { location.replace(locked); return; }
    const said = document.querySelector("[data-locked-cut]");
    if (said) said.hidden = false;
    turn = setTimeout(reach, AGAIN);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    document.cookie = `${MARK}=1; path=/; max-age=31536000; samesite=strict${location.protocol === "https:" ? "; secure" : ""}`;
    try { forgetNames(); localStorage.setItem(TOLD, Date.now()); } catch { /* a closed store holds nothing */ }
    cover();
  });
  addEventListener("storage", (event) => { if (event.key === TOLD) cover(); });
  addEventListener("online", () => { if (isCovered) reach(); });
  addEventListener("pageshow", () => { if (isMarked()) cover(); }); // the back button
})();
