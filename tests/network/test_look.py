"""The look: contrast, components, the choice of colours, and the style page in a real browser."""

import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client
from playwright.sync_api import sync_playwright

from config.contrast import colour_tokens, contrast
from config.settings import production
from learningdialogues.circle import score_option
from network.line import Station
from network.templatetags.look import ICONS
from tests.live import live_server

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLE_SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))

TEXT, EDGE = 4.5, 3.0
USES = [  # token, its ground, what it needs, and its contrast in light and in dark as the study counted it
    ("ink", "paper", TEXT, 16.3, 15.5),
    ("ink2", "paper", TEXT, 7.4, 9.2),
    ("ink2", "mist", TEXT, 6.7, 8.2),
    ("rule2", "paper", EDGE, 4.0, 5.5),
    ("go", "paper", TEXT, 8.1, 10.3),
    ("go-deep", "paper", TEXT, 12.3, 13.1),
    ("on", "go", TEXT, 8.1, 8.9),
    ("go", "go-tint", TEXT, 6.8, 7.6),
    ("go", "go-tint2", TEXT, 5.9, 5.9),
    ("ondeep", "deep", TEXT, 10.4, 12.9),
    ("ondeep2", "deep", TEXT, 7.6, 9.0),
    ("ev", "paper", TEXT, 7.1, 11.0),
    ("ev-line", "paper", EDGE, 7.1, 11.0),
    ("stop", "paper", TEXT, 7.3, 9.0),
    ("stop", "stop-tint", TEXT, 6.3, 7.7),
    ("ink", "voice", TEXT, 14.8, 13.7),
    ("ink", "mark", TEXT, 14.2, 7.5),
    ("focus", "paper", EDGE, 16.3, 17.8),
]
ALSO_READ = [  # pairs that the style sheets use and the study did not count
    ("ink", "mist"), ("ink", "go-tint"), ("ink", "stop-tint"), ("ink", "ev-tint"), ("ev", "ev-tint"), ("go", "mist"),
    ("on-cream", "cream"), ("ink2", "voice"), ("ink2", "go-tint"), ("go", "voice"), ("stop", "mist"), ("on", "go-deep"),
]  # fmt: skip


@pytest.mark.parametrize(("token", "ground", "needed", "light", "dark"), USES)
def test_each_colour_has_the_contrast_that_the_study_counted(token, ground, needed, light, dark):
    tokens = colour_tokens()
    counted = [contrast(tokens[token][place], tokens[ground][place]) for place in (0, 1)]
    assert counted == pytest.approx([light, dark], abs=0.06)
    assert min(counted) >= needed


@pytest.mark.parametrize(("token", "ground"), ALSO_READ)
def test_text_can_be_read_on_every_ground_it_stands_on(token, ground):
    tokens = colour_tokens()
    assert min(contrast(tokens[token][place], tokens[ground][place]) for place in (0, 1)) >= TEXT


def test_no_style_sheet_shouts():
    assert [path.name for path in STYLE_SHEETS if "!important" in path.read_text()] == []


def test_no_page_carries_its_own_style_or_script():
    wrong = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)")
    assert [str(path) for path in TEMPLATES if wrong.search(path.read_text())] == []


def test_every_icon_that_a_template_asks_for_is_there():
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text())}
    assert asked - ICONS.keys() == set()


def test_an_unknown_icon_is_named_in_the_error():
    with pytest.raises(TemplateSyntaxError, match="no-such-icon"):
        render('{% icon "no-such-icon" %}')


def test_production_has_no_style_page():
    assert production.SHOW_STYLE_PAGE is False


# Components


class AForm(forms.Form):
    name = forms.CharField(label="Naam", help_text="Een functie.", error_messages={"required": "Vul een functie in."})
    kind = forms.ChoiceField(label="Soort", choices=[("a", "Eén"), ("b", "Twee")], widget=forms.RadioSelect)
    note = forms.CharField(label="Notitie", required=False, widget=forms.Textarea)


def render(source: str, **context) -> BeautifulSoup:
    return BeautifulSoup(Template(source).render(Context(context)), "html.parser")


