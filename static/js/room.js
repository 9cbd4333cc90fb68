/* A room follows by itself and loses nothing that was typed; without this script the page works by plain forms.
   The attributes that it reads are listed in docs/room-script.md. */
(() => {
  "use strict";
  const room = document.querySelector("[data-room]");
  if (!room) return;
  const said = room.dataset, memory = {}, status = room.querySelector("[data-status]");
  const shared = room.querySelector("[data-shared]"), parse = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const ownIn = (container) => container.querySelector("[data-own]");
  const heard = room.querySelector("[data-heard]"), say = (text, to = status) => to && text && (to.textContent = text.trim());
  let fading; // what was done is said for a moment; what is wrong stays
  const sayBriefly = (text) => {
    if (!text) return;
    say(text);
    clearTimeout(fading);
    fading = setTimeout(() => status?.textContent === text.trim() && (status.textContent = ""), 6000);
  };
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const jitter = (ms) => ms * (0.5 + Math.random());
  const growing = (times) => jitter(Math.min(1000 * 2 ** times, 15000));
  let version = Number(said.version), etag = "", isLost = false, isOver = false, offset = 0, interrupt = () => {};

  // Storage: what was typed lives as long as the tab, what was sent until the server has it.
  const drafts = [sessionStorage, `concept ${said.fragment}`], outbox = [localStorage, `inbreng ${said.fragment}`];
  const reloaded = [sessionStorage, `herladen ${said.fragment}`], plain = [sessionStorage, `gewoon ${said.fragment}`];
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
  const back = () => isLost && ((isLost = false), sayBriefly(said.back), flush());
  // While a form of this page is on its way its answer comes: a page that may be shown once, such as the follow code.
  let left = 0;
  addEventListener("beforeunload", () => { left = Date.now(); });
  async function over() {
    if (Date.now() - left < 20000) return sleep(1000);
    isOver = true;
    if (Date.now() - recall(reloaded, 0) < 60000) return;
    store(reloaded, Date.now());
    location.reload();
  }

  // Following: is anything newer? Then fetch it.
  const withVersion = (url, newest) => `${url}${url.includes("?") ? "&" : "?"}na=${newest}`;
  async function refresh(newest) {
    const url = newest ? withVersion(said.fragment, newest) : said.fragment;
    const { answer, text } = await ask(url, { headers: etag ? { "If-None-Match": etag } : {} });
    if ([403, 410].includes(answer.status) || answer.redirected) return over();
    if (answer.status === 304) return;
    if (!answer.ok) throw answer.status;
    const next = parse(text), own = await ownFor(next), heading = () => shared.querySelector("h1")?.textContent;
    const before = heading();
    etag = answer.headers.get("etag") || "";
    said.version = version = Number(answer.headers.get("x-versie")) || version;
    change(() => {
      if (own) ownIn(next).replaceWith(own);
      shared.replaceChildren(...next.childNodes);
    });
    if (heading() !== before) (say(" "), say(heading(), heard)); // who sees the page sees the heading itself
    tick();
  }
  // The own part that belongs in a new shared part. Within the same round it stays as it is, unless what everybody gets
  // there changed. A new round begins empty; only a step that was held before may hold something of this browser.
  let blank = "";
  const blankOf = (place) => place.innerHTML.replace(/value="[\w-]{36,}"/g, "");
  async function ownFor(next) {
    const own = ownIn(room), place = ownIn(next);
    if (!place || !said.ownAddress) return null;
    const known = blank, isSame = own?.dataset.own === place.dataset.own;
    blank = blankOf(place);
    if (isSame && (blank === known || own.querySelector("[role=alert]"))) return own;
    if (!isSame && place.dataset.ownBefore === undefined) return null;
    const { answer, text } = await ask(said.ownAddress);
    if (!answer.ok) throw answer.status;
    return ownIn(parse(text));
  }
  // What everybody gets there in the version of this page, so that the first change is not taken for one of that.
  async function learn() {
    if (!said.ownAddress || !ownIn(room)) return;
    const { answer, text } = await ask(withVersion(said.fragment, version));
    const place = ownIn(parse(text));
    if (answer.ok && place && answer.headers.get("x-versie") === said.version) blank ||= blankOf(place);
  }
  async function hear() {
    const begun = Date.now();
    const { answer, text } = await ask(withVersion(said.wait, version), { waits: true }, 40);
    if ([403, 410].includes(answer.status)) return over();
    if (!answer.ok) throw answer.status;
    back();
    const newest = JSON.parse(text).versie;
    if (newest > version) {
      if (!shared.querySelector("[data-hold]")) await refresh(newest);
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
  const sends = "form[data-send], form[data-act]";
  const formKey = (form) => `${form.getAttribute("action")} ${form.matches("[data-send]") ? "" : form.elements.id?.value ?? ""}`;
  const keyOf = (field) => field.form && `${formKey(field.form)} ${field.name}${isChoice(field) ? `=${field.value}` : ""}`;
  const isSending = (form) => recall(outbox, []).some((entry) => entry.form === formKey(form));
  function keep(fields) {
    const kept = recall(drafts, {});
    for (const field of fields) if (isTyped(field)) kept[keyOf(field)] = isChoice(field) ? field.checked : field.value;
    store(drafts, kept);
  }
  room.addEventListener("input", ({ target }) => {
    if (target.form) keep(target.type === "radio" ? [...target.form.elements].filter((each) => each.name === target.name) : [target]);
    countPoints(target.form);
  });
  function countPoints(form) {
    const left = form?.querySelector("[data-points-left]");
    if (!left) return;
    const given = [...form.querySelectorAll("[type=number]")].reduce((sum, field) => sum + (Number(field.value) || 0), 0);
    left.textContent = `${Number(form.dataset.points) - given} ${left.dataset.text}`;
  }
  function putBack() {
    const kept = recall(drafts, {});
    for (const field of room.querySelectorAll("input, textarea, select")) {
      const value = isTyped(field) ? kept[keyOf(field)] : undefined;
      if (value !== undefined) field[isChoice(field) ? "checked" : "value"] = value;
    }
    for (const form of room.querySelectorAll(sends)) form.ariaBusy = isSending(form);
  }
  function forget(form) {
    const kept = Object.entries(recall(drafts, {})).filter(([key]) => !key.startsWith(`${form} `));
    store(drafts, Object.fromEntries(kept));
  }

  // Changing the page: what has the focus keeps it, else the new heading gets it; what was folded open stays open.
  const fold = (each) => each.id || (each.querySelector("textarea, input:not([type=hidden])") ?? each.querySelector("summary")).id || each.textContent;
  function change(update) {
    const active = room.contains(document.activeElement) ? document.activeElement : null;
    const { id, selectionStart, selectionEnd } = active || {}, key = active && keyOf(active);
    const open = [...room.querySelectorAll("details[open]")].map(fold);
    update();
    putBack();
    for (const each of room.querySelectorAll("details")) each.open ||= open.includes(fold(each));
    if (!active || document.activeElement === active) return;
    const fields = [...room.querySelectorAll("input, textarea, select")];
    const same = (id && document.getElementById(id)) || (key && fields.find((each) => keyOf(each) === key));
    const next = same || shared.querySelector("h1, h2") || shared;
    if (!same) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    if (same && typeof selectionStart === "number") same.setSelectionRange(selectionStart, selectionEnd);
  }

  // Sending: an act stays in the outbox until the server answered, so it may arrive twice; its id makes that harmless.
  document.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    if (event.defaultPrevented || !room.contains(form)) return;
    if (!form.matches(sends)) return store(plain, formKey(form));
    event.preventDefault();
    if (isSending(form)) return;
    const fields = new FormData(form);
    if (by?.name) fields.append(by.name, by.value);
    const csrf = fields.get("csrfmiddlewaretoken");
    fields.delete("csrfmiddlewaretoken");
    const url = by?.getAttribute("formaction") || form.getAttribute("action");
    const done = form.dataset.said ?? said.sent;
    const entry = { number: uuid(), form: formKey(form), url, csrf, body: String(new URLSearchParams(fields)), done };
    store(outbox, [...recall(outbox, []), entry]);
    form.ariaBusy = true;
    say(said.sending);
    flush();
  });
  const hex = (digit) => (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16);
  const uuid = () => crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, hex);
  let isFlushing = false, failures = 0, timer;
  async function flush() {
    if (isFlushing) return;
    isFlushing = true;
    clearTimeout(timer);
    try {
      for (let entry; (entry = recall(outbox, [])[0]); failures = 0) {
        await send(entry);
        back();
      }
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
    const find = () => [...room.querySelectorAll(sends)].find((each) => formKey(each) === entry.form);
    if (find()) find().ariaBusy = false;
    if (answer.status === 410 || answer.redirected) return over();
    if (!answer.ok && ![409, 422].includes(answer.status)) return say(said.failed);
    forget(entry.form);
    if (answer.ok && find()?.matches("[data-send]")) {
      find().elements.id?.setAttribute("value", uuid());
      find().reset();
    }
    sayBriefly((answer.ok && entry.done) || " ");
    await show(answer, text).catch(() => {});
    if (!answer.ok && find()) keep(find().elements);
  }
  async function show(answer, text) {
    let own = ownIn(parse(text));
    if (!own || !ownIn(room)) return refresh();
    if (own.dataset.own !== ownIn(room).dataset.own) own = ownIn(parse((await ask(said.ownAddress)).text));
    change(() => ownIn(room).replaceWith(own));
    const alert = own.querySelector("[role=alert]");
    if (alert) (alert.tabIndex = -1), alert.focus();
  }

  // The clock, by the server's time; spoken at five minutes and at one.
  let before = Infinity;
  function tick() {
    for (const clock of room.querySelectorAll("[data-clock]")) {
      const left = Math.ceil(Number(clock.dataset.clock) - (Date.now() + offset) / 1000), size = Math.abs(left);
      const digits = `${left < 0 ? "-" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
      const words = left > 60 ? clock.dataset.words?.replace("{n}", Math.ceil(left / 60)) : left > 0 ? said.minute : said.over;
      clock.textContent = clock.dataset.words ? words || "" : digits;
      if (before > 300 && before < 360 && left <= 300) sayBriefly(said.minutes);
      if (before > 60 && before < 120 && left <= 60) sayBriefly(said.minute);
      before = left;
    }
  }

  if (!room.querySelector("[role=alert]")) forget(recall(plain, " "));
  store(plain, " ");
  for (const form of room.querySelectorAll("[data-points]")) countPoints(form);
  putBack();
  setInterval(tick, 1000);
  tick();
  flush();
  learn().catch(() => {}); // then the first change fetches one's own part once
  follow();
})();
