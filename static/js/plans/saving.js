/* Saves a plan while it is written: every answer goes onto this phone at once and to the group as
soon as there is a line, section by section, in the order it was typed. */
import { answerOf, answerSent, boxAt, boxes, isSame, say, show } from "./answers.js";
import { askToStay, forget, keep, newId, packetsOf } from "./outbox.js";
import "./rows.js";

const strip = document.querySelector("[data-saving]");
const form = document.getElementById("plan-section");
const account = strip.dataset.account;
const SOON = 500;
const WAITS = [2, 5, 10, 20, 40, 60]; // seconds; the last one again and again
const known = new Map(); // path -> the answer as the server has it, or as it is on its way
const laid = new Map(); // box -> what is shown there when the cursor has left
let open = null; // the packet that takes what is typed now
let timer = 0;
let failed = 0;
let busy = false;
let signedOut = false;
let inMemoryOnly = false;
let questions = Number(strip.dataset.questions || 0);

function tell(state) {
  strip.hidden = false;
  for (const part of strip.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  strip.querySelector("[data-send]").hidden = !["phone", "memory"].includes(state);
}

async function tellAll() {
  const waiting = await packetsOf(account);
  if (waiting.some((packet) => !packet.refused)) {
    tell(signedOut ? "signed-out" : inMemoryOnly ? "memory" : "phone");
  } else if (waiting.length || form?.querySelector("[data-wrong]:not([hidden])")) tell("refused");
  else tell(questions ? "question" : "group");
}

function later(seconds) {
  clearTimeout(timer);
  timer = setTimeout(send, seconds * 1000);
}

async function typed(event) {
  const box = event.target.closest?.("[data-path]");
  if (!box) return;
  const path = box.dataset.path;
  const answer = answerOf(box);
  if (isSame(answer, known.get(path))) return;
  known.set(path, answer);
  say(box, "wrong", "");
  if (!open || open.closed) {
    open = {
      op: newId(), account, url: form.getAttribute("action"), device: form.elements.device_id.value,
      base: form.elements.base_rev.value, answers: {},
    };
    askToStay();
  }
  open.answers[path] = answer;
  open.at = Date.now();
  tell(inMemoryOnly ? "memory" : "phone");
  inMemoryOnly = !(await keep(open));
  if (!signedOut) later(SOON / 1000);
}

function bodyOf(packet) {
  const body = new URLSearchParams({
    csrf_token: form ? form.elements.csrf_token.value : strip.dataset.csrf,
    op_id: packet.op, device_id: packet.device, base_rev: packet.base, typed_at: packet.at, part: "1",
  });
  for (const [path, answer] of Object.entries(packet.answers)) {
    body.append("changed", path);
    for (const [name, text] of answer) body.append(name, text);
  }
  return body;
}

const isHere = (packet) => form && packet.url === form.getAttribute("action");

function put(box, answer) {
  show(box, answer);
  known.set(box.dataset.path, answerOf(box));
}

/** What came while somebody's cursor stood in a box is put there when it has left. */
function left(event) {
  const box = event.target.closest?.("[data-path]");
  const waiting = laid.get(box);
  laid.delete(box);
  if (waiting && isSame(answerOf(box), waiting.since)) put(box, waiting.answer);
}

/** Puts the server's answer onto the page, but never over something typed since. */
function takeIn(packet, said) {
  form.elements.base_rev.value = said.rev;
  for (const [path, answer] of Object.entries(said.answers || {})) {
    const box = boxAt(form, path);
    const since = packet.answers[path] || known.get(path);
    if (!box || !isSame(answerOf(box), since)) continue;
    if (box.contains(document.activeElement)) laid.set(box, { answer, since });
    else put(box, answer);
  }
  for (const path of new Set([...Object.keys(packet.answers), ...Object.keys(said.answers || {})])) {
    const box = boxAt(form, path);
    if (!box) continue;
    say(box, "reading", said.readings?.[path]);
    say(box, "wrong", said.wrong?.[path]);
    say(box, "question", said.question_at?.[path]);
  }
}

async function isDone(packet, answer) {
  if (answer.status >= 500 || answer.status === 429) return false;
  if (answer.redirected || answer.status === 400 || answer.status === 401) {
    signedOut = true; // the words stay; they are sent after signing in
    return false;
  }
  const said = await answer.json();
  if (!said.ok) {
    packet.refused = said.message;
    await keep(packet);
    return true;
  }
  failed = 0;
  questions = said.questions;
  await forget(packet);
  if (isHere(packet)) takeIn(packet, said);
  document.dispatchEvent(new CustomEvent("plan-saved", { detail: said }));
  return true;
}

async function sendOne(packet) {
  packet.closed = true;
  await keep(packet);
  const body = bodyOf(packet);
  // The browser lets only 64 kB go on when the page is left; more is sent while it stays.
  const how = { method: "POST", body, keepalive: body.toString().length < 60000, headers: { Accept: "application/json" } };
  return isDone(packet, await fetch(packet.url, how));
}

async function send() {
  clearTimeout(timer);
  if (busy) return;
  busy = true;
  let good = true;
  try {
    for (const packet of await packetsOf(account)) {
      if (packet.refused) continue;
      good = await sendOne(packet);
      if (!good) break;
    }
  } catch {
    good = false;
  } finally {
    busy = false;
  }
  await tellAll();
  if (!good && !signedOut) {
    later(WAITS[Math.min(failed, WAITS.length - 1)]);
    failed += 1;
  } else if (open && !open.closed) later(SOON / 1000);
}

/** What another opening of this page left on the phone comes back into the form. */
async function bringBack() {
  for (const packet of await packetsOf(account)) {
    if (!isHere(packet)) continue;
    for (const [path, answer] of Object.entries(packet.answers)) {
      const box = boxAt(form, path) || newRowFor(path);
      if (!box) continue;
      show(box, answer);
      known.set(path, answerOf(box));
    }
  }
}

function newRowFor(path) {
  const [table, id] = path.split("/");
  document.dispatchEvent(new CustomEvent("plan-row", { detail: { table, id } }));
  return boxAt(form, path);
}

if (form) {
  for (const box of boxes(form)) known.set(box.dataset.path, answerSent(box));
  for (const kind of ["input", "change"]) form.addEventListener(kind, typed);
  form.addEventListener("focusout", left);
  // A reload may have kept what stood in the inputs: it counts as typed.
  await bringBack();
  for (const box of boxes(form)) if (!isSame(answerOf(box), known.get(box.dataset.path))) await typed({ target: box });
}
strip.querySelector("[data-send]").addEventListener("click", send);
addEventListener("online", send);
addEventListener("pagehide", send);
document.addEventListener("visibilitychange", send);
await send();
