// Quick entry: Enter goes on and begins the next line. `data-steps` names the fields Enter passes through; `data-free`
// lists numbers still free, which new lines take in turn (slips of a workshop). What is typed is kept on this device by
// core/kept.js, which also makes the lines.
const form = document.getElementById("quick");
const lines = document.getElementById("lines");
const more = document.getElementById("more");
const steps = form.dataset.steps.split(" ");
const free = (form.dataset.free || "").split(" ").filter(Boolean).map(Number);

const field = (line, name) => line.querySelector(`[name="${name}-${line.dataset.keptRow}"]`);

const nextNumber = () => {
  const taken = [...lines.children].map((line) => Number(field(line, "slip").value)).filter(Boolean);
  const last = taken.length ? taken[taken.length - 1] : 0;
  const open = free.filter((number) => !taken.includes(number));
  return open.find((number) => number > last) || open[0] || "";
};

const addLine = () => {
  form.dispatchEvent(new Event("kept-more"));
  const line = lines.lastElementChild;
  if (field(line, "slip")) field(line, "slip").value = nextNumber();
  return line;
};

const goTo = (input) => {
  input.focus();
  if (input.select) input.select();
};

more.hidden = false;
more.addEventListener("click", () => goTo(field(addLine(), steps[0])));
form.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input[type=text], input[type=checkbox], select")) return;
  event.preventDefault();
  const line = event.target.closest("fieldset");
  const at = steps.findIndex((name) => field(line, name) === event.target);
  if (at >= 0 && at < steps.length - 1) return goTo(field(line, steps[at + 1]));
  const next = line.nextElementSibling || addLine();
  goTo(field(next, steps[0]));
});
