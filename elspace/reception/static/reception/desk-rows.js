// The rows of the desk's page: what waits on this device shows as if it had arrived, and as if it had not been once it is taken back.
"use strict";
// eslint-disable-next-line no-unused-vars
const deskRows = () => {
  const all = (query) => [...document.querySelectorAll(query)];
  const listOf = (name) => document.querySelector(`[data-desk-list=${name}]`);
  const line = (name) => document.querySelector(`template[data-desk-row=${name}]`).content.firstElementChild.cloneNode(true);
  const code = (entry) => `${entry.day}/${entry.device}/${String(entry.number).padStart(3, "0")}`;
  const rowIn = (place, key) => place?.querySelector(`[data-desk-who="${CSS.escape(key)}"]`);
  const rowOf = (key) => rowIn(document, key) && (rowIn(listOf("expected"), key) || rowIn(listOf("in"), key));
  const nameOf = (key) => (rowOf(key) || rowIn(document.querySelector("[data-desk-found]"), key))?.querySelector("strong bdi")?.textContent.trim() || "";

  const undo = new Map(); // how the page looked before an entry, by its key
  const standIn = (key, name, kind) => {
    const list = listOf("in");
    if (!list || rowIn(list, key)) return null;
    const was = rowOf(key);
    const next = was?.nextElementSibling?.dataset.deskWho;
    const row = line("in");
    row.dataset.deskWho = key;
    if (was?.dataset.deskFind) row.dataset.deskFind = was.dataset.deskFind;
    row.querySelector("bdi").textContent = name || document.querySelector("template[data-desk-row=somebody]").content.textContent;
    Object.assign(row.querySelector("button"), { name: kind, value: key });
    was?.remove();
    list.prepend(row);
    document.querySelector("[data-desk-nobody]")?.remove();
    return () => {
      rowIn(listOf("in"), key)?.remove();
      if (was) listOf("expected")?.insertBefore(was, (next && rowIn(listOf("expected"), next)) || null);
    };
  };
  const takeOut = (key) => {
    const was = rowOf(key);
    was?.remove();
    return () => { if (was && !rowIn(listOf("in"), key)) listOf("in")?.prepend(was); };
  };
  const showReceipt = (entry) => {
    const list = document.querySelector("[data-desk-receipts]");
    if (!list || list.querySelector(`[data-desk-receipt="${CSS.escape(entry.key)}"]`)) return;
    const row = line("receipt");
    row.dataset.deskReceipt = entry.key;
    row.querySelector("bdi").textContent = code(entry);
    row.querySelector(".muted").textContent = nameOf(entry.person);
    row.querySelector(".fig").textContent = entry.amount.replace(".", ",");
    list.append(row);
  };
  const tick = ({ person, occasion, presence }) => {
    const row = document.querySelector(`[data-desk-tick="${CSS.escape(person)}"][data-desk-occasion="${CSS.escape(occasion)}"]`);
    const box = row?.querySelector(`input[value="${CSS.escape(presence)}"]`);
    if (box) box.checked = true;
  };
  const countAll = () => {
    for (const [mark, name] of [["[data-desk-count]", "in"], ["[data-desk-coming]", "expected"]]) {
      for (const place of all(mark)) place.textContent = listOf(name)?.children.length ?? 0;
    }
  };
  const apply = (entry) => {
    if (entry.kind === "in") undo.set(entry.key, standIn(entry.person, nameOf(entry.person), "person"));
    else if (entry.kind === "visit") undo.set(entry.key, standIn(entry.key, entry.first_name, "visit"));
    else if (entry.kind === "out") undo.set(entry.key, takeOut(entry.visit || entry.person));
    else if (entry.kind === "back") undo.get(entry.of)?.();
    else if (entry.kind === "tick") tick(entry);
    else if (entry.kind === "cash") showReceipt(entry);
    countAll();
  };
  return { line, code, nameOf, apply, countAll };
};
