/* The form of a question: "add another row" adds it in place; without script the page comes back with it. */
const form = document.getElementById("question");
const rows = form && form.querySelector(".quiz-rows");
const more = form && form.querySelector("button[name=add]");

function renumber(row, at) {
  for (const one of row.querySelectorAll("[name]")) {
    const name = one.name.replace(/-[0-9]+-/, `-${at}-`);
    const label = row.querySelector(`label[for="${one.id}"]`);
    one.name = name;
    if (one.id) one.id = `f-${name}`;
    if (label) label.htmlFor = one.id;
  }
  const legend = row.querySelector("legend");
  legend.textContent = legend.textContent.replace(/ \[\[.*/, "").replace(/[0-9]+/, at + 1);
}

function empty(row) {
  for (const one of row.querySelectorAll("textarea, input[type=text], input[type=hidden]")) one.value = "";
  for (const one of row.querySelectorAll("input[type=checkbox]")) one.checked = false;
}

function add(event) {
  const all = rows.querySelectorAll(".quiz-row");
  if (!all.length) return;
  event.preventDefault();
  const row = all[all.length - 1].cloneNode(true);
  empty(row);
  renumber(row, all.length);
  rows.append(row);
  row.querySelector("textarea, input[type=text]").focus();
}

if (rows && more) more.addEventListener("click", add);
