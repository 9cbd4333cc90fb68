/* A room follows by itself and loses nothing that was typed; without this script the page works by plain forms.
   The attributes that it reads are listed in docs/room-script.md. */
(() => {
  "use strict";
  const room = document.querySelector("[data-room]");
  if (!room) return;
  const said = room.dataset, memory = {}, status = document.querySelector("[data-room-status]");
  const part = (name) => room.querySelector(`[data-${name}]`);
  const say = (text) => status && text && (status.textContent = text);
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const jitter = (ms) => ms * (0.5 + Math.random());
  const growing = (times) => jitter(Math.min(1000 * 2 ** times, 15000));
  let version = Number(said.version), etag = "", isLost = false, isOver = false, offset = 0, interrupt = () => {};

  // Storage: what was typed lives as long as the tab, what was sent until the server has it.
  const drafts = [sessionStorage, `concept ${said.fragment}`], outbox = [localStorage, `inbreng ${said.fragment}`];
  const reloaded = [sessionStorage, `herladen ${said.fragment}`];
  function recall([place, name], empty) {
    try { return JSON.parse(place.getItem(name)) ?? memory[name] ?? empty; } catch { return memory[name] ?? empty; }
  }
  function store([place, name], value) {
    memory[name] = value;
    try { place.setItem(name, JSON.stringify(value)); } catch { /* no storage here: the page remembers */ }
  }

  // Asking: every request ends by itself, and tells the time of the server.
  async function ask(url, options, seconds = 15) {
    const control = new AbortController(), timer = setTimeout(() => control.abort(), seconds * 1000);
    if (options?.waits) interrupt = () => control.abort();
    try {
      const answer = await fetch(url, { ...options, signal: control.signal });
      const ahead = Date.parse(answer.headers.get("date")) - Date.now();
      if (Math.abs(ahead - offset) > 3000) offset = ahead; // the header is up to two seconds old
      return { answer, text: await answer.text() };
    } finally {
      clearTimeout(timer);
    }
  }
  const lost = () => !isLost && ((isLost = true), say(said.lost));
  const back = () => isLost && ((isLost = false), say(said.back), flush());
  function over() {
    isOver = true;
    if (Date.now() - recall(reloaded, 0) < 60000) return;
    store(reloaded, Date.now());
    location.reload();
  }

  // Following: is anything newer? Then fetch it.
  async function refresh() {
    const { answer, text } = await ask(said.fragment, { headers: etag ? { "If-None-Match": etag } : {} });
    if ([403, 410].includes(answer.status) || answer.redirected) return over();
    if (answer.status === 304) return;
    if (!answer.ok) throw answer.status;
    const own = said.ownPart && (await ask(said.ownPart));
    const heading = () => part("shared").querySelector("[data-announce]")?.dataset.announce;
    const before = heading();
    etag = answer.headers.get("etag") || "";
    said.version = version = Number(answer.headers.get("x-versie")) || version;
    replace(part("shared"), text);
    if (own?.answer.ok && part("own")) replace(part("own"), own.text);
    if (heading() !== before) say(heading());
    tick();
  }
  async function hear() {
    const begun = Date.now(), url = `${said.wait}${said.wait.includes("?") ? "&" : "?"}na=${version}`;
    const { answer, text } = await ask(url, { waits: true }, 40);
    if ([403, 410].includes(answer.status)) return over();
    if (!answer.ok) throw answer.status;
    back();
    const newest = JSON.parse(text).versie;
    if (newest > version) {
      await refresh();
      version = Math.max(version, newest);
    } else if (Date.now() - begun < 1000) await sleep(jitter(1500));
  }
  // When holding fails but the page answers: poll. When nothing answers: wait longer each time.
  async function fallBack(failures) {
    try {
      await refresh();
      back();
      if (failures > 1) await sleep(jitter(4000));
    } catch {
      lost();
      await Promise.race([sleep(growing(failures - 1)), new Promise((done) => (interrupt = done))]);
    }
  }
  async function follow() {
    for (let failures = 0; !isOver; ) {
      try {
        await hear();
        failures = 0;
      } catch {
        await fallBack(++failures);
      }
    }
  }
  const again = () => document.visibilityState === "visible" && (interrupt(), flush());
  addEventListener("online", again);
  addEventListener("pageshow", (event) => event.persisted && again());
  document.addEventListener("visibilitychange", again);

  // Typing: kept per form and field, and put back when a part is replaced or the page is loaded again.
  const isChoice = (field) => ["radio", "checkbox"].includes(field.type);
  const isTyped = (field) => field.form && field.name && !["hidden", "submit", "button", "file"].includes(field.type);
  const formKey = (form) => `${form.getAttribute("action")} ${form.dataset.key || ""}`;
  const keyOf = (field) => field.form && `${formKey(field.form)} ${field.name}${isChoice(field) ? `=${field.value}` : ""}`;
  const isSending = (form) => recall(outbox, []).some((entry) => entry.form === formKey(form));
  room.addEventListener("input", ({ target }) => {
    if (!isTyped(target)) return;
    const kept = recall(drafts, {});
    for (const field of target.type === "radio" ? target.form.elements : [target]) {
      if (field.name === target.name) kept[keyOf(field)] = isChoice(field) ? field.checked : field.value;
    }
    store(drafts, kept);
  });
  function putBack(container) {
    const kept = recall(drafts, {});
    for (const field of container.querySelectorAll("input, textarea, select")) {
      const value = isTyped(field) ? kept[keyOf(field)] : undefined;
      if (value !== undefined) field[isChoice(field) ? "checked" : "value"] = value;
    }
    for (const form of container.querySelectorAll("form[data-send]")) form.ariaBusy = isSending(form);
  }
  function forget(form) {
    const kept = Object.entries(recall(drafts, {})).filter(([key]) => !key.startsWith(`${form} `));
    store(drafts, Object.fromEntries(kept));
  }

  // Replacing: what has the focus keeps it, else the new heading gets it; what was folded open stays open.
  function replace(container, html) {
    const active = container.contains(document.activeElement) ? document.activeElement : null;
    const { id, selectionStart, selectionEnd } = active || {}, key = active && keyOf(active);
    const open = [...container.querySelectorAll("details[id][open]")].map((each) => each.id);
    container.innerHTML = html;
    putBack(container);
    for (const each of container.querySelectorAll("details[id]")) each.open ||= open.includes(each.id);
    if (!active) return;
    const fields = [...container.querySelectorAll("input, textarea, select")];
    const same = (id && container.querySelector(`#${CSS.escape(id)}`)) || (key && fields.find((each) => keyOf(each) === key));
    const next = same || container.querySelector("h1, h2, h3") || container;
    if (!same) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    if (same && typeof selectionStart === "number") same.setSelectionRange(selectionStart, selectionEnd);
  }

  // Sending: an act stays in the outbox until the server answered, so it may arrive twice; its id makes that harmless.
  document.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    if (event.defaultPrevented || !room.contains(form)) return;
    if (!form.matches("[data-send]")) return forget(formKey(form));
    event.preventDefault();
    if (isSending(form)) return;
    const { id, serial } = form.elements, fields = new FormData(form);
    if (serial) fields.set("serial", nextSerial(form, Number(serial.value)));
    if (id && !id.value) fields.set("id", uuid());
    if (by?.name) fields.append(by.name, by.value);
    const csrf = fields.get("csrfmiddlewaretoken");
    fields.delete("csrfmiddlewaretoken");
    const url = by?.getAttribute("formaction") || form.getAttribute("action");
    const entry = { number: uuid(), form: formKey(form), url, csrf, body: String(new URLSearchParams(fields)) };
    store(outbox, [...recall(outbox, []), entry]);
    form.ariaBusy = true;
    say(said.sending);
    flush();
  });
  const hex = (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16);
  const uuid = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, hex);
  function nextSerial(form, given) {
    const place = [localStorage, `volgnummer ${formKey(form)}`], next = Math.max(given || 0, recall(place, 0) + 1);
    store(place, next);
    return next;
  }
  let isFlushing = false, failures = 0, timer;
  async function flush() {
    if (isFlushing) return;
    isFlushing = true;
    clearTimeout(timer);
    try {
      for (let entry; (entry = recall(outbox, [])[0]); failures = 0) await send(entry);
    } catch {
      lost();
      timer = setTimeout(flush, growing(failures++));
    }
    isFlushing = false;
  }
  async function send(entry) {
    const csrf = document.querySelector("[name=csrfmiddlewaretoken]")?.value || entry.csrf;
    const headers = { "X-Requested-With": "fetch", "X-CSRFToken": csrf };
    const { answer, text } = await ask(entry.url, { method: "POST", body: new URLSearchParams(entry.body), headers });
    if (answer.status >= 500 || [408, 429].includes(answer.status)) throw answer.status;
    store(outbox, recall(outbox, []).filter((each) => each.number !== entry.number));
    const form = [...room.querySelectorAll("form[data-send]")].find((each) => formKey(each) === entry.form);
    if (form) form.ariaBusy = false;
    if (answer.status === 410) return over();
    if (answer.ok) {
      forget(entry.form);
      form?.reset();
      if (form?.elements.id) form.elements.id.value = uuid();
    } else if (![409, 422].includes(answer.status)) return say(said.failed);
    say(answer.ok ? said.sent : " ");
    await show(answer, text).catch(() => {});
  }
  const stepOf = (container) => container.querySelector("[data-step]")?.dataset.step;
  async function show(answer, text) {
    const own = part("own");
    if (!own || answer.redirected) return refresh();
    const step = stepOf(new DOMParser().parseFromString(text, "text/html"));
    if (step && stepOf(part("shared")) && step !== stepOf(part("shared"))) text = (await ask(said.ownPart)).text;
    replace(own, text);
    own.querySelector(".error-summary, [role=alert]")?.focus();
  }

  // The clock, by the server's time; spoken at five minutes and at one.
  const inWords = (n) => (n < 1 ? said.over : n === 1 ? said.minute : said.minutes?.replace("{n}", n)) || "";
  let before = Infinity;
  function tick() {
    for (const clock of room.querySelectorAll("[data-clock][data-ends]")) {
      const left = Math.ceil((Date.parse(clock.dataset.ends) - Date.now() - offset) / 1000), size = Math.abs(left);
      const digits = `${left < 0 ? "-" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
      clock.textContent = clock.dataset.clock === "minutes" ? inWords(Math.ceil(left / 60)) : digits;
      if (left < before && [300, 60].some((moment) => left <= moment && before > moment && before < moment + 60)) {
        say(inWords(Math.ceil(left / 60)));
      }
      before = left;
    }
  }

  for (const element of document.querySelectorAll("[data-without-script]")) element.hidden = true;
  putBack(room);
  setInterval(tick, 1000);
  tick();
  flush();
  follow();
})();
