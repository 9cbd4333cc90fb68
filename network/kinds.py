"""The kinds of items: prefix of the key, code in the API, Dutch words, where it lives.

Names only, no models: every app may ask what a kind is called and where its pages stand.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of item.

    ``code`` is the type code of the API, ``prefix`` starts every key (``bp-…``), ``path`` is where its index stands,
    ``glyph`` names the drawing of the kind mark. A kind with ``is_findable=False`` is shown on another page.
    """

    code: str
    prefix: str
    singular: str
    plural: str
    path: str
    glyph: str
    mark: str
    is_findable: bool = True

    @property
    def is_knowledge(self) -> bool:
        """Whether its pages stand below the overview of knowledge."""
        return self.path.startswith("/kennis/")


KINDS: tuple[Kind, ...] = (
    Kind("praktijk", "bp", "Praktijkvoorbeeld", "Praktijkvoorbeelden", "/praktijkvoorbeelden/", "praktijk", "Praktijk"),
    Kind(
        "mechanisme", "mech", "Mechanismekaart", "Mechanismekaarten", "/mechanismekaarten/", "mechanisme", "Mechanisme"
    ),
    Kind("patroon", "pat", "Patroon", "Patronen", "/patronen/", "patroon", "Patroon"),
    Kind("voorbeeldcasus", "casus", "Voorbeeldcasus", "Voorbeeldcasussen", "/voorbeeldcasussen/", "casus", "Casus"),
    Kind("aanbeveling", "aanb", "Aanbeveling", "Aanbevelingen", "/aanbevelingen/", "aanbeveling", "Aanbeveling"),
    Kind("werkvorm", "methode", "Werkvorm", "Werkvormen", "/werkvormen/", "werkvorm", "Werkvorm"),
    Kind("actielijn", "actielijn", "Actielijn", "Actielijnen", "/actielijnen/", "actielijn", "Actielijn"),
    Kind("organisatie", "org", "Organisatie", "Organisaties", "/organisaties/", "organisatie", "Organisatie"),
    Kind(
        "netwerk",
        "netwerk",
        "Netwerk of bijeenkomst",
        "Netwerken en bijeenkomsten",
        "/netwerken/",
        "netwerk",
        "Netwerk",
    ),
    Kind("ambassadeur", "ambassadeur", "Ambassadeur", "Ambassadeurs", "/ambassadeurs/", "ambassadeur", "Ambassadeur"),
    Kind("begrip", "begrip", "Begrip", "Begrippen", "/begrippen/", "begrip", "Begrip"),
    Kind("theorie", "theorie", "Theorie", "Theorieën", "/kennis/theorie/", "theorie", "Theorie"),
    Kind(
        "bestanddeel",
        "wb",
        "Werkzaam bestanddeel",
        "Werkzame bestanddelen",
        "/kennis/bestanddeel/",
        "bestanddeel",
        "Bestanddeel",
    ),
    Kind("segment", "segment", "Segment", "Segmenten", "/kennis/segment/", "segment", "Segment"),
    Kind(
        "kennislacune",
        "lacune",
        "Kennislacune",
        "Kennislacunes",
        "/kennis/kennislacune/",
        "kennislacune",
        "Kennislacune",
    ),
    Kind("factor", "factor", "Factor", "Factoren", "/kennis/factor/", "factor", "Factor"),
    Kind("principe", "principe", "Principe", "Principes", "/kennis/principe/", "principe", "Principe"),
    Kind("publicatie", "pub", "Publicatie", "Publicaties", "/kennis/publicatie/", "publicatie", "Publicatie"),
    Kind("cijfer", "cijfer", "Kerncijfer", "Kerncijfers", "/kennis/cijfers/", "cijfer", "Cijfer", is_findable=False),
    Kind("tabel", "tabel", "Tabel", "Tabellen", "/kennis/tabellen/", "tabel", "Tabel", is_findable=False),
    Kind("tabelrij", "t1", "Tabelrij", "Tabelrijen", "/kennis/tabellen/", "tabel", "Tabelrij", is_findable=False),
)

BY_CODE: dict[str, Kind] = {kind.code: kind for kind in KINDS}
BY_PREFIX: dict[str, Kind] = {kind.prefix: kind for kind in KINDS}
CHOICES: list[tuple[str, str]] = [(kind.code, kind.singular) for kind in KINDS]


def kind_of_key(key: str) -> Kind:
    """The kind that ``key`` belongs to, by its prefix. Raises KeyError for a key of no known kind."""
    return BY_PREFIX[key.partition("-")[0]]
