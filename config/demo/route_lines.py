"""What a fictitious organisation tells its own people beside the routes of *Welke stap kan ik nu zetten?*"""

from learningdialogues.models import RouteAdvice
from network.demonstration import organisation

HOME = "Gemeente Voorbeeldstad"
LINES = {
    "team": "Zet het op de lijst van het vakoverleg. Dat is elke donderdag.",
    "organisatie": "Bel het procesteam. Op dinsdagmiddag is er maatwerkplaats.",
}


def make_route_lines() -> None:
    """The lines of the example municipality, unless they are there."""
    for route, text in LINES.items():
        RouteAdvice.objects.get_or_create(organisation=organisation(HOME), route=route, defaults={"text": text})
