// One key a discipline: 1 to 9 press the button that shows the number, 0 puts the need aside,
// z takes the last press back, g ticks or unticks those that say nearly the same.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input[type=text], textarea, select")) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (button) button.click();
});

const all = document.getElementById("all");
if (all) {
  const ticks = [...document.querySelectorAll("#near input[type=checkbox]")];
  all.hidden = false;
  all.addEventListener("click", () => {
    const some = ticks.some((tick) => tick.checked);
    ticks.forEach((tick) => { tick.checked = !some; });
  });
}
