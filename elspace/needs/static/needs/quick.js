// Quick entry: Enter begins the next line; what is typed stays on this device until it is saved.
const form = document.getElementById("quick");
const lines = document.getElementById("lines");
const spare = document.getElementById("spare");
const more = document.getElementById("more");
const place = `needs-quick-${form.dataset.kept}`;

const newKey = () =>
  crypto.randomUUID
    ? crypto.randomUUID()
    : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) =>
        (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));

const fields = (line) => {
  const key = line.querySelector("[name=key]").value;
  return ["name", "words", "level"].map((field) => line.querySelector(`[name="${field}-${key}"]`));
};

const addLine = (values = ["", "", ""], key = newKey()) => {
  const line = spare.content.firstElementChild.cloneNode(true);
  const old = line.querySelector("[name=key]").value;
  line.innerHTML = line.innerHTML.replaceAll(old, key);
  lines.append(line);
  fields(line).forEach((input, place) => { if (values[place]) input.value = values[place]; });
  return line;
};

const keep = () => {
  const typed = [...lines.children]
    .map((line) => ({ key: line.querySelector("[name=key]").value, values: fields(line).map((f) => f.value) }))
    .filter(({ values }) => values[0] || values[1]);
  try { localStorage.setItem(place, JSON.stringify(typed)); } catch { /* a full or closed store: the page still holds them */ }
};

const takeBack = () => {
  let typed = [];
  try { typed = JSON.parse(localStorage.getItem(place) || "[]"); } catch { typed = []; }
  const here = new Set([...lines.querySelectorAll("[name=key]")].map((input) => input.value));
  const empty = [...lines.children].filter((line) => fields(line).slice(0, 2).every((f) => !f.value));
  for (const { key, values } of typed) {
    if (here.has(key)) continue;
    const line = addLine(values, key);
    const free = empty.shift();
    if (free) free.replaceWith(line);
  }
};

// Lines saved by the server are forgotten; those at fault came back in the page.
if (form.dataset.saved) try { localStorage.removeItem(place); } catch { /* nothing kept */ }
takeBack();
keep();
more.hidden = false;
more.addEventListener("click", () => fields(addLine())[0].focus());
form.addEventListener("input", keep);
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input[type=text], select")) return;
  event.preventDefault();
  const line = event.target.closest("fieldset");
  const [name, words] = fields(line);
  if (event.target === name && !words.value) return words.focus();
  const next = line.nextElementSibling || addLine();
  fields(next)[0].focus();
});
