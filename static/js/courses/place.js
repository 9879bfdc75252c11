/* Keeps the reading place: the number of the block at the top of the screen, told at most every 20 seconds. */
const form = document.getElementById("done");
const blocks = [...document.querySelectorAll(".prose > *")];
const PAUSE = 20000;
let told = -1;
let toldAt = 0;
let timer = 0;

function place() {
  const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > 60);
  return at < 0 ? blocks.length - 1 : at;
}

function tell() {
  clearTimeout(timer);
  timer = 0;
  const block = place();
  if (block === told) return;
  told = block;
  toldAt = Date.now();
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, block });
  // keepalive lets the note leave while the page closes; a lost note is no loss
  fetch(form.dataset.placeUrl, { method: "POST", body, keepalive: true }).catch(() => {});
}

function later() {
  if (!timer) timer = setTimeout(tell, Math.max(1500, PAUSE - (Date.now() - toldAt)));
}

if (form && form.dataset.placeUrl && blocks.length) {
  const kept = blocks[Number(form.dataset.place)];
  if (kept && form.dataset.place !== "0" && !location.hash) kept.scrollIntoView({ behavior: "auto" });
  told = place();
  addEventListener("scroll", later, { passive: true });
  addEventListener("pagehide", tell);
  document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
}
