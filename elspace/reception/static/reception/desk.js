// The desk goes on through a cut of power or network. What is pressed is kept on this device before it leaves, sent as soon as the
// hub answers, once (by its key), with how long ago it was said. The same file serves the live page and the one the worker keeps
// until closing (docs/decisions/0021-the-desk-through-a-cut.md). Without this script the live page is plain forms.
"use strict";
(() => {
  const PATIENCE = 8000; // a desk does not wait: longer counts as cut
  const AGAIN = 10000;
  const page = document.querySelector("[data-desk]");
  if (!page) return;
  const said = page.dataset;
  const isKept = said.desk === "kept";
  const store = deskStore(said);
  const { waiting, keep, drop } = store;
  const { line, code, nameOf, apply, countAll } = deskRows();
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const has = new Set(); // what the bar says now

  const toSend = () => waiting().filter((entry) => !entry.stuck);
  const isGone = () => !page.isConnected; // locked (core/lock.js): nothing of it is shown any more
  const say = () => {
    if (isGone()) return;
    const bar = document.querySelector("[data-desk-bar]");
    const entries = waiting();
    has[entries.length ? "add" : "delete"]("waits");
    const parts = all("[data-desk-when]", bar);
    parts.forEach((part) => { part.hidden = !has.has(part.dataset.deskWhen); });
    bar.querySelector("[data-desk-waits]").textContent = entries.length;
    // Money the hub refused stays until somebody says that it is written elsewhere.
    bar.querySelector("[data-desk-stuck]").replaceChildren(...entries.filter((entry) => entry.stuck).map((entry) => {
      const row = line("stuck");
      row.querySelector("bdi").textContent = code(entry);
      row.querySelector(".fig").textContent = entry.amount.replace(".", ",");
      row.querySelector("span:last-of-type").textContent = entry.stuck;
      row.querySelector("button").value = entry.key;
      return row;
    }));
    bar.hidden = parts.every((part) => part.hidden) && !bar.querySelector("[data-desk-refused]").children.length;
  };
  // What was pressed last, with a button that takes it back.
  let slip = null;
  const greet = (entry, name) => {
    const words = document.querySelector("[data-desk-said]");
    slip = ["in", "out", "visit"].includes(entry.kind) ? entry : null;
    all("[data-desk-slip], .message[role=status]:not([data-desk-said], [data-desk-bar])").forEach((one) => one.remove());
    words.querySelector("span").textContent = entry.kind === "out" ? said.deskSeen
      : name ? said.deskAhla.replace("NAME", `\u2068${name}\u2069`) : said.deskAhlaAlone;
    words.hidden = !slip;
  };

  // Sending: a fresh token first, because the page may be older than the sign-in; a device of the hub needs no session.
  const ask = async (options = {}) => {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(said.deskMerge, { ...options, cache: "no-store", redirect: "manual", signal: stop.signal });
      if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return { again: true };
      return answer.ok ? await answer.json() : null;
    } catch { return null; } finally { clearTimeout(clock); }
  };
  let busy = null;
  const send = () => (busy ||= sendNow().finally(() => { busy = null; }));
  const sendNow = async () => {
    let answer = null;
    for (let entries = toSend(); entries.length; entries = toSend()) {
      let door = await ask();
      if (door?.again) door = await ask(); // the first one showed a tired session out
      if (door?.now) store.setClock(door.now);
      answer = door && !door.again ? await ask({
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": door.token },
        body: JSON.stringify({ sent: store.now(), entries: entries.slice(0, 200) }),
      }) : door;
      if (!answer || answer.again) break;
      answer.done.forEach(drop);
      for (const { key, reason } of answer.refused) {
        const entry = entries.find((one) => one.key === key);
        if (entry?.kind === "cash") { keep({ ...entry, stuck: reason }); continue; } // never dropped: a person looks at it
        drop(key);
        document.querySelector("[data-desk-refused]").append(Object.assign(document.createElement("li"), { textContent: reason }));
      }
    }
    has[answer?.again ? "add" : "delete"]("again");
    has[answer ? "delete" : toSend().length ? "add" : "delete"]("cut");
    say();
    return Boolean(answer && !answer.again);
  };

  // The live page shows what the hub knows; the kept one leads back to it once the hub answers.
  const parts = async () => {
    const answer = await fetch(said.deskLive, { cache: "no-store", redirect: "error" }).catch(() => null);
    if (!answer?.ok || isGone()) return false;
    if (isKept) { if (!isList && !isLocked) location.replace(said.deskLive); return true; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const twin = fresh.querySelector("[data-desk=live]");
    if (!twin || isGone()) return false;
    said.deskCloses = twin.dataset.deskCloses;
    store.setClock(+twin.dataset.deskNow);
    for (const part of all("[data-desk-part]")) {
      const newer = fresh.querySelector(`[data-desk-part="${part.dataset.deskPart}"]`);
      if (newer) part.replaceWith(newer);
    }
    waiting().forEach(apply);
    narrow();
    return true;
  };
  const press = async (entry, name) => {
    const isSafe = keep(entry);
    has[isSafe ? "delete" : "add"]("full");
    has.delete("nobody");
    greet(entry, name);
    apply(entry);
    if (field) { field.value = ""; found(""); narrow(); if (!isTouched) field.focus(); }
    if (await send()) await parts();
    say();
    renew();
  };

  // The field: two letters show who it may be, Enter takes the first one shown: whoever is expected, then whoever else is called so.
  const field = document.querySelector("#q");
  let isTouched = false; // a finger: the keyboard of a phone must not come up at each name
  document.addEventListener("pointerdown", (event) => { isTouched = event.pointerType === "touch"; }, true);
  document.addEventListener("keydown", () => { isTouched = false; }, true);
  const fold = (text) => text.normalize("NFKD").replace(/[\p{M}\p{Cf}ـ]/gu, "").toLowerCase().replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه")
    .replace(/(\p{L})\1+/gu, "$1").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const shownRows = () => [...all("[data-desk-list=expected] > li"), ...all("[data-desk-found] li:has(button)")].filter((row) => !row.hidden);
  const narrow = () => {
    const asked = fold(field.value);
    const isAsked = asked.length > 1;
    for (const row of all("[data-desk-list] > li")) {
      const words = ` ${row.dataset.deskFind || fold(row.querySelector("strong").textContent)}`;
      row.hidden = isAsked && !asked.split(" ").every((word) => words.includes(` ${word}`));
    }
    // What was found for other letters is nobody's answer any more.
    const box = document.querySelector("[data-desk-found]");
    if (box && box.dataset.for !== undefined && box.dataset.for !== field.value) box.replaceChildren();
    all(".first").forEach((row) => row.classList.remove("first"));
    if (isAsked) shownRows()[0]?.classList.add("first");
  };
  let [turn, typing] = [0, 0];
  const found = async (text) => {
    const box = document.querySelector("[data-desk-found]");
    if (!box || !said.deskNames) return;
    const mine = ++turn;
    if (text.trim().length < 2) { box.replaceChildren(); box.dataset.for = text; return; }
    const answer = await fetch(`${said.deskNames}?q=${encodeURIComponent(text)}`, { redirect: "error" }).catch(() => null);
    if (mine !== turn || !answer?.ok) return;
    const lines = await answer.text();
    if (mine !== turn) return;
    box.innerHTML = lines;
    box.dataset.for = text;
    const expected = new Set(all("[data-desk-list=expected] > li").map((row) => row.dataset.deskWho));
    all("li", box).forEach((row) => { if (expected.has(row.dataset.deskWho)) row.remove(); });
    if (!box.querySelector("li") && box.querySelector("ul")) box.replaceChildren(); // all of them are expected
    narrow();
  };
  const isCard = (text) => /\/p\/[\w-]{16,40}\/?\s*$/.test(text);
  const enter = async (form) => {
    const text = field.value;
    if (isCard(text)) {
      if (isKept || !(await ask())) { has.add("card"); field.value = ""; say(); } else HTMLFormElement.prototype.submit.call(form);
      return;
    }
    if (fold(text).length < 2) return;
    has.delete("card");
    clearTimeout(typing);
    if (!shownRows().length) await found(text);
    if (field.value !== text) return; // the next one is being typed
    narrow();
    const first = shownRows()[0];
    if (first) press(store.made({ kind: "in", person: first.dataset.deskWho }), nameOf(first.dataset.deskWho));
    else nobody(text);
  };
  // Nobody of this page is called so: a visit, if it is one, has its name already.
  const nobody = (text) => {
    if (all("[data-desk-found] li, [data-desk-list=in] > li").some((row) => !row.hidden)) return; // somebody who is in
    const visit = document.querySelector("[data-desk-form=visit]");
    if (visit.first_name.value !== text) visit.first_name.value = text;
    visit.closest("details")?.setAttribute("open", "");
    has[document.querySelector("[data-desk-found] p") ? "delete" : "add"]("nobody");
    say();
  };

  // The second half of a double click falls on whoever has moved under the finger: it says nothing.
  document.addEventListener("click", (event) => {
    if (event.detail < 2 || !event.target.closest("[data-desk-form] button, [data-desk-back]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("submit", (event) => {
    const kind = event.target.dataset.deskForm;
    if (!kind) return;
    event.preventDefault();
    const button = event.submitter;
    if (kind === "find") enter(event.target);
    else if (kind === "cash") takeCash(event.target);
    else if (kind === "visit") {
      const sent = new FormData(event.target);
      const entry = store.made({ kind, first_name: (sent.get("first_name") || "").trim().slice(0, 80), host: sent.get("host") || "" });
      event.target.reset();
      event.target.closest("details")?.removeAttribute("open");
      press(entry, entry.first_name);
    } else if (button?.value) press(store.made({ kind, [button.name]: button.value }), nameOf(button.value));
  });
  let isNumbering = false;
  const takeCash = async (form) => {
    const sent = new FormData(form);
    const amount = Number(sent.get("amount").replace(/[\s\u00a0]/g, "").replace(",", "."));
    if (!(amount > 0) || isNumbering) return;
    isNumbering = true;
    const what = { kind: "cash", person: sent.get("person"), amount: amount.toFixed(3), day: said.deskDay, device: String(store.number()) };
    try {
      const entry = await store.takeCash(store.made(what));
      form.reset();
      press(entry);
    } catch { has.add("full"); say(); }
    isNumbering = false;
  };
  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    if (pressed.matches("[data-desk-back]") && slip) {
      const { key, person = "", visit = slip.kind === "visit" ? slip.key : "" } = slip;
      press(store.made({ kind: "back", of: key, person, visit }));
    } else if (pressed.matches("[data-desk-written]")) { drop(pressed.value); say(); }
    else if (pressed.matches("[data-desk-lock]")) { isLocked = true; store.forgetNames(); tell("drop-desk"); erase("locked"); }
    else if (pressed.matches("[data-desk-print]")) { showList(true); print(); } else if (pressed.matches("[data-desk-whole]")) showList(false);
  });
  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-desk-tick]");
    if (row) press(store.made({ kind: "tick", person: row.dataset.deskTick, occasion: row.dataset.deskOccasion, presence: event.target.value }));
  });
  field?.addEventListener("input", () => { narrow(); clearTimeout(typing); typing = setTimeout(() => found(field.value), 120); });
  document.querySelector("[data-desk-retry]").addEventListener("click", () => {
    waiting().forEach((entry) => { if (entry.stuck) keep({ ...entry, stuck: "" }); });
    document.querySelector("[data-desk-refused]").replaceChildren();
    again();
  });

  // At closing the first names leave this device, whatever page stands open.
  const isClosed = () => store.now() >= +said.deskCloses;
  const forget = () => {
    store.forgetNames();
    tell("drop-desk");
    if (isKept) erase("erased");
  };
  // A live page that stands open at closing shows what is true now; without network, nobody.
  const close = async () => {
    forget();
    if (isKept) return;
    if (await parts()) await renew();
    else { all("[data-desk-list], [data-desk-part=rooms] ul").forEach((list) => list.replaceChildren()); countAll(); }
  };
  const erase = (why) => {
    document.querySelector("[data-desk-words]")?.replaceChildren();
    all("[data-desk-said]").forEach((words) => { words.hidden = true; });
    all("[data-desk-when=erased], [data-desk-when=locked]").forEach((part) => { part.hidden = part.dataset.deskWhen !== why; });
  };

  // The list for an evacuation, with what waits on this device: the part "in" alone, to read or to print.
  let [isList, isLocked] = [false, false];
  const showList = (isShown) => {
    isList = isShown;
    all("[data-desk-words] > *").forEach((part) => { part.hidden = part.dataset.deskOn === "list" ? !isShown : isShown && part.dataset.deskOn !== "both"; });
  };

  // The worker keeps the page of the desk where browsers allow it.
  const tell = async (what) => {
    if (!window.isSecureContext || !("serviceWorker" in navigator)) return false;
    const { active } = await navigator.serviceWorker.ready;
    return new Promise((answered) => {
      const line = new MessageChannel();
      line.port1.onmessage = (event) => answered(event.data);
      active.postMessage(what, [line.port2]);
    });
  };
  const outside = (state) => all("[data-desk-when]").filter((part) => part.closest("[data-desk-ready]"))
    .forEach((part) => { part.hidden = part.dataset.deskWhen !== state; });
  const renew = async () => {
    if (isKept || isGone()) return;
    if (!window.isSecureContext || !("serviceWorker" in navigator)) { outside("cannot"); return; }
    await navigator.serviceWorker.register("/sw.js");
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    if (said.deskNumber && token) await store.askNumber(said.deskNumber, token.value).catch(() => {});
    if (await tell("keep-desk")) outside("ready");
  };

  const again = async () => {
    if (isGone() || document.visibilityState !== "visible") return;
    if (isClosed()) await close();
    if (toSend().length ? await send() : isKept && !isList && !isLocked && (await ask())?.has_session) await parts();
  };
  addEventListener("online", again);
  // Another tab of this device pressed something: it shows here too, and a page just loaded may have read before it was written.
  addEventListener("storage", ({ key, oldValue, newValue }) => {
    if (!key?.startsWith(store.OURS)) return;
    if (newValue && !oldValue) waiting().filter((entry) => store.OURS + entry.key === key).forEach(apply);
    say();
  });
  document.addEventListener("visibilitychange", again);
  setInterval(again, AGAIN);
  if (isKept) {
    has.add("cut");
    all("[data-desk-form=cash]").forEach((form) => { form.hidden = !store.number(); });
    all("[data-desk-when=unnumbered]").forEach((part) => { part.hidden = Boolean(store.number()); });
    if (location.pathname === said.deskEvacuation) showList(true);
  }
  const begin = () => { waiting().forEach(apply); countAll(); say(); };
  begin();
  if (isClosed()) close();
  else if (field) narrow();
  // What only the vault held shows now; so does what arrived from another tab meanwhile (a receipt stands once, by its key).
  store.restoreCash().then(() => { waiting().filter((entry) => entry.kind === "cash").forEach(apply); say(); }).catch(() => {})
    .then(() => (toSend().length ? send().then((well) => well && parts()) : null))
    .then(renew).catch(() => outside(""));
})();