def test_a_field_with_an_error_says_so_above_the_widget_and_to_a_screen_reader():
    page = render("{% field form.name %}", form=AForm({}))
    widget = page.find("input")
    assert page.find("label")["for"] == widget["id"]
    assert widget["aria-invalid"] == "true"
    described = [page.find(id=name) for name in widget["aria-describedby"].split()]
    assert [part.get_text(strip=True) for part in described] == ["Een functie.", "Vul een functie in."]
    assert described[1].find_next("input") is widget


def test_a_choice_is_a_fieldset_in_which_every_option_has_its_label():
    page = render("{% field form.kind %}", form=AForm())
    assert page.find("fieldset").find("legend").get_text(strip=True) == "Soort"
    assert [label.get_text(strip=True) for label in page.find_all("label")] == ["Eén", "Twee"]
    assert [label["for"] for label in page.find_all("label")] == [field["id"] for field in page.find_all("input")]


def test_a_field_that_may_stay_empty_says_so():
    assert "mag leeg blijven" in render("{% field form.note %}", form=AForm()).label.get_text()
    assert "mag leeg blijven" not in render("{% field form.name %}", form=AForm()).label.get_text()


def test_the_summary_of_errors_leads_to_each_field():
    form = AForm({})
    page = render("{% form_errors form %}{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    leads = [link["href"].removeprefix("#") for link in page.select(".error-summary a")]
    assert leads == ["id_name", "id_kind"]
    assert all(page.find(id=name) for name in leads)
    assert "2 dingen" in page.select_one(".error-summary h2").get_text()


def test_the_line_shows_gaps_and_names_where_you_are():
    stations = [
        Station("casus", "Casus", "has", "Verjaardagstaarten", "/k/casus-taarten"),
        Station("praktijk", "Praktijk", "here", "Je bent hier"),
        Station("effect", "Effect", "none", "Nog niet gemeten"),
    ]
    page = render("{% line stations %}", stations=stations)
    full = page.select_one(".line__stations")
    assert [row["data-after"] for row in full.find_all("li")] == ["has", "none", "none"]
    assert full.find(attrs={"aria-current": "page"}).get_text(" ", strip=True) == "Praktijk Je bent hier"
    assert page.select_one(".line__row a").get_text() == "Casus: Verjaardagstaarten"


def test_on_the_front_page_the_line_leads_to_its_example():
    class Example:
        title, url = "Verjaardagstaarten", "/k/casus-taarten"

    stations = [Station("casus", "Casus", "here", "Je bent hier")]
    page = render("{% line stations is_open=True example=example %}", stations=stations, example=Example)
    assert page.find("a").get_text() == "Verjaardagstaarten"
    assert page.find(attrs={"aria-current": True}) is None


def test_evidence_fills_as_many_blocks_as_it_is_sure():
    blocks = {code: len(render(f'{{% evidence "{code}" %}}').select(".full")) for code in ("onbekend", "onderzocht")}
    assert blocks == {"onbekend": 0, "onderzocht": 3}


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("afgeleid", "Door de redactie afgeleid"),
        ("eigen keuze", "Door de redactie afgeleid"),
        ("bron", "Uit het onderzoek"),
    ],
)
def test_the_badge_says_who_laid_it(code, word):
    assert render("{% basis code %}", code=code).get_text() == word


def test_the_circle_has_a_dot_for_every_score_and_its_words_beside_it():
    scores = {"juridisch": [6, 7, 7, 8, 9], "financieel": [5, 5, 6, 7, 8], "sociaal": [2, 3, 4, 4, 8]}
    page = render("{% perspective_circle result %}", result=score_option("Bel eerst", 1, scores))
    assert len(page.select("circle.circle__dot")) == 15
    assert len(page.select("circle.circle__dot--below")) == 6
    assert page.find("svg").find("title").get_text() == "Bel eerst"
    assert page.select_one("tbody th").contents[0] == "Juridisch"
    assert "sociaal-maatschappelijk" in page.select_one(".verdict").get_text()
    assert page.find("path", attrs={"fill": True})["fill"] == f"url(#{page.find('pattern')['id']})"


