/* Rows of a table in a plan: added under an id made on this phone, taken away and brought back. */
import { newId } from "./outbox.js";

const form = document.getElementById("plan-section");

function placeAfter(list) {
  const places = [...list.querySelectorAll("[data-path$='/_at'] input")].map((input) => Number(input.value) || 0);
  return Math.max(Date.now(), ...places.map((place) => place + 1));
}

function add(table, id) {
  const list = form.querySelector(`[data-rows="${CSS.escape(table)}"]`);
  const made = form.querySelector(`template[data-new="${CSS.escape(table)}"]`);
  if (!list || !made || form.querySelector(`[data-row="${CSS.escape(`${table}/${id}`)}"]`)) return null;
  const holder = document.createElement("template");
  holder.innerHTML = made.innerHTML.replaceAll("ROW", id).replaceAll("AT", String(placeAfter(list)));
  list.append(holder.content);
  full(list);
  return list.lastElementChild;
}

const isGone = (row) => row.querySelector("[data-path$='/_gone'] input")?.checked;

function full(list) {
  const left = [...list.querySelectorAll("[data-row]")].filter((row) => !isGone(row)).length;
  const button = form.querySelector(`button[name="add"][value="${CSS.escape(list.dataset.rows)}"]`);
  if (button) button.disabled = left >= Number(list.dataset.most);
}

function fold(row) {
  row.classList.toggle("gone", Boolean(isGone(row)));
  full(row.closest("[data-rows]"));
}

if (form) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='add']");
    if (!button) return;
    event.preventDefault();
    const row = add(button.value, newId());
    if (!row) return;
    row.querySelector("[data-path$='/_at'] input")?.dispatchEvent(new Event("change", { bubbles: true }));
    row.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  });
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) fold(row);
  });
  document.addEventListener("plan-row", (event) => add(event.detail.table, event.detail.id));
  for (const row of form.querySelectorAll("[data-row]")) fold(row);
}
