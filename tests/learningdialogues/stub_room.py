"""A room without Django behind it: enough of a server to see what ``room.js`` does in a browser."""

from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from urllib.parse import parse_qs
from uuid import uuid4

SCRIPT = Path(__file__).resolve().parents[2] / "static" / "js" / "room.js"
PAGE = """<!doctype html><html lang="nl"><title>Proef</title><body>
<main><div data-room data-wait="/meedoen/{dialogue}/wacht" data-fragment="/deel/" data-own-part="/eigen/"
 data-version="{version}" data-lost="Verbinding weg" data-back="Weer verbonden" data-sending="Wordt verstuurd"
 data-sent="Ingestuurd" data-failed="Mislukt" data-minutes="Nog {{n}} minuten" data-minute="Nog 1 minuut"
 data-over="De tijd is om"><p role="status" data-room-status></p><a href="" data-without-script>Ververs</a>
<div data-shared>{shared}</div><div data-own>{own}</div></div></main><script src="/room.js"></script></body></html>"""


class StubRoom:
    """A WSGI application; its attributes say what it should do next."""

    def __init__(self, dialogue):
        self.dialogue, self.version, self.step = dialogue, 3, "een"
        self.saved, self.posts, self.fails_after_saving, self.fails = {}, [], 0, False
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
        elif path.startswith("/stuur/"):
            status, body = self.receive(environ)
        else:
            body = PAGE.format(dialogue=self.dialogue, version=self.version, shared=self.shared(), own=self.own())
            status = "200 OK"
        kind = "text/javascript" if path == "/room.js" else "text/html"
        start_response(status, [*headers, ("Content-Type", f"{kind}; charset=utf-8")])
        return [body.encode()]

    def shared(self):
        return f"""<section data-step="{self.step}" data-announce="Stap {self.step}"><h1>Stap {self.step}</h1>
          <p id="klok" data-clock data-ends="{self.ends.isoformat()}" role="timer"></p>
          <p id="klok-woorden" data-clock="minutes" data-ends="{self.ends.isoformat()}"></p></section>"""

    def own(self, error=""):
        listed = "".join(f"<li>{escape(text)}</li>" for text in self.saved.values())
        alert = f'<p role="alert" tabindex="-1">{error}</p>' if error else ""
        return f"""<section data-step="{self.step}">{alert}<form method="post" action="/stuur/{self.step}/" data-send>
          <input type="hidden" name="csrfmiddlewaretoken" value="geheim">
          <input type="hidden" name="id" value="{uuid4()}">
          <label>Bijdrage <textarea name="tekst"></textarea></label><label><input type="checkbox" name="mee">Mee</label>
          <button>Stuur in</button></form><ul id="lijst">{listed}</ul></section>"""

    def receive(self, environ):
        fields = parse_qs(environ["wsgi.input"].read().decode())
        self.posts.append((environ.get("HTTP_X_CSRFTOKEN"), fields))
        number, text = fields["id"][0], fields.get("tekst", [""])[0]
        if text == "anders":
            return "409 Anders", self.own("Deze bijdrage is al anders ingestuurd")
        self.saved.setdefault(number, text)
        if self.fails_after_saving:
            self.fails_after_saving -= 1
            return "503 Weg", ""
        return "200 OK", self.own()
