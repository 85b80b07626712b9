// What is typed survives a cut of power or network: kept on this device until the hub has it, sent once, and offered
// again on the same page to the same person only. A form opts in with <c-kept>; without script it is a plain form.
// Needs no HTTPS. How it works and what is never kept: docs/decisions/0015-cuts-of-power-and-network.md.
"use strict";
(() => {
  const PATIENCE = 30000; // a request that takes longer counts as cut; sent again, it counts once by its row's key
  const HOUR = 3600e3;
  const OURS = "kept|";
  const NOT_KEPT = "[name=csrfmiddlewaretoken], [type=password], [type=file], [data-kept-now], [data-kept-device]";

  const newKey = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
    (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

  // The store: one entry a row, so that two tabs never write over each other. A closed store keeps nothing.
  const shelves = ["localStorage", "sessionStorage"].flatMap((name) => { try { return [window[name]]; } catch { return []; } });
  const drop = (place) => shelves.forEach((shelf) => shelf.removeItem(place));
  const find = (place) => shelves.map((shelf) => shelf.getItem(place)).find(Boolean);
  const store = (place, entry, inTab) => {
    try { window[inTab ? "sessionStorage" : "localStorage"].setItem(place, JSON.stringify(entry)); return true; } catch { return false; }
  };
  const entriesBelow = (start) => shelves.flatMap((shelf) => Object.keys(shelf).filter((place) => place.startsWith(start)).flatMap((place) => {
    let entry = null;
    try { entry = JSON.parse(shelf.getItem(place)); } catch { /* damaged: dropped below */ }
    if (entry && Date.now() < entry.until) return [{ place, ...entry }];
    shelf.removeItem(place);
    return [];
  })).sort((a, b) => a.at - b.at);
  const device = () => {
    const name = find("device") || newKey().slice(0, 8);
    try { localStorage.setItem("device", name); } catch { /* a name for this page alone */ }
    return name;
  };

  // The fields of a row.
  const fieldsIn = (row) => [...row.querySelectorAll("input, select, textarea")].filter((f) => f.name && !f.matches(NOT_KEPT));
  const isTick = (f) => f.type === "radio" || f.type === "checkbox";
  const isPressed = (f) => f.dataset.keptPressed !== undefined;
  const read = (row) => fieldsIn(row).filter((f) => !isTick(f) || f.checked).map((f) => [f.name, f.value]);
  const isChanged = (f) => f.type === "hidden" ? isPressed(f)
    : isTick(f) ? f.checked !== f.defaultChecked
    : f.tagName === "SELECT" ? [...f.options].some((o) => o.selected !== o.defaultSelected)
    : f.value !== f.defaultValue;
  const isEmpty = (f) => f.dataset.keptGiven !== undefined || (f.type === "hidden" ? !isPressed(f) : f.tagName === "SELECT" || (isTick(f) ? !f.checked : !f.value.trim()));
  const shows = (row, fields) => fieldsIn(row).filter((f) => f.type !== "hidden" && (!isTick(f) || f.checked))
    .every((f) => fields.some(([name, value]) => name === f.name && value === f.value) || !fields.some(([name]) => name === f.name))
    && fields.every(([name, value]) => fieldsIn(row).some((f) => f.name === name && (f.type === "hidden" || !isTick(f) || (f.checked && f.value === value))));
  // A pressed button that says something by itself ("somebody came", without a name) is kept as a field.
  const press = (row, name, value) => {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    field.dataset.keptPressed = "";
    if (!fieldsIn(row).some((f) => isPressed(f) && f.name === name)) row.append(field);
  };
  const write = (row, fields) => {
    const left = [...fields];
    for (const field of fieldsIn(row)) {
      const n = left.findIndex(([name, value]) => name === field.name && (!isTick(field) || value === field.value));
      if (isTick(field)) field.checked = n >= 0;
      else if (n >= 0) field.value = left[n][1];
      if (n >= 0) left.splice(n, 1);
    }
    for (const [name, value] of left) if (row.querySelector(`button[data-kept-press][name="${CSS.escape(name)}"]`)) press(row, name, value);
  };

  class Kept {
    constructor(bar) {
      const said = bar.dataset;
      this.bar = bar;
      this.form = bar.closest("form");
      this.name = said.kept;
      this.owner = said.keptFor;
      this.start = `${OURS}${this.owner}|${this.name}|`;
      this.hours = +said.keptHours || said.keptDays * 24;
      this.isTyping = said.keptHow === "typing";
      this.inTab = said.keptTab !== undefined;
      this.holder = this.form.querySelector("[data-kept-rows]");
      this.spare = this.form.querySelector("template[data-kept-spare]");
      this.hasRows = Boolean(this.form.querySelector("[data-kept-row]"));
      this.form.querySelectorAll("[data-kept-device]").forEach((field) => { field.value = device(); });
      (said.keptDone || "").split(" ").forEach((unit) => drop(this.start + unit));
      this.takeBack();
      this.listen();
    }

    listen() {
      this.form.addEventListener("input", (event) => this.typed(event.target));
      this.form.addEventListener("kept-more", () => this.addRow(newKey()));
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!this.isBusy) this.send(event.submitter);
      });
      this.bar.querySelector("[data-kept-retry]").addEventListener("click", () => this.isBusy || this.send());
      this.bar.querySelector("[data-kept-forget]").addEventListener("click", () => this.forget());
      const again = () => { if (this.isCut && !this.isBusy && document.visibilityState === "visible") this.send(); };
      addEventListener("online", again);
      addEventListener("pageshow", (event) => { if (event.persisted) this.isBusy = false; }); // the back button
      document.addEventListener("visibilitychange", again);
      addEventListener("storage", (event) => { if (event.key?.startsWith(this.start) && !event.newValue) this.goneElsewhere(event.key); });
    }

    rows() { return this.hasRows ? [...this.form.querySelectorAll("[data-kept-row]")] : [this.form]; }
    unit(row) { return row.dataset.keptRow || this.form.querySelector("input[name=key]")?.value || "form"; }
    place(row) { return this.start + this.unit(row); }
    isConfidential(row) {
      const [name, value] = (this.bar.dataset.keptNever || "").split("=");
      return Boolean(row.querySelector("[data-kept-never]:checked"))
        || (Boolean(name) && new FormData(this.form).getAll(name).includes(value));
    }

    typed(field) {
      const row = this.hasRows ? field.closest("[data-kept-row]") : this.form;
      if (!row) return;
      // A mark said anew is another mark: it gets a key and a moment of its own.
      row.querySelectorAll("[data-kept-key]").forEach((key) => { key.value = newKey(); });
      row.querySelectorAll("[data-kept-at]").forEach((at) => { at.value = Date.now(); });
      if (this.isConfidential(row)) drop(this.place(row));
      else if (this.isTyping) this.keep(row);
    }

    // Whether the row is safe on this device (or there is nothing to keep of it).
    keep(row) {
      const pressed = row === this.form && this.pressed;
      const fields = fieldsIn(row);
      if (!pressed && fields.every(isEmpty)) { drop(this.place(row)); return true; }
      if (!pressed && !fields.some(isChanged) && (this.hasRows ? !find(this.place(row)) : this.isTyping)) return true;
      const now = Date.now();
      return store(this.place(row), {
        at: now,
        until: now + this.hours * HOUR,
        fields: read(row),
        pressed: pressed || undefined,
        // The address of a personal page is a secret: it is not written down.
        page: this.inTab || location.pathname.startsWith("/p/") ? undefined : location.pathname,
        title: document.title.split(" · ")[0],
      }, this.inTab);
    }

    takeBack() {
      const here = new Map(this.rows().map((row) => [this.unit(row), row]));
      let entries = entriesBelow(this.start);
      if (!this.hasRows) entries = entries.slice(-1); // one form: the newest; the next one after it is sent
      for (const entry of entries) {
        const unit = entry.place.slice(this.start.length);
        const row = this.hasRows ? here.get(unit) || this.addRow(unit, true) : this.form;
        if (!row) continue;
        // The page shows the same already: a line at fault, or a mark that had arrived after all.
        if (!entry.pressed && here.has(unit) && this.hasRows && shows(row, entry.fields)) {
          if (row.querySelector("[data-kept-key]")) drop(entry.place);
          continue;
        }
        write(row, entry.fields);
        this.pressed = entry.pressed || null;
        this.say("kept");
      }
    }

    addRow(unit, inPlace) {
      if (!this.spare) return null;
      const model = this.spare.content.firstElementChild;
      const fresh = document.createElement("template");
      fresh.innerHTML = model.outerHTML.replaceAll(model.dataset.keptRow, unit);
      const row = fresh.content.firstElementChild;
      const free = inPlace && this.rows().find((one) => this.holder.contains(one) && fieldsIn(one).every(isEmpty));
      if (free) free.replaceWith(row); else this.holder.append(row);
      return row;
    }

    async send(button) {
      this.isBusy = true;
      if (button) this.pressed = button.name ? [button.name, button.value] : null;
      if (button?.dataset.keptPress !== undefined) press(button.closest("[data-kept-row]") || this.form, button.name, button.value);
      const sealed = this.rows().filter((row) => this.isConfidential(row));
      sealed.forEach((row) => drop(this.place(row)));
      // Kept before it leaves: the browser may be killed on the way.
      const open = this.rows().filter((row) => !sealed.includes(row));
      const isSafe = open.map((row) => this.keep(row)).every(Boolean);
      const sent = this.rows().map((row) => [this.place(row), JSON.stringify(read(row))]);
      const answer = await this.post(button);
      const heard = answer?.headers.get("X-Kept");
      if (heard === "done") {
        // What was typed meanwhile stays.
        for (const [place, was] of sent) if (JSON.stringify(JSON.parse(find(place) || "{}").fields) === was) drop(place);
        location.assign(answer.headers.get("X-Location"));
        return;
      }
      // The page itself leads to whatever asks who is there: sign-in, a second factor, a code at the desk.
      if (heard === "sign-in" && !sealed.length) this.say("again", location.href);
      else if (heard === "sign-in") this.sendPlainly(); // what was typed comes back to be copied
      else if (answer?.status === 403 && !this.isRenewed) { if (await this.renew()) return this.send(button); }
      else if (!answer || answer.status >= 500) {
        this.isCut = true;
        this.say([sealed.length ? "sealed" : "", isSafe ? (open.length ? "kept" : "") : "full"].join(" "));
        if (isSafe && button?.dataset.keptMore !== undefined) this.addRow(newKey());
      } else this.sendPlainly();
      this.isBusy = false;
    }

    async post(button) {
      this.form.querySelectorAll("[data-kept-now]").forEach((field) => { field.value = Date.now(); });
      const body = new URLSearchParams(new FormData(this.form));
      if (this.pressed) body.append(...this.pressed);
      const to = button?.getAttribute("formaction") || this.form.getAttribute("action") || location.href;
      const stop = new AbortController();
      const clock = setTimeout(() => stop.abort(), PATIENCE);
      try { return await fetch(to, { method: "POST", body, headers: { "X-Kept": "1" }, signal: stop.signal }); } catch { return null; } finally { clearTimeout(clock); }
    }

    // The hub has something to say (a fault, a refusal): its page comes as it would without this script.
    sendPlainly() {
      if (this.pressed) press(this.form, ...this.pressed);
      HTMLFormElement.prototype.submit.call(this.form);
    }

    // The page is older than the sign-in: a fresh token, if it is still the same person's page.
    async renew() {
      this.isRenewed = true;
      const answer = await fetch(location.href).catch(() => null);
      if (!answer) { this.isCut = true; this.isRenewed = false; this.say("kept"); return false; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const twin = page.querySelector(`[data-kept="${CSS.escape(this.name)}"][data-kept-for="${CSS.escape(this.owner)}"]`);
      const token = twin?.closest("form").querySelector("[name=csrfmiddlewaretoken]");
      if (token) this.form.querySelector("[name=csrfmiddlewaretoken]").value = token.value;
      else this.say("again", location.href);
      return Boolean(token);
    }

    // Sent, or erased, in another tab: what stands here has had its key used, so it makes room.
    goneElsewhere(place) {
      const row = this.rows().find((one) => this.place(one) === place);
      if (!row || this.isBusy) return;
      if (!this.hasRows) return this.afresh();
      if (this.holder?.contains(row)) { row.remove(); this.addRow(newKey()); }
      this.isCut = false;
      this.bar.hidden = !entriesBelow(this.start).length;
    }

    forget() {
      entriesBelow(this.start).forEach(({ place }) => drop(place));
      this.afresh();
    }

    // The page again, with new keys.
    afresh() { location.replace(location.pathname + location.search); }

    say(states, href) {
      const button = this.pressed && this.form.querySelector(`button[name="${CSS.escape(this.pressed[0])}"][value="${CSS.escape(this.pressed[1])}"]`);
      this.bar.querySelector("[data-kept-what]").textContent = button && !this.hasRows ? `${button.textContent.trim()} · ` : "";
      for (const part of this.bar.querySelectorAll("[data-kept-when]")) part.hidden = !part.dataset.keptWhen.split(" ").some((one) => states.split(" ").includes(one));
      if (href) this.bar.querySelector("[data-kept-again]").href = href;
      const wasHidden = this.bar.hidden;
      this.bar.hidden = false;
      if (this.isCut && wasHidden) this.bar.focus();
    }
  }

  entriesBelow(OURS); // what is too old goes, whatever page is opened
  document.querySelectorAll("[data-kept]").forEach((bar) => new Kept(bar));

  // On another page: what of this person still waits, and where.
  for (const box of document.querySelectorAll("[data-kept-elsewhere]")) {
    const pages = new Map(entriesBelow(`${OURS}${box.dataset.keptElsewhere}|`).filter((entry) => entry.page).map((entry) => [entry.page, entry.title]));
    for (const [href, title] of pages) {
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("a"), { href, textContent: title }));
      box.querySelector("ul").append(line);
    }
    box.hidden = !pages.size;
  }
  // Signing out takes this person's rows off the device; what has not arrived is said before.
  // What waits of the desk (reception/desk-store.js): money stays, it holds no name and belongs to the hub.
  const atDesk = () => Object.keys(localStorage).filter((place) => place.startsWith("desk|"))
    .map((place) => { try { return { place, entry: JSON.parse(localStorage.getItem(place)) }; } catch { return { place }; } })
    .filter(({ entry }) => entry?.kind !== "cash");
  for (const form of document.querySelectorAll("form[data-kept-leaves]")) {
    const mine = () => [...entriesBelow(`${OURS}${form.dataset.keptLeaves}|`), ...atDesk()];
    form.querySelectorAll("[data-kept-unsent]").forEach((part) => { part.hidden = !mine().length; });
    form.addEventListener("submit", () => mine().forEach(({ place }) => drop(place)));
  }
})();
