/* The editor: Markdown put in at the cursor, a preview beside the text, and the line of a finding. */
const form = document.getElementById("editor");
const area = document.getElementById("text");
const tools = form.querySelector(".tools");
const frame = document.getElementById("preview");
const here = document.getElementById("preview-here");
const asks = form.querySelector("[data-preview]");
const SOON = 700;
let timer = 0;
let asked = 0;

function put(before, after, isBlock) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  const newline = isBlock && start > 0 && value[start - 1] !== "\n" ? "\n\n" : "";
  area.focus();
  area.setSelectionRange(start, end);
  const text = newline + before + chosen + after;
  // Written as typing is, so that Ctrl+Z takes it back.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const at = start + newline.length + before.length;
  area.setSelectionRange(at, at + chosen.length);
}

function showLine(number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).join("\n").length + (number > 1 ? 1 : 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] || "").length);
  area.scrollTop = Math.max(0, heightOf(lines.slice(0, number - 1)) - area.clientHeight / 3);
}

/* Long lines wrap, so a twin of the text area is filled with them and measured. */
function heightOf(lines) {
  if (!lines.length) return 0;
  const twin = area.cloneNode();
  twin.removeAttribute("id");
  twin.removeAttribute("name");
  const { style } = twin;
  [style.position, style.visibility, style.width] = ["absolute", "hidden", `${area.offsetWidth}px`];
  [style.height, style.minHeight] = ["0", "0"];
  twin.value = lines.join("\n");
  area.after(twin);
  const height = twin.scrollHeight;
  twin.remove();
  return height;
}

async function preview() {
  clearTimeout(timer);
  const mine = asked += 1;
  const body = new URLSearchParams();
  for (const name of ["csrf_token", "module", "file"]) body.append(name, form.elements[name].value);
  body.append("text", area.value);
  try {
    const how = { method: "POST", body, headers: { Accept: "application/json" } };
    const answer = await fetch("/author/preview", how);
    if (!answer.ok || answer.redirected) return;
    const said = await answer.json();
    if (mine !== asked) return; // a newer one is on its way
    const scrolled = here.querySelector(".phone-frame")?.scrollTop || 0;
    here.innerHTML = said.html; // made safe by the server, as lessons are
    frame.hidden = false;
    const shown = here.querySelector(".phone-frame");
    if (shown) shown.scrollTop = scrolled;
  } catch { /* the line is gone; the next change asks again */ }
}

if (tools) {
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) put(button.dataset.before, button.dataset.after, "block" in button.dataset);
  });
  tools.addEventListener("change", (event) => {
    const select = event.target.closest("select");
    if (!select?.value) return;
    const isPicture = select.value.startsWith("![");
    put(select.value, "", isPicture);
    if (isPicture) area.setSelectionRange(area.selectionStart - select.value.length + 2, area.selectionStart - select.value.length + 2);
    select.value = "";
  });
}

area.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  if (event.key === "b" && tools) {
    event.preventDefault();
    put("**", "**", false);
  } else if (event.key === "s" && form.querySelector("button[type=submit]:not([formaction])")) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[type=submit]:not([formaction])"));
  }
});

for (const one of document.querySelectorAll(".findings [data-line]")) asButton(one);
document.getElementById("findings")?.addEventListener("renewed", (event) => {
  for (const one of event.target.querySelectorAll("[data-line]")) asButton(one);
});

if (form.dataset.line) {
  document.getElementById("pointed-at").remove(); // what it shows is chosen in the text now
  showLine(Number(form.dataset.line));
}

function asButton(one) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = one.textContent;
  button.addEventListener("click", () => showLine(Number(one.dataset.line)));
  one.replaceChildren(button);
}

if (asks) {
  asks.addEventListener("click", (event) => {
    event.preventDefault();
    preview();
  });
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(preview, SOON);
  });
  preview();
}
