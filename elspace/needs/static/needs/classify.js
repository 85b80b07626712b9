// One key a discipline: 1 to 9 press the button that shows the number, 0 puts the need aside.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input[type=text], textarea, select")) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (button) button.click();
});
