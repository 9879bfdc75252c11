// Fills the words of the recovery card from what stands behind the # of the address (the QR code).
// They are never part of a request until the person presses the button.
const words = decodeURIComponent(location.hash.slice(1)).replaceAll("-", " ");
const field = document.getElementById("words");
if (field && !field.value && /^[a-z ]{20,60}$/.test(words)) {
  field.value = words;
  history.replaceState(null, "", location.pathname);
}
