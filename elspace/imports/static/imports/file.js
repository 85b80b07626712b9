// The browser's own file control speaks the language of the browser. This one speaks the page's:
// the label is the button, the name of the chosen file stands beside it. Without this script the
// browser's control does the same.
"use strict";
for (const choice of document.querySelectorAll("[data-file]")) {
  const input = choice.querySelector("input");
  const name = choice.querySelector("[data-file-name]");
  const none = name.textContent;
  const show = () => {
    name.textContent = input.files.length ? input.files[0].name : none;
  };
  input.classList.add("unseen");
  choice.querySelector("[data-file-own]").hidden = false;
  input.addEventListener("change", show);
  show();
}
