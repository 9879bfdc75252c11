/* Saves the text into the draft a moment after typing stops. What is not saved yet is kept in this
tab, and it goes when it is saved; when somebody else saved, the button leads to both texts. */
const form = document.getElementById("editor");
const area = document.getElementById("text");
const line = form.querySelector(".saved-line");
const found = document.getElementById("findings");
const key = `unsaved-text-${form.getAttribute("action")}`;
const SOON = 2500;
const WAITS = [3, 5, 10, 20, 40, 60]; // seconds; the last one again and again
let saved = area.defaultValue;
let timer = 0;
let failed = 0;
let busy = false;
let sent = false; // the button has taken the words along
let over = !("saves" in form.dataset); // no more saving from this page but by the button

function keep() {
  try {
    if (sent || area.value === saved) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ seen: form.elements.seen.value, text: area.value }));
  } catch { /* storage may be off or full */ }
}

function bringBack() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key));
    if (!kept || kept.text.trimEnd() === area.value.trimEnd()) return;
    area.value = kept.text;
    form.elements.seen.value = kept.seen; // somebody may have saved since: then it is told
  } catch { /* as if nothing was kept */ }
}

function tell(text) {
  line.textContent = text;
}

function later(seconds) {
  clearTimeout(timer);
  timer = setTimeout(save, seconds);
}

function tryAgain() {
  tell(form.dataset.unsaved);
  later(WAITS[Math.min(failed, WAITS.length - 1)] * 1000);
  failed += 1;
}

async function renewFindings() {
  if (!found) return;
  try {
    const answer = await fetch(found.dataset.url, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    found.innerHTML = (await answer.json()).html;
    found.dispatchEvent(new Event("renewed"));
  } catch { /* the next save asks again */ }
}

async function answered(answer, text) {
  if (answer.ok && !answer.redirected) {
    const said = await answer.json();
    saved = text;
    failed = 0;
    form.elements.seen.value = said.seen;
    tell(said.saved);
    renewFindings();
  } else if (answer.status >= 500 || answer.status === 429) {
    tryAgain();
  } else if (answer.redirected || answer.status === 400 || answer.status === 401) {
    over = true;
    tell(form.dataset.signedOut);
  } else {
    const said = await answer.json();
    over = answer.status === 409;
    tell(over ? `${said.message} ${form.dataset.conflict}` : said.message);
  }
}

async function save() {
  clearTimeout(timer);
  if (over || busy || area.value === saved) return;
  const text = area.value;
  const body = new URLSearchParams();
  for (const name of ["csrf_token", "seen"]) body.append(name, form.elements[name].value);
  body.append("text", text);
  busy = true;
  try {
    // The browser lets only 64 kB go on when the page is left; more is sent while it stays.
    const keepalive = text.length < 15000;
    const how = { method: "POST", body, keepalive, headers: { Accept: "application/json" } };
    await answered(await fetch(form.action, how), text);
  } catch {
    if (!over) tryAgain();
  } finally {
    busy = false;
    keep();
  }
  if (!failed && !over && area.value !== text) later(SOON);
}

function changed() {
  keep();
  if (!over && area.value !== saved) later(SOON);
}

if (!area.readOnly) {
  bringBack();
  area.addEventListener("input", changed);
  addEventListener("online", save);
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formAction.endsWith("/author/preview")) return;
    over = sent = true;
    clearTimeout(timer);
    keep();
  });
  addEventListener("pageshow", (event) => { if (event.persisted) { over = !("saves" in form.dataset); sent = false; changed(); } });
  if (area.value !== saved) changed();
}
