"""A room without Django behind it: enough of a server to see what ``room.js`` does in a browser."""

from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from urllib.parse import parse_qs
from uuid import uuid4

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "room.js"
PAGE = """<!doctype html><html lang="nl"><title>Proef</title><body>
<main><div data-room data-wait="/meedoen/{dialogue}/wacht" data-fragment="/deel/" data-own-address="/eigen/"
 data-version="{version}" data-lost="Verbinding weg" data-back="Weer verbonden" data-sending="Wordt verstuurd"
 data-sent="Ingestuurd" data-failed="Mislukt" data-minutes="Nog 5 minuten" data-minute="Nog 1 minuut"
 data-over="De tijd is om"><p role="status" data-status></p><p role="status" data-heard></p>
<div data-shared>{shared}</div></div></main>
<script src="/room.js"></script></body></html>"""


class StubRoom:
    """A WSGI application; its attributes say what it should do next."""

    def __init__(self, dialogue):
        self.dialogue, self.version, self.step = dialogue, 3, "een"
        self.saved, self.posts, self.fails_after_saving, self.fails, self.asks = {}, [], 0, False, False
        self.has_choice = False
        self.ends = datetime.now(UTC) + timedelta(seconds=302)

    def __call__(self, environ, start_response):
        path, headers = environ["PATH_INFO"], [("Content-Security-Policy", "default-src 'self'")]
        if self.fails and path == "/deel/":
            status, body = "500 Stuk", ""
        elif path == "/room.js":
            status, body = "200 OK", SCRIPT.read_text()
        elif path == "/deel/":
            headers += [("ETag", f'"{self.version}"'), ("X-Versie", str(self.version))]
            unchanged = environ.get("HTTP_IF_NONE_MATCH") == f'"{self.version}"'
            status, body = ("304 Same", "") if unchanged else ("200 OK", self.shared())
        elif path == "/eigen/":
            status, body = "200 OK", self.own()
        elif path.startswith(("/stuur/", "/wijzig/")):
            status, body = self.receive(environ)
        else:
            body = PAGE.format(dialogue=self.dialogue, version=self.version, shared=self.shared(self.own()))
            status = "200 OK"
        kind = "text/javascript" if path == "/room.js" else "text/html"
        start_response(status, [*headers, ("Content-Type", f"{kind}; charset=utf-8")])
        return [body.encode()]

    def shared(self, own=None):
        ends = self.ends.timestamp()
        hold = "<p data-hold>Toch verder?</p>" if self.asks else ""
        return f"""<h1>Stap {self.step}</h1>{hold}<p id="klok" data-clock="{ends}" role="timer"></p>
          <p id="klok-woorden" data-clock="{ends}" data-words="Nog {{n}} minuten"></p>
          {own or self.own(is_mine=False)}"""

    def own(self, error="", typed="", is_mine=True):
        saved = self.saved.items() if is_mine else ()
        choice = "<p>Nieuwe keuze</p>" if self.has_choice else ""
        return f"""<div data-own="{self.step}:1">{f'<p role="alert">{error}</p>' if error else ""}
          <form method="post" action="/stuur/{self.step}/" data-send>
          <input type="hidden" name="csrfmiddlewaretoken" value="geheim">
          <input type="hidden" name="id" value="{uuid4()}">
          <label>Bijdrage <textarea name="tekst">{escape(typed)}</textarea></label>
          <label><input type="checkbox" name="mee">Mee</label>
          <button>Stuur in</button></form><ul id="lijst">{"".join(self.row(*each) for each in saved)}</ul>
          <form method="post" action="/punten/" data-act data-points="10"><label>Punten <input type="number" name="p">
          </label>{choice}<p data-points-left data-text="punten over"></p></form></div>"""

    def row(self, number, text):
        return f"""<li><span>{escape(text)}</span><details><summary>Wijzig</summary>
          <form method="post" action="/wijzig/" data-act><input type="hidden" name="id" value="{number}">
          <label>Wijziging <textarea name="tekst">{escape(text)}</textarea></label><button>Bewaar</button></form>
          </details></li>"""

    def receive(self, environ):
        fields = parse_qs(environ["wsgi.input"].read().decode())
        self.posts.append((environ.get("HTTP_X_CSRFTOKEN"), fields))
        number, text = fields["id"][0], fields.get("tekst", [""])[0]
        if text == "anders":
            return "409 Anders", self.own("Deze bijdrage is al anders ingestuurd", text)
        if environ["PATH_INFO"] == "/wijzig/":
            self.saved[number] = text
        self.saved.setdefault(number, text)
        if self.fails_after_saving:
            self.fails_after_saving -= 1
            return "503 Weg", ""
        return "200 OK", self.own()
