/* Helps with a check: keeps answers until they are sent, counts them, moves lines up and down. */
const form = document.getElementById("quiz");
const cards = [...form.querySelectorAll("fieldset.question")];
const count = form.querySelector(".count");
const key = `check-${form.dataset.attempt}`;

const inputs = () => [...form.elements].filter((input) => input.name.startsWith("q-"));
const isTick = (input) => input.type === "radio" || input.type === "checkbox";

function forgetOthers() { // a shared phone: what an earlier check left behind goes
  for (const other of Object.keys(sessionStorage)) {
    if (other.startsWith("check-") && other !== key) sessionStorage.removeItem(other);
  }
}

function keep() {
  if (form.dataset.save) return; // save.js keeps what is not saved yet
  const answers = inputs().map((input) => [input.id, isTick(input) ? input.checked : input.value]);
  try { sessionStorage.setItem(key, JSON.stringify(answers)); } catch { /* storage may be off or full */ }
}

function bringBack() {
  if (form.dataset.save) return;
  let answers = [];
  try {
    forgetOthers();
    answers = JSON.parse(sessionStorage.getItem(key)) || [];
  } catch { /* as if nothing was kept */ }
  for (const [id, value] of answers) {
    const input = document.getElementById(id);
    if (!input) continue;
    if (isTick(input)) input.checked = value; else input.value = value;
  }
}

function isAnswered(card) {
  const own = inputs().filter((input) => card.contains(input));
  return own.some((input) => (isTick(input) ? input.checked : input.value.trim() !== ""));
}

function tellCount() {
  const done = cards.filter(isAnswered).length;
  count.textContent = count.dataset.words.replace("{done}", done).replace("{all}", cards.length);
}

function number(list) {
  [...list.children].forEach((item, at) => { item.querySelector("select").value = String(at + 1); });
}

function arrow(list, item, step) {
  const button = document.createElement("button");
  const words = step < 0 ? list.dataset.up : list.dataset.down;
  button.type = "button";
  button.textContent = step < 0 ? "↑" : "↓";
  button.setAttribute("aria-label", `${words}: ${item.querySelector("label").textContent}`);
  button.addEventListener("click", () => {
    const other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (other) list.insertBefore(step < 0 ? item : other, step < 0 ? other : item);
    number(list);
    button.focus();
    changed();
  });
  item.append(button);
}

function sortByNumbers(list) {
  const place = (item) => Number(item.querySelector("select").value) || 99;
  list.append(...[...list.children].sort((one, two) => place(one) - place(two)));
}

function changed() {
  keep();
  tellCount();
}

bringBack();
for (const list of form.querySelectorAll(".order")) {
  sortByNumbers(list);
  for (const item of [...list.children]) { arrow(list, item, -1); arrow(list, item, 1); }
}
count.hidden = false;
tellCount();
form.addEventListener("input", changed);
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes"; // the button stays enabled for the form's data; only the second sending is stopped
  form.querySelector("[type=submit]").setAttribute("aria-disabled", "true");
});
// coming back with the browser's back button: sending is possible again
addEventListener("pageshow", () => { delete form.dataset.sent; form.querySelector("[type=submit]").removeAttribute("aria-disabled"); });
