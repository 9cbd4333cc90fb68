// Small comforts; every page works without them.

// Escape closes the menu and returns to its button.
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".phone-menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// After sending a form with mistakes, reading starts at the summary of them.
document.querySelector(".error-summary")?.focus();

// Only a browser that runs scripts can print from a button.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
