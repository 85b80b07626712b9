// Quick entry: Enter goes on and begins the next line; what is typed stays on this device until it
// is saved. `data-fields` names the fields of a line, `data-steps` those Enter passes through;
// `data-free` lists numbers still free, which new lines take in turn (slips of a workshop).
const form = document.getElementById("quick");
const lines = document.getElementById("lines");
const spare = document.getElementById("spare");
const more = document.getElementById("more");
const place = `needs-quick-${form.dataset.kept}`;
const names = form.dataset.fields.split(" ");
const steps = form.dataset.steps.split(" ");
const free = (form.dataset.free || "").split(" ").filter(Boolean).map(Number);

const newKey = () =>
  crypto.randomUUID
    ? crypto.randomUUID()
    : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
        (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

const field = (line, name) =>
  line.querySelector(`[name="${name}-${line.querySelector("[name=key]").value}"]`);
const fields = (line) => names.map((name) => field(line, name));
const value = (input) => (input.type === "checkbox" ? (input.checked ? "on" : "") : input.value);
const isTyped = (line) =>
  ["name", "words", "apart"].some((name) => field(line, name) && value(field(line, name)));

const nextNumber = () => {
  const taken = [...lines.children].map((line) => Number(field(line, "slip").value)).filter(Boolean);
  const last = taken.length ? taken[taken.length - 1] : 0;
  const open = free.filter((number) => !taken.includes(number));
  return open.find((number) => number > last) || open[0] || "";
};

const addLine = (values = null, key = newKey()) => {
  const line = spare.content.firstElementChild.cloneNode(true);
  const old = line.querySelector("[name=key]").value;
  line.innerHTML = line.innerHTML.replaceAll(old, key);
  const number = values || !names.includes("slip") ? "" : nextNumber();
  lines.append(line);
  if (number) field(line, "slip").value = number;
  fields(line).forEach((input, place) => {
    if (!values || !values[place]) return;
    if (input.type === "checkbox") input.checked = true;
    else input.value = values[place];
  });
  return line;
};

const goTo = (input) => {
  input.focus();
  if (input.select) input.select();
};

const keep = () => {
  const typed = [...lines.children]
    .filter(isTyped)
    .map((line) => ({ key: line.querySelector("[name=key]").value, values: fields(line).map(value) }));
  try { localStorage.setItem(place, JSON.stringify(typed)); } catch { /* a full or closed store: the page still holds them */ }
};

const stored = (name) => {
  try { return JSON.parse(localStorage.getItem(name) || "[]"); } catch { return []; }
};

const takeBack = () => {
  // What was sent and saved is forgotten, nothing else: a page reloaded later keeps what came after.
  const sent = new Set(form.dataset.saved ? stored(`${place}-sent`) : []);
  const typed = stored(place).filter(({ key }) => !sent.has(key));
  const here = new Set([...lines.querySelectorAll("[name=key]")].map((input) => input.value));
  const empty = [...lines.children].filter((line) => !isTyped(line));
  for (const { key, values } of typed) {
    if (here.has(key)) continue;
    const line = addLine(values, key);
    const unused = empty.shift();
    if (unused) unused.replaceWith(line);
  }
};

takeBack();
keep();
if (form.dataset.saved) try { localStorage.removeItem(`${place}-sent`); } catch { /* nothing kept */ }
form.addEventListener("submit", () => {
  const keys = [...lines.children].map((line) => line.querySelector("[name=key]").value);
  try { localStorage.setItem(`${place}-sent`, JSON.stringify(keys)); } catch { /* as above */ }
});
more.hidden = false;
more.addEventListener("click", () => goTo(field(addLine(), steps[0])));
form.addEventListener("input", keep);
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input[type=text], input[type=checkbox], select")) return;
  event.preventDefault();
  const line = event.target.closest("fieldset");
  const at = steps.findIndex((name) => field(line, name) === event.target);
  if (at >= 0 && at < steps.length - 1) return goTo(field(line, steps[at + 1]));
  const next = line.nextElementSibling || addLine();
  goTo(field(next, steps[0]));
});
