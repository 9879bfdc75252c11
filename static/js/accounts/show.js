/* Shows and hides what is typed as a password; without this the field is an ordinary one. */
for (const button of document.querySelectorAll("[data-shows]")) {
  const input = document.getElementById(button.dataset.shows);
  button.hidden = false;
  button.addEventListener("click", () => {
    const show = input.type === "password";
    input.type = show ? "text" : "password";
    button.setAttribute("aria-pressed", String(show));
  });
  input.form.addEventListener("submit", () => { input.type = "password"; });
}
