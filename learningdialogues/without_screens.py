"""How a kind of step goes without screens, for the printed guide. A kind without a sentence here has none there."""

from django.utils.translation import gettext_lazy as _

ON_PAPER = {
    "welcome": _("Read the promise aloud: what is kept and what is not."),
    "story": _("Give everybody the text on paper, with time to read."),
    "timeline": _("Hang up a long sheet with a lane for each party. One note for each event."),
    "gather": _(
        "Everybody writes on loose notes, in capitals and without a name. Collect them in a box, shuffle, read aloud. "
        "With fewer than five writers ask first whether that may."
    ),
    "build": _("Lay the notes on the table. Everybody adds a second note to one of another."),
    "poll": _("Everybody ticks the list on paper; count the lists per group, from five lists on."),
    "cluster": _("Stick together what belongs together, and write a name above it."),
    "rank": _("Everybody divides ten points on a note of their own; collect, shuffle and add up."),
    "perspectives": _(
        "Everybody writes three marks from 1 to 10 on a note, with a reason. Collect, shuffle, and name the middle one."
    ),
    "patterns": _("Three sheets: laws and rules, set-up of systems, professional conduct. One cause a note."),
    "solve": _("A table of three columns: cause, who can change it, handle."),
    "actions": _("A table of three columns: what, which role or organisation, when."),
    "checklist": _("Everybody ticks yes, partly or no on paper; add up from five lists on."),
    "matrix": _(
        "Draw the table on a large sheet: parties in the rows, values in the columns. Plus and minus on notes."
    ),
    "annotate": _(
        "Hang the letters side by side. A plus for what works, a minus for what works less, with the reason."
    ),
    "journey": _("Hang up a long sheet with the stages. Per stage: contact, what is asked, where it hurts."),
    "reflect": _("A note with a mark from 1 to 5 and one sentence, in the box at the door."),
}
