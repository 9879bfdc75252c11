/* Says quietly how much time is left, aloud only at five minutes and at one. */
const clock = document.querySelector(".on-the-way .clock");
const left = clock.querySelector(".left");
const aloud = clock.querySelector("[aria-live]");
const words = clock.dataset;
const ends = Date.now() + Number(words.seconds) * 1000; // counted from the server's time
let before = Infinity;

function tell() {
  const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000));
  const minutes = Math.ceil(seconds / 60);
  left.textContent = seconds ? words.left.replace("{n}", minutes) : `· ${words.over}`;
  for (const [limit, text] of [[300, words.five], [60, words.one], [0, words.over]]) {
    if (seconds <= limit && before > limit && before !== Infinity) aloud.textContent = text;
  }
  before = seconds;
  if (seconds) setTimeout(tell, 1000);
}

left.hidden = false;
tell();
