// What a device of the desk holds: the hub's clock, what was pressed and has not arrived, receipts of cash with their numbers
// (docs/decisions/0021-the-desk-through-a-cut.md). Serves desk.js, on the live page and on the one the worker keeps.
"use strict";
// eslint-disable-next-line no-unused-vars
const deskStore = (said) => {
  const OURS = "desk|";
  const LIFE = 7 * 24 * 3600e3;
  const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const read = (place) => { try { return JSON.parse(localStorage.getItem(place)); } catch { return null; } };

  // The hub's clock. The device's own may be a day off, or be set right in the middle of a cut: it only counts since the page came.
  let hub, ticks, clock;
  const setClock = (at, ago = 0) => { hub = at + Math.max(0, ago); ticks = performance.now(); clock = Date.now(); };
  const now = () => Math.round(hub + Math.max(performance.now() - ticks, Date.now() - clock));
  setClock(+said.deskNow, said.deskKeptAt ? Date.now() - said.deskKeptAt : 0);

  // One entry a press, so that two tabs never write over each other. Keys and moments; a first name of a visit until closing.
  const places = () => Object.keys(localStorage).filter((place) => place.startsWith(OURS));
  const waiting = () => places().flatMap((place) => {
    const entry = read(place);
    if (entry) return [entry];
    localStorage.removeItem(place); // damaged
    return [];
  }).sort((a, b) => a.at - b.at);
  const keep = (entry) => { try { localStorage.setItem(OURS + entry.key, JSON.stringify(entry)); return true; } catch { return false; } };
  // Later than everything that waits, also if the clock was set back.
  const made = (what) => ({ ...what, key: newKey(), at: Math.max(now(), ...waiting().map((entry) => entry.at + 1)) });
  const forgetNames = () => waiting().forEach((entry) => { if (entry.first_name) keep({ ...entry, first_name: "" }); });

  // Money lies in a second place as well, which is on the disk before the number is shown: the power may go at any moment.
  const inVault = (work) => new Promise((done, fail) => {
    const opening = indexedDB.open("elspace-desk", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("cash");
    opening.onerror = () => fail(opening.error);
    opening.onsuccess = () => {
      const whole = opening.result.transaction("cash", "readwrite", { durability: "strict" });
      let found = null;
      const end = (how, what) => { opening.result.close(); how(what); };
      whole.oncomplete = () => end(done, found);
      whole.onabort = () => end(fail, whole.error);
      work(whole.objectStore("cash"), (what) => { found = what; });
    };
  });
  // A number for this device and day, and its receipt, in one stroke: two tabs never give the same one.
  const takeCash = async (entry) => {
    const counter = `last|${entry.day}`;
    const numbered = await inVault((cash, answer) => {
      const asked = cash.get(counter);
      asked.onsuccess = () => {
        const whole = { ...entry, number: (asked.result || 0) + 1 };
        cash.put(whole.number, counter);
        cash.put(whole, OURS + whole.key);
        answer(whole);
      };
    });
    keep(numbered);
    return numbered;
  };
  const restoreCash = async () => {
    const found = await inVault((cash, answer) => {
      const asked = cash.getAll(IDBKeyRange.bound(OURS, `${OURS}\uffff`));
      asked.onsuccess = () => answer(asked.result);
    });
    const lost = found.filter((entry) => !read(OURS + entry.key));
    lost.forEach(keep);
  };
  const drop = (key) => {
    const isCash = read(OURS + key)?.kind === "cash";
    localStorage.removeItem(OURS + key);
    if (isCash) inVault((cash) => cash.delete(OURS + key)).catch(() => {}); // sent again, it counts once by its key
  };

  // The number of this device, given by the hub.
  const number = () => read("deskbook")?.number;
  const askNumber = async (url, token) => {
    if (number()) return;
    const key = read("deskbook")?.key || newKey();
    localStorage.setItem("deskbook", JSON.stringify({ key }));
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams({ key, csrfmiddlewaretoken: token }), redirect: "error" });
    if (answer.ok) localStorage.setItem("deskbook", JSON.stringify({ key, ...(await answer.json()) }));
  };

  for (const entry of waiting()) if (entry.kind !== "cash" && now() - entry.at >= LIFE) drop(entry.key);
  return { OURS, now, setClock, waiting, keep, made, drop, forgetNames, takeCash, restoreCash, number, askNumber };
};