def test_the_pager_keeps_the_rest_of_the_address():
    request = HttpRequest()
    request.GET = QueryDict("q=hobby&pagina=2")
    page = render("{% pager page_obj %}", page_obj=Paginator(range(50), 10).page(2), request=request)
    assert page.find("a", rel="next")["href"] == "?q=hobby&pagina=3"
    assert page.find(attrs={"aria-current": "page"}).get_text(strip=True).endswith("2")


def test_a_bar_is_as_long_as_its_part_of_the_longest():
    page = render("{% bar_chart rows 'Ja of deels' %}", rows=[("Waterdorp", 8, 10), ("Zandmeer", 4, 8)])
    assert [bar["width"] for bar in page.select("rect.full")] == ["80.00", "40.00"]
    assert [row.find_all("td")[-1].get_text() for row in page.find_all("tr")] == ["8 van 10", "4 van 8"]


# The choice of colours


def test_the_choice_of_colours_stays_with_the_browser(client, db):
    answer = client.post("/weergave/", {"weergave": "donker", "terug": "/account/login/"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    page = BeautifulSoup(client.get("/account/login/").content, "html.parser")
    assert page.html["data-weergave"] == "donker"
    assert page.find("button", value="donker")["aria-pressed"] == "true"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_the_choice_of_colours_leads_nowhere_else(client, db, elsewhere):
    assert client.post("/weergave/", {"weergave": "licht", "terug": elsewhere})["Location"] == "/"


def test_an_unknown_colour_is_not_kept(client, db):
    client.post("/weergave/", {"weergave": "paars"})
    assert "weergave" not in client.cookies
    client.cookies["weergave"] = '"><script>'
    assert BeautifulSoup(client.get("/account/login/").content, "html.parser").html["data-weergave"] == "toestel"


# In a browser

PAGES = ["/stijl/", "/", "/account/login/", "/niet-hier/", "/meedoen/"]
WINDOWS = [(1280, "light"), (390, "dark"), (1280, "dark"), (390, "light")]
AXE_RUNS = [(path, *window) for path in PAGES for window in (WINDOWS if path == "/stijl/" else WINDOWS[:2])]


@pytest.fixture(scope="module")
def server(django_db_blocker):
    with django_db_blocker.unblock(), live_server() as server:
        yield server


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, server):
    """Opens a path of the server in a window of some width and colours; closed after the test."""
    contexts = []

    def opened(path, width=1280, scheme="light", **options):
        contexts.append(chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **options))
        page = contexts[-1].new_page()
        page.goto(server.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("path", "width", "scheme"), AXE_RUNS)
def test_axe_finds_nothing(visit, path, width, scheme):
    page = visit(path, width, scheme)
    page.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text())
    found = page.evaluate("axe.run().then((result) => result.violations.map((one) => [one.id, one.nodes[0].html]))")
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_out_of_the_window(visit, path):
    page = visit(path)
    too_wide = {}
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        too_wide[width] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert too_wide == {1280: 0, 390: 0, 320: 0}


@pytest.mark.browser
def test_the_menu_of_a_phone_works_without_script(visit):
    page = visit("/", 390, java_script_enabled=False)
    assert not page.get_by_role("link", name="Patronen", exact=True).is_visible()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Patronen", exact=True).click()
    assert page.url.endswith("/patronen/")


@pytest.mark.browser
def test_dark_is_chosen_without_script(visit):
    page = visit("/account/login/", java_script_enabled=False)
    page.get_by_role("button", name="Donker").last.click()
    assert page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor") == "rgb(15, 25, 29)"


@pytest.mark.django_db
def test_the_own_styles_of_a_public_page_stay_below_sixty_kilobytes(client: Client) -> None:
    """The package of NL Design System comes on top; what only dialogues need is not loaded elsewhere."""
    head = client.get("/zoeken/").content.decode().partition("</head>")[0]
    names = re.findall(r'href="/static/(css/[\w-]+)(?:\.\w+)?\.css"', head)
    assert "css/base" in names and "css/room" not in names
    sizes = [(settings.BASE_DIR / "static" / f"{name}.css").stat().st_size for name in names]
    assert sum(sizes) < 60_000
