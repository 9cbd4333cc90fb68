/* The follow code is shown once, on the page that answers the closing. From there it goes to the big screen of the same
   browser, and from a scanned address into its field. Nothing of it is sent: what stands behind # stays in the browser. */
(() => {
  "use strict";
  const code = document.querySelector("[data-follow-code]"), place = document.querySelector("[data-follow-place]");
  const qr = document.querySelector("[data-follow-qr]"), field = document.querySelector("[data-follow-field]");
  const channel = (dialogue) => new BroadcastChannel(`volgcode ${dialogue}`);

  if (code) {
    const screens = channel(code.dataset.followCode);
    const tell = () => screens.postMessage({ code: code.textContent, qr: qr.innerHTML });
    screens.onmessage = ({ data }) => data === "?" && tell();
    tell();
  }
  if (place) {
    const desk = channel(place.dataset.followPlace);
    desk.onmessage = ({ data }) => {
      if (!data.code) return;
      place.textContent = data.code;
      qr.replaceChildren(...new DOMParser().parseFromString(data.qr, "text/html").body.childNodes);
      place.hidden = qr.hidden = false;
    };
    desk.postMessage("?");
  }
  if (field && location.hash.length > 1) {
    field.value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname);
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue; // only over https
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
    });
  }
})();
