"""*Verzamelen*: everybody thinks first and writes; all of it is shown at once, in random order."""

from django.utils.translation import gettext_lazy as _

from learningdialogues.kinds.base import TextKind


class Gather(TextKind):
    code = "gather"
    name = _("Gather")
    icon = "pencil"


kind = Gather()
