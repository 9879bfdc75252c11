/* Tap a term: its meaning, from the list of words at the end, in a small panel at the bottom. */
const panel = document.getElementById("gloss");
const word = document.getElementById("gloss-word");
const meaning = document.getElementById("gloss-meaning");
let asked = null;

function close() {
  if (panel.hidden) return;
  panel.hidden = true;
  asked.focus();
}

function open(link, entry) {
  asked = link;
  word.textContent = entry.querySelector("dt").textContent;
  meaning.textContent = entry.querySelector("dd").textContent;
  panel.hidden = false;
  panel.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.term");
  if (link) {
    const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!entry) return; // without its entry the link stays an ordinary link
    event.preventDefault();
    open(link, entry);
  } else if (event.target.closest("#gloss button") || !event.target.closest("#gloss")) {
    close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close();
});
