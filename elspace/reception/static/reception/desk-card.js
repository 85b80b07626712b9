// The square of a card, read by the camera where the browser can (its own reader, no library): what it holds goes into the field, as
// from a reader on a cable. The picture stays in this page; the camera shuts after one card, a minute, or when the page is left.
"use strict";
(() => {
  const box = document.querySelector("[data-desk-scan]");
  const field = document.querySelector("#q");
  const LONGEST = 60e3;
  const EVERY = 200;
  if (!box || !("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const part = (name) => box.querySelector(`[data-desk-${name}]`);
  const video = box.querySelector("video");
  let stream = null;

  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = video.srcObject = null;
    part("eye").hidden = true;
    part("open").hidden = false;
  };
  const read = async (reader, until) => {
    while (stream && Date.now() < until) {
      const [square] = await reader.detect(video).catch(() => []);
      if (square && stream) {
        close();
        field.value = square.rawValue;
        field.form.requestSubmit();
        return;
      }
      await new Promise((go) => setTimeout(go, EVERY));
    }
    close();
  };
  const open = async () => {
    part("shut").hidden = true;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      part("shut").hidden = false;
      field.focus();
      return;
    }
    video.srcObject = stream;
    part("open").hidden = true;
    part("eye").hidden = false;
    video.play().catch(() => {}); // not waited for: a first picture may be slow, and reading asks again
    read(new BarcodeDetector({ formats: ["qr_code"] }), Date.now() + LONGEST);
  };
  part("open").addEventListener("click", open);
  part("close").addEventListener("click", close);
  addEventListener("pagehide", close);
  BarcodeDetector.getSupportedFormats().then((all) => { box.hidden = !all.includes("qr_code"); }).catch(() => {});
})();
