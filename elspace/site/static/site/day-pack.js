// The day pack on this device: kept by the worker when Today is opened after 8:15, dropped at the first opening after two
// days. The same file serves Today ([data-pack]) and the pack itself ([data-day-pack]).
"use strict";
(() => {
  const SHELF = "elspace-day-pack-1";
  const LIFE = 48 * 3600e3;
  const box = document.querySelector("[data-pack]");
  const page = document.querySelector("[data-day-pack]");
  const url = (box || page).dataset.packUrl;

  const keptAt = async () => {
    const found = await caches.match(url, { cacheName: SHELF });
    const at = found && Number(found.headers.get("X-Kept-At"));
    if (!found || Date.now() - at < LIFE) return at || 0;
    await caches.delete(SHELF);
    return -1; // too old: gone now
  };
  const ask = async (what) => {
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((answered) => {
      const line = new MessageChannel();
      line.port1.onmessage = (event) => answered(event.data);
      active.postMessage(what, [line.port2]);
    });
  };
  const hour = (at) => new Intl.DateTimeFormat(document.documentElement.lang === "ar" ? "ar-TN-u-nu-latn" : document.documentElement.lang,
    { weekday: "long", hour: "numeric", minute: "2-digit", hourCycle: "h23" }).format(at);
  const say = (state, at) => {
    for (const part of (box || page).querySelectorAll("[data-pack-when]")) part.hidden = part.dataset.packWhen !== state;
    for (const part of (box || page).querySelectorAll("[data-pack-at]")) part.textContent = at ? hour(at) : "";
  };

  const onToday = async () => {
    if (!window.isSecureContext || !("serviceWorker" in navigator)) return say("cannot");
    const before = await keptAt();
    await navigator.serviceWorker.register("/sw.js");
    if (box.dataset.pack === "keep") await ask("keep");
    const at = await keptAt();
    if (at > 0) say("kept", at);
    else say(before < 0 ? "dropped" : box.dataset.pack === "keep" ? "failed" : "later");
  };
  const onPack = async () => {
    if (page.dataset.dayPack !== "kept") return;
    const at = await keptAt();
    if (at > 0) return say("kept", at);
    say("dropped");
    page.querySelector("[data-pack-words]").replaceChildren();
  };
  for (const button of document.querySelectorAll("[data-pack-drop]")) {
    button.addEventListener("click", async () => {
      await caches.delete(SHELF);
      if (page) page.querySelector("[data-pack-words]").replaceChildren();
      say("dropped");
    });
  }
  (box ? onToday() : onPack()).catch(() => say("failed"));
})();
