/* The answers of a form, one by one: each stands in an element with data-path, in one or more
inputs. An answer on its way is a list of [name, text]; ticks that are off are left out. */
const isTick = (input) => input.type === "radio" || input.type === "checkbox";

export const boxes = (form) => [...form.querySelectorAll("[data-path]")];

export const boxAt = (form, path) => form.querySelector(`[data-path="${CSS.escape(path)}"]`);

const inputsOf = (box) => [...box.querySelectorAll("input[name], select[name], textarea[name]")]
  .filter((input) => input.closest("[data-path]") === box);

/** What stands in a box now. */
export function answerOf(box) {
  return inputsOf(box)
    .filter((input) => !isTick(input) || input.checked)
    .map((input) => [input.name, input.value]);
}

/** What the server put into a box. */
export function answerSent(box) {
  return inputsOf(box).flatMap((input) => {
    if (isTick(input)) return input.defaultChecked ? [[input.name, input.value]] : [];
    if (input.tagName !== "SELECT") return [[input.name, input.defaultValue]];
    const chosen = [...input.options].find((option) => option.defaultSelected) || input.options[0];
    return [[input.name, chosen ? chosen.value : ""]];
  });
}

/** Shows an answer in its box. */
export function show(box, answer) {
  for (const input of inputsOf(box)) {
    const texts = answer.filter(([name]) => name === input.name).map(([, text]) => text);
    if (isTick(input)) input.checked = texts.includes(input.value);
    else if (texts.length) input.value = texts[0];
  }
}

export const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Says something beneath a box: what the number reads like, or what is wrong with it. */
export function say(box, kind, text) {
  const line = box.querySelector(`[data-${kind}]`);
  if (!line) return;
  line.textContent = text || "";
  line.hidden = !text;
  if (kind !== "wrong") return;
  for (const input of inputsOf(box)) {
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}
