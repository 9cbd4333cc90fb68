"""The page /stijl/: every component of the look, in light and in dark, with the markup that other templates copy.

It stands in ``config`` because it shows the drawings of every app. Only development and tests have this page.
"""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from config.contrast import colour_tokens, contrast
from learningdialogues.circle import CAN_IF, CANNOT, KnowerRemark, score_option
from network import kinds
from network.line import Station
from network.templatetags.look import EFFECTS, EVIDENCE, ICONS, effect, evidence


@dataclass(frozen=True)
class Row:
    """A row of a list, as search and the pages of items make them."""

    kind: str
    title: str
    summary: str = ""
    url: str = "/stijl/"
    note: str = ""
    marks: SafeString | str = ""
    fragment: SafeString | str = ""


class SampleForm(forms.Form):
    """Every sort of field once."""

    done = forms.CharField(label="Wat is er gedaan?", help_text="Een paar zinnen is genoeg.")
    decided = forms.CharField(label="Wie besloot dit (functie)", error_messages={"required": "Vul een functie in."})
    story = forms.CharField(label="Wat werkte niet?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    round = forms.ChoiceField(label="Ronde", choices=[("najaar", "Najaar 2026"), ("voorjaar", "Voorjaar 2026")])
    may = forms.ChoiceField(
        label="Mag je deze casus inbrengen?",
        widget=forms.RadioSelect,
        choices=[
            ("ja", "Ja, de zaak is afgerond"),
            ("nee", "De zaak loopt nog, ik overleg eerst"),
            ("?", "Weet ik niet"),
        ],
    )
    topics = forms.MultipleChoiceField(
        label="Onderwerpen",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("brieven", "Brieven"), ("hobby", "Hobby’s"), ("no-show", "No-show")],
    )
    agree = forms.BooleanField(label="Hier kan ik niets over zeggen", required=False)


LINE = [
    Station("casus", "Casus", "has", "Verjaardagstaarten", "/stijl/", "Iemand met bijstand bakt voor de buurt"),
    Station("dialoog", "Leerdialoog", "has", "In 6 van 20 leerdialogen", "", "6 organisaties"),
    Station("patroon", "Patroon", "has", "Hobby groeit ongemerkt uit tot werk", "/stijl/"),
    Station("praktijk", "Praktijk", "here", "Je bent hier"),
    Station("aanbeveling", "Aanbeveling", "has", "1.1 Let op signalen van hobby’s", "/stijl/"),
    Station("effect", "Effect", "none", "Nog niet gemeten"),
]
SCORES = {
    "Bel bij de eerste melding van een hobby": {
        "juridisch": [6, 6, 7, 7, 7, 7, 8, 8, 8, 8, 9, 7],
        "financieel": [4, 6, 6, 7, 7, 7, 7, 8, 8, 8, 8, 9],
        "sociaal": [4, 5, 6, 6, 7, 7, 7, 7, 8, 8, 9, 6],
    },
    "Eerst waarschuwen, daarna altijd terugvorderen": {
        "juridisch": [5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 8],
        "financieel": [5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8],
        "sociaal": [2, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 8],
    },
}


REMARKS = [
    KnowerRemark("juridisch", CAN_IF, "je vooraf zegt waarover je belt en wat het antwoord kan betekenen."),
    KnowerRemark("juridisch", CANNOT, "de wet vraagt om per geval te kijken."),
]
ROLES = (
    ("ink", "paper", "Inkt, tekst"),
    ("ink2", "paper", "Inkt zacht, bijschrift"),
    ("rule2", "paper", "Rand van velden en stations"),
    ("go", "paper", "Verder: knop, link, hier ben je"),
    ("go-deep", "paper", "Verder, aangewezen"),
    ("deep", "ondeep", "In de zaal, uitnodiging"),
    ("ev", "paper", "Bewijs, tekst"),
    ("ev-fill", "paper", "Bewijs, blokjes (met rand)"),
    ("stop", "paper", "Terug: fout, nog niet voldoende"),
    ("mist", "ink", "Instrument, vlak"),
    ("voice", "ink", "Stem van mensen, vlak"),
    ("go-tint", "go", "Verder, zacht vlak"),
    ("stop-tint", "stop", "Terug, zacht vlak"),
    ("ev-tint", "ev", "Bewijs, zacht vlak"),
    ("mark", "ink", "Gevonden woord"),
)


@login_not_required
def style_page(request: HttpRequest) -> HttpResponse:
    """Every component; ``?pagina=`` moves the sample of the pager, ``?fout`` shows the form with mistakes."""
    rows = sample_rows()
    context = {
        "kinds": kinds.KINDS,
        "icons": ICONS,
        "effects": EFFECTS,
        "evidences": EVIDENCE,
        "line": LINE,
        "rows": rows,
        "groups": [(kinds.BY_CODE["praktijk"], rows[:2]), (kinds.BY_CODE["aanbeveling"], rows[3:])],
        "form": SampleForm({"done": "Vraag over hobby’s toegevoegd", "round": "najaar", "may": "ja"}),
        "page_obj": Paginator(range(190), 10).get_page(request.GET.get("pagina")),
        "facets": sample_facets(),
        "bars": [("Waterdorp", 8, 10), ("Zandmeer", 5, 8), ("Uitvoerder A", 4, 8), ("Lindehaven", 1, 5)],
        "results": sample_results(),
        "dark_result": score_option("In het donker", 3, SCORES["Eerst waarschuwen, daarna altijd terugvorderen"]),
        "marks": range(1, 11),
        "answers": ["Nog geen standpunt", "Ja", "Deels", "Nee", "N.v.t."],
        "a_day": date(2026, 11, 24),
        "colours": colours(),
    }
    return render(request, "stijl.html", context)


def colours() -> list[dict[str, str]]:
    """Each colour with its role and its contrast on the ground it is used on, in light and in dark."""
    tokens = colour_tokens()
    return [
        {
            "token": token,
            "role": role,
            "light": tokens[token][0],
            "light_contrast": _ratio(tokens[token][0], tokens[ground][0]),
            "dark_contrast": _ratio(tokens[token][1], tokens[ground][1]),
        }
        for token, ground, role in ROLES
    ]


def _ratio(one: str, other: str) -> str:
    return f"{contrast(one, other):.1f}".replace(".", ",")


def sample_results() -> list:
    """Two options in the circle: one that passes, one that a knower holds and the group finds not yet sufficient."""
    return [
        score_option(title, number, scores, knower=[REMARKS[number - 1]])
        for number, (title, scores) in enumerate(SCORES.items(), 1)
    ]


def sample_rows() -> list[Row]:
    """Rows of three kinds with their marks."""
    judged = SafeString(effect("positief_oordeel") + evidence("praktijkervaring"))
    return [
        Row("praktijk", "Sociale huisbezoeken na vergeefs contact", "Medewerkers gaan langs.", marks=judged),
        Row("praktijk", "Aanvangshuisbezoek bij AIO-aanvraag", "Niet voortgezet.", note="Praktijk, zelfde actielijn"),
        Row("patroon", "Hobby groeit ongemerkt uit tot werk", marks="in 6 van 20 leerdialogen"),
        Row("aanbeveling", "2.1 Maak het contact beter", note="Aanbeveling, steunt hierop"),
    ]


def sample_facets() -> list[dict]:
    """One facet as search makes it."""
    values = [("praktijk", "Praktijk", 16, True), ("patroon", "Patroon", 3, True), ("begrip", "Begrip", 5, False)]
    names = ("value", "label", "count", "is_chosen")
    return [{"name": "type", "label": "Soort", "values": [dict(zip(names, value, strict=True)) for value in values]}]
