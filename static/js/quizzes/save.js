/* Saves answers on the way: a moment after each one, when the page is left, when the line is back.
Only what is not saved yet is kept on the phone, in this tab, and it goes when it is saved. */
const form = document.getElementById("quiz");
const line = document.querySelector(".on-the-way .saved");
const cards = [...form.querySelectorAll(":scope > fieldset.question")];
const key = `unsaved-${form.dataset.attempt}`;
const SOON = 1000;
const WAITS = [2, 5, 10, 20, 40, 60]; // seconds; the last one again and again
const saved = new Map();
let timer = 0;
let failed = 0;
let busy = false;
let over = false; // sent, or refused for good: no more saving from this page

const inputsOf = (card) => [...card.querySelectorAll("[name^='q-']")];
const isTick = (input) => input.type === "radio" || input.type === "checkbox";

function valueNow(input) {
  if (isTick(input)) return input.checked ? input.value : "";
  return input.value;
}

function valueSent(input) { // what the server put there
  if (isTick(input)) return input.defaultChecked ? input.value : "";
  if (input.tagName !== "SELECT") return input.defaultValue;
  const chosen = [...input.options].find((option) => option.defaultSelected) || input.options[0];
  return chosen ? chosen.value : "";
}

function fields(card, value = valueNow) {
  const found = inputsOf(card).map((input) => [input.name, value(input)]);
  return new URLSearchParams(found.filter(([, text]) => text !== "")).toString();
}

const unsaved = () => cards.filter((card) => fields(card) !== saved.get(card));

function keep() {
  const answers = unsaved().flatMap((card) => inputsOf(card).map(
    (input) => [input.id, isTick(input) ? input.checked : input.value]));
  try {
    if (answers.length) sessionStorage.setItem(key, JSON.stringify(answers));
    else sessionStorage.removeItem(key);
  } catch { /* storage may be off or full */ }
}

function bringBack() {
  let answers = [];
  try {
    for (const other of Object.keys(sessionStorage)) { // a shared phone: what others left behind goes
      if (other.startsWith("unsaved-") && other !== key) sessionStorage.removeItem(other);
    }
    answers = JSON.parse(sessionStorage.getItem(key)) || [];
  } catch { /* as if nothing was kept */ }
  for (const [id, value] of answers) {
    const input = document.getElementById(id);
    if (!input) continue;
    if (isTick(input)) input.checked = value; else input.value = value;
  }
}

function tell(text, address) {
  const shown = document.createElement(address ? "a" : "span");
  if (address) shown.href = address;
  shown.textContent = text;
  line.replaceChildren(shown);
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

function body(changed) {
  const sent = new URLSearchParams();
  for (const name of ["csrf_token", "token"]) sent.append(name, form.elements[name].value);
  for (const card of changed) {
    sent.append("changed", card.id.slice(2, -5)); // q-<id>-card
    for (const [name, text] of new URLSearchParams(fields(card))) sent.append(name, text);
  }
  return sent;
}

async function answered(answer, now) {
  if (answer.ok && !answer.redirected) {
    const said = await answer.json();
    for (const [card, text] of now) saved.set(card, text);
    failed = 0;
    tell(said.saved);
  } else if (answer.status >= 500 || answer.status === 429) {
    tryAgain();
  } else if (answer.redirected || answer.status === 400 || answer.status === 401) {
    over = true; // signed out: the button below carries the answers through signing in
    tell(form.dataset.signedOut);
  } else {
    const said = await answer.json();
    over = answer.status !== 413; // too much text can be made shorter
    tell(said.message, said.url);
  }
}

async function save() {
  clearTimeout(timer);
  const changed = unsaved();
  if (over || busy || !changed.length) return;
  const now = changed.map((card) => [card, fields(card)]);
  busy = true;
  try {
    const how = { method: "POST", body: body(changed), keepalive: true, headers: { Accept: "application/json" } };
    await answered(await fetch(form.dataset.save, how), now);
  } catch {
    if (!over) tryAgain();
  } finally {
    busy = false;
    keep();
  }
  if (!failed && now.some(([card, text]) => fields(card) !== text)) later(SOON);
}

function changed() {
  keep();
  if (!over && unsaved().length) later(SOON);
}

const saving = document.querySelector(".saving");
saving.textContent = saving.dataset.asYouGo; // without this script only the button saves
bringBack();
for (const card of cards) {
  saved.set(card, form.dataset.isSaved === "yes" ? fields(card, valueSent) : null);
}
for (const kind of ["input", "change", "click"]) form.addEventListener(kind, () => setTimeout(changed));
addEventListener("online", save);
addEventListener("pagehide", save);
document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
form.addEventListener("submit", () => { over = true; clearTimeout(timer); });
addEventListener("pageshow", (event) => { if (event.persisted) { over = false; changed(); } });
changed();
