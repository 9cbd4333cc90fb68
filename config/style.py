"""The page /stijl/: every component of the look, in light and in dark, with the markup that other templates copy.

It stands in ``config`` because it shows the drawings of every app. Only development and tests have this page.
"""

from dataclasses import dataclass

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from learningdialogues.circle import score_option
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
        "results": [score_option(title, number, scores) for number, (title, scores) in enumerate(SCORES.items(), 1)],
        "marks": range(1, 11),
    }
    return render(request, "stijl.html", context)


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
