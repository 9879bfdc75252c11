/* A page of translations by keyboard: Ctrl+Enter saves, Ctrl+arrow goes to the next text. */
const form = document.getElementById("texts");
const keys = document.getElementById("keys");

function areas() {
  return [...form.querySelectorAll("textarea")];
}

function step(by) {
  const all = areas();
  const at = all.indexOf(document.activeElement);
  const next = all[at + by];
  if (!next) return;
  next.focus();
  next.closest("section").scrollIntoView({ block: "center" });
}

function onKey(event) {
  if (!event.ctrlKey && !event.metaKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
  }
}

function isChanged() {
  return areas().some((area) => area.value !== area.defaultValue);
}

if (form) {
  keys.hidden = !window.matchMedia("(hover: hover)").matches;
  form.addEventListener("keydown", onKey);
  let sent = false;
  form.addEventListener("submit", () => { sent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && isChanged()) event.preventDefault();
  });
}
