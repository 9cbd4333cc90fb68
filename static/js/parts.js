/* A long form one part at a time, such as one option to mark; without this script all parts stand below each other.
   The attributes that it reads are listed in docs/room-script.md. */
(() => {
  "use strict";
  const place = document.querySelector("[data-shared]"), reached = {};
  if (!place) return;
  const within = (form, name) => [...form.querySelectorAll(`[data-${name}]`)];
  const isUnanswered = (part) => !part.querySelector(":checked");

  // Where somebody is: kept while the page stands, else the first part without a choice.
  function at(form, parts) {
    const name = form.getAttribute("action");
    reached[name] ??= Math.max(0, parts.some((part) => !isUnanswered(part)) ? parts.findIndex(isUnanswered) : 0);
    return Math.min(reached[name], parts.length - 1);
  }
  function show(form) {
    const parts = within(form, "part"), [bar] = within(form, "parts-bar"), number = at(form, parts);
    if (parts.length < 2) return;
    parts.forEach((part, index) => (part.hidden = index !== number));
    bar.hidden = false;
    within(bar, "parts-back")[0].hidden = number === 0;
    within(bar, "parts-on")[0].hidden = number === parts.length - 1;
    for (const end of within(form, "parts-end")) end.hidden = number < parts.length - 1;
    const text = bar.dataset.partsBar.replace("{n}", number + 1).replace("{all}", parts.length);
    const [count] = within(form, "parts-count");
    count.hidden = false;
    if (count.textContent !== text) count.textContent = text;
  }
  function turn(form, by) {
    const parts = within(form, "part"), number = at(form, parts) + by;
    reached[form.getAttribute("action")] = Math.min(Math.max(number, 0), parts.length - 1);
    show(form);
    const [count] = within(form, "parts-count");
    count.tabIndex = -1;
    count.focus({ preventScroll: true }); // "Option 2 of 4" is read out, and Tab goes on from there
    form.scrollIntoView({ block: "start" });
  }
  const showAll = () => place.querySelectorAll("form[data-parts]").forEach(show);

  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-parts-on], [data-parts-back]");
    if (button) turn(button.form, button.matches("[data-parts-on]") ? 1 : -1);
  });
  // Enter in a field of an earlier part goes on; it does not send the form half filled in.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-parts]") || !event.submitter?.closest("[data-parts-end][hidden]")) return;
    event.preventDefault();
    event.stopPropagation();
    turn(event.target, 1);
  }, true);
  new MutationObserver(showAll).observe(place, { childList: true, subtree: true });
  showAll();
})();
