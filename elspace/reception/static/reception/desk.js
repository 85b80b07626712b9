// The desk goes on through a cut of power or network. What is pressed is kept on this device before it leaves, sent as soon as the
// hub answers, once (by its key), with how long ago it was said. The same file serves the live page and the one the worker keeps
// until closing (docs/decisions/0021-the-desk-through-a-cut.md). Without this script the live page is plain forms.
"use strict";
(() => {
  const OURS = "desk|";
  const PATIENCE = 8000; // a desk does not wait: longer counts as cut
  const LIFE = 7 * 24 * 3600e3;
  const AGAIN = 10000;
  const page = document.querySelector("[data-desk]");
  if (!page) return;
  const said = page.dataset;
  const isKept = said.desk === "kept";
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const has = new Set(); // what the bar says now

  // The store: one entry a press, so that two tabs never write over each other. Keys and moments; a first name of a visit until closing.
  const waiting = () => Object.keys(localStorage).filter((place) => place.startsWith(OURS)).flatMap((place) => {
    let entry = null;
    try { entry = JSON.parse(localStorage.getItem(place)); } catch { /* damaged: dropped below */ }
    if (entry && Date.now() - entry.at < LIFE) return [entry];
    localStorage.removeItem(place);
    return [];
  }).sort((a, b) => a.at - b.at);
  const toSend = () => waiting().filter((entry) => !entry.stuck);
  const keep = (entry) => { try { localStorage.setItem(OURS + entry.key, JSON.stringify(entry)); return true; } catch { return false; } };
  const drop = (key) => localStorage.removeItem(OURS + key);

  const say = () => {
    const bar = document.querySelector("[data-desk-bar]");
    const count = waiting().length;
    has[count ? "add" : "delete"]("waits");
    const parts = all("[data-desk-when]", bar);
    parts.forEach((part) => { part.hidden = !has.has(part.dataset.deskWhen); });
    bar.querySelector("[data-desk-waits]").textContent = count;
    bar.hidden = parts.every((part) => part.hidden) && !bar.querySelector("[data-desk-refused]").children.length;
  };
  const greet = (name) => {
    const line = document.querySelector("[data-desk-said]");
    line.textContent = name ? said.deskAhla.replace("NAME", `\u2068${name}\u2069`) : "";
    line.hidden = !name;
  };

  // What waits, shown on the page: who was pressed in stands among those in.
  const rowOf = (key) => document.querySelector(`[data-desk-list] [data-desk-who="${CSS.escape(key)}"]`);
  const nameOf = (key) => rowOf(key)?.querySelector("strong").textContent.trim()
    || document.querySelector(`[data-desk-found] [data-desk-who="${CSS.escape(key)}"] strong`)?.textContent.trim() || "";
  const standIn = (key, name, kind) => {
    const list = document.querySelector("[data-desk-list=in]");
    if (!list || list.querySelector(`[data-desk-who="${CSS.escape(key)}"]`)) return;
    const row = document.querySelector("template[data-desk-row=in]").content.firstElementChild.cloneNode(true);
    row.dataset.deskWho = key;
    const find = rowOf(key)?.dataset.deskFind;
    if (find) row.dataset.deskFind = find;
    row.querySelector("bdi").textContent = name || document.querySelector("template[data-desk-row=somebody]").content.textContent;
    Object.assign(row.querySelector("button"), { name: kind, value: key });
    rowOf(key)?.remove();
    list.prepend(row);
    document.querySelector("[data-desk-nobody]")?.remove();
  };
  const apply = (entry) => {
    if (entry.kind === "in") standIn(entry.person, nameOf(entry.person), "person");
    else if (entry.kind === "visit") standIn(entry.key, entry.first_name, "visit");
    else if (entry.kind === "out") rowOf(entry.visit || entry.person)?.remove();
    else if (entry.kind === "tick") {
      const tick = document.querySelector(`[data-desk-tick="${CSS.escape(entry.person)}"][data-desk-occasion="${CSS.escape(entry.occasion)}"] input[value="${CSS.escape(entry.presence)}"]`);
      if (tick) tick.checked = true;
    }
    else if (entry.kind === "cash") showReceipt(entry);
    countAll();
  };
  const countAll = () => {
    for (const [mark, list] of [["[data-desk-count]", "in"], ["[data-desk-coming]", "expected"]]) {
      const place = document.querySelector(mark);
      if (place) place.textContent = all(`[data-desk-list=${list}] > li`).length;
    }
  };

  // A receipt is numbered for this device and day, once for all; the hub keeps that number.
  const device = () => {
    const name = localStorage.getItem("device") || newKey().slice(0, 8);
    localStorage.setItem("device", name);
    return name;
  };
  const nextReceipt = () => {
    const [day, last] = (localStorage.getItem("receipts") || "|0").split("|");
    const number = day === said.deskDay ? +last + 1 : 1;
    localStorage.setItem("receipts", `${said.deskDay}|${number}`);
    return number;
  };
  const showReceipt = (entry) => {
    const list = document.querySelector("[data-desk-receipts]");
    if (!list || list.querySelector(`[data-desk-receipt="${CSS.escape(entry.key)}"]`)) return;
    const row = document.querySelector("template[data-desk-row=receipt]").content.firstElementChild.cloneNode(true);
    row.dataset.deskReceipt = entry.key;
    row.querySelector("bdi").textContent = `${entry.day}/${entry.device}/${String(entry.number).padStart(3, "0")}`;
    row.querySelector(".muted").textContent = nameOf(entry.person);
    row.querySelector(".fig").textContent = entry.amount.replace(".", ",");
    list.append(row);
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
      answer = door && !door.again ? await ask({
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": door.token },
        body: JSON.stringify({ sent: Date.now(), entries: entries.slice(0, 200) }),
      }) : door;
      if (!answer || answer.again) break;
      answer.done.forEach(drop);
      for (const { key, reason } of answer.refused) {
        const entry = entries.find((one) => one.key === key);
        if (entry?.kind === "cash") keep({ ...entry, stuck: true }); // money is never dropped: a person looks at it
        else drop(key);
        const line = document.createElement("li");
        line.textContent = reason;
        document.querySelector("[data-desk-refused]").append(line);
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
    if (!answer?.ok) return;
    if (isKept) { location.replace(said.deskLive); return; }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (fresh.querySelector("[data-desk]")?.dataset.desk !== "live") return;
    for (const part of all("[data-desk-part]")) {
      const twin = fresh.querySelector(`[data-desk-part="${part.dataset.deskPart}"]`);
      if (twin) part.replaceWith(twin);
    }
    waiting().forEach(apply);
    narrow();
  };
  const press = async (entry, name) => {
    const isSafe = keep(entry);
    has[isSafe ? "delete" : "add"]("full");
    greet(["in", "visit"].includes(entry.kind) ? name || " " : "");
    apply(entry);
    if (field) { field.value = ""; found(""); narrow(); field.focus(); }
    if (await send()) await parts();
    say();
    renew();
  };

  // The field: two letters show who it may be, Enter takes the first one shown.
  const field = document.querySelector("#q");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه")
    .replace(/(\p{L})\1+/gu, "$1").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const shownRows = () => [...all("[data-desk-found] li:has(button)"), ...all("[data-desk-list=expected] > li")].filter((row) => !row.hidden);
  const narrow = () => {
    const asked = fold(field.value);
    const isAsked = asked.length > 1;
    for (const row of all("[data-desk-list] > li")) {
      const words = ` ${row.dataset.deskFind || fold(row.querySelector("strong").textContent)}`;
      row.hidden = isAsked && !asked.split(" ").every((word) => words.includes(` ${word}`));
    }
    all(".first").forEach((row) => row.classList.remove("first"));
    if (isAsked) shownRows()[0]?.classList.add("first");
  };
  let turn = 0;
  const found = async (text) => {
    const box = document.querySelector("[data-desk-found]");
    if (!box || !said.deskNames) return;
    const mine = ++turn;
    if (text.trim().length < 2) { box.replaceChildren(); return; }
    const answer = await fetch(`${said.deskNames}?q=${encodeURIComponent(text)}`, { redirect: "error" }).catch(() => null);
    if (mine !== turn || !answer?.ok) return;
    box.innerHTML = await answer.text();
    const expected = new Set(all("[data-desk-list=expected] > li").map((row) => row.dataset.deskWho));
    all("li", box).forEach((row) => { if (expected.has(row.dataset.deskWho)) row.remove(); });
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
    if (!shownRows().length) await found(text);
    narrow();
    const first = shownRows()[0];
    if (first) press({ kind: "in", person: first.dataset.deskWho, key: newKey(), at: Date.now() }, nameOf(first.dataset.deskWho));
  };

  document.addEventListener("submit", (event) => {
    const kind = event.target.dataset.deskForm;
    if (!kind) return;
    event.preventDefault();
    const button = event.submitter;
    const entry = { kind, key: newKey(), at: Date.now() };
    if (kind === "find") enter(event.target);
    else if (kind === "cash") {
      const sent = new FormData(event.target);
      const amount = Number(sent.get("amount").replace(/[\s\u00a0]/g, "").replace(",", "."));
      if (!(amount > 0)) return;
      Object.assign(entry, { person: sent.get("person"), amount: amount.toFixed(3), day: said.deskDay, device: device(), number: nextReceipt() });
      event.target.reset();
      press(entry);
    } else if (kind === "visit") {
      const sent = new FormData(event.target);
      Object.assign(entry, { first_name: (sent.get("first_name") || "").trim().slice(0, 80), host: sent.get("host") || "" });
      event.target.reset();
      event.target.closest("details")?.removeAttribute("open");
      press(entry, entry.first_name);
    } else if (button?.value) {
      entry[button.name] = button.value;
      press(entry, nameOf(button.value));
    }
  });
  document.addEventListener("change", (event) => {
    const row = event.target.closest("[data-desk-tick]");
    if (row) press({ kind: "tick", key: newKey(), at: Date.now(), person: row.dataset.deskTick, occasion: row.dataset.deskOccasion, presence: event.target.value });
  });
  if (field) {
    let clock = 0;
    field.addEventListener("input", () => { narrow(); clearTimeout(clock); clock = setTimeout(() => found(field.value), 120); });
  }
  document.querySelector("[data-desk-retry]").addEventListener("click", () => {
    waiting().forEach((entry) => { if (entry.stuck) keep({ ...entry, stuck: undefined }); });
    document.querySelector("[data-desk-refused]").replaceChildren();
    again();
  });

  // At closing the first names leave this device, whatever page stands open.
  const isClosed = () => Date.now() >= +said.deskCloses;
  const forget = () => {
    waiting().forEach((entry) => { if (entry.first_name) keep({ ...entry, first_name: "" }); });
    tell("drop-desk");
    if (!isKept) return;
    document.querySelector("[data-desk-words]")?.replaceChildren();
    all("[data-desk-when=erased]").forEach((part) => { part.hidden = false; });
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
  const outside = (state) => all("[data-desk-when]").filter((part) => !part.closest("[data-desk-bar]") && part.dataset.deskWhen !== "erased")
    .forEach((part) => { part.hidden = part.dataset.deskWhen !== state; });
  const renew = async () => {
    if (isKept) return;
    if (!window.isSecureContext || !("serviceWorker" in navigator)) { outside("cannot"); return; }
    await navigator.serviceWorker.register("/sw.js");
    if (await tell("keep-desk")) outside("ready");
  };

  const again = async () => {
    if (document.visibilityState !== "visible") return;
    if (isClosed()) forget();
    if (toSend().length ? await send() : isKept && (await ask())?.has_session) await parts();
  };
  addEventListener("online", again);
  addEventListener("storage", (event) => { if (event.key?.startsWith(OURS)) say(); });
  document.addEventListener("visibilitychange", again);
  setInterval(again, AGAIN);
  if (isKept) has.add("cut");
  waiting().forEach(apply);
  if (isClosed()) forget();
  else if (field) narrow();
  say();
  countAll();
  (toSend().length ? send().then((well) => well && parts()) : Promise.resolve()).then(renew).catch(() => outside(""));
})();
