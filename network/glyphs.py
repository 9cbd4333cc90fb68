"""Our own drawings in a box of 24: one glyph for each kind, and the logo. Names are those of ``kinds.Kind.glyph``.

All in one hand: round stands for people, straight for the instrument; strokes of 2, dots of 2.2 to 3.
"""

_DOT = '<circle cx="{}" cy="{}" r="{}" class="solid"/>'


def _dots(*places: tuple[float, float], r: float = 2.4) -> str:
    return "".join(_DOT.format(x, y, r) for x, y in places)


GLYPHS: dict[str, str] = {
    "casus": _dots((12, 12), r=4.2),
    "dialoog": '<circle cx="9" cy="12" r="5.5"/><circle cx="15" cy="12" r="5.5"/>',
    "patroon": _dots((7.5, 7.5), (16.5, 7.5), (7.5, 16.5), (16.5, 16.5), r=2.6),
    "mechanisme": f'<circle cx="6.5" cy="12" r="3.6"/><path d="M10.1 12h6"/>{_dots((17.6, 12), r=3.4)}',
    "praktijk": '<rect x="5" y="5" width="14" height="14" rx="1.5"/><path d="M8.6 12.2l2.5 2.5l4.6 -5"/>',
    "aanbeveling": '<path d="M4 12h15.5"/><path d="M13.5 6l6 6l-6 6"/>',
    "effect": f'<circle cx="12" cy="12" r="7"/>{_dots((12, 12), r=2.8)}',
    "werkvorm": f'<path d="M9.5 6.5h10"/><path d="M9.5 12h10"/><path d="M9.5 17.5h10"/>'
    f"{_dots((5, 6.5), (5, 12), (5, 17.5), r=1.4)}",
    "ambassadeur": '<circle cx="12" cy="8.2" r="3.7"/><path d="M5 20v-1.2a5 5 0 0 1 5 -5h4a5 5 0 0 1 5 5v1.2"/>',
    "organisatie": '<path d="M4.5 11.5l7.5 -6.5l7.5 6.5"/><path d="M6.5 10.5v8.5h11v-8.5"/>'
    '<path d="M10 19v-4.5h4v4.5"/>',
    "begrip": '<rect x="5.5" y="4.5" width="13" height="15" rx="1"/><path d="M9 9h6"/><path d="M9 13h6"/>',
    "actielijn": f'<path d="M4 12h10.4"/><circle cx="17.4" cy="12" r="3"/>{_dots((5, 12), r=2.2)}',
    "netwerk": '<circle cx="12" cy="6" r="2.6"/><circle cx="6" cy="17" r="2.6"/><circle cx="18" cy="17" r="2.6"/>'
    '<path d="M10.8 8.4l-3.5 6.2"/><path d="M13.2 8.4l3.5 6.2"/><path d="M8.6 17h6.8"/>',
    "theorie": '<path d="M12 4.5l8 4.2l-8 4.2l-8 -4.2z"/><path d="M4.5 13.2l7.5 3.9l7.5 -3.9"/>',
    "bestanddeel": '<rect x="4.5" y="9" width="15" height="10" rx="1"/><path d="M8 9v-3.5h2.6v3.5"/>'
    '<path d="M13.4 9v-3.5h2.6v3.5"/>',
    "segment": '<circle cx="12" cy="12" r="7.5"/><path d="M12 12v-7.5"/><path d="M12 12l6.5 3.75"/>'
    '<path d="M12 12l-6.5 3.75"/>',
    "kennislacune": f'<circle cx="12" cy="12" r="7.5" stroke-dasharray="3.2 2.7"/>{_dots((12, 12), r=1.6)}',
    "factor": f'<path d="M5 6v12"/><path d="M5 12h8"/><path d="M10.5 9l3 3l-3 3"/>{_dots((18, 12), r=2.6)}',
    "principe": '<path d="M12 4v16"/><path d="M6 20h12"/><path d="M5 8h14"/>',
    "publicatie": '<path d="M6 4h8l4 4v12h-12z"/><path d="M13.5 4v4.5h4.5"/><path d="M9 13h6"/><path d="M9 16.5h6"/>',
    "cijfer": '<path d="M5.5 19v-5"/><path d="M12 19v-9.5"/><path d="M18.5 19v-14"/>',
    "tabel": '<rect x="4.5" y="5" width="15" height="14" rx="1"/><path d="M4.5 9.7h15"/><path d="M10.5 9.7v9.3"/>',
}

LOGO = (
    '<path d="M4.26 5.51A10.1 10.1 0 0 1 19.74 5.51"/>'
    '<path d="M21.49 8.55A10.1 10.1 0 0 1 13.75 21.95"/>'
    '<path d="M10.25 21.95A10.1 10.1 0 0 1 2.51 8.55"/>'
    '<circle cx="12" cy="12" r="3.3" class="solid"/>'
)
