"""What an organisation tells its own people beside each route of the page *Welke stap kan ik nu zetten?*"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import ROUTES


class RouteAdvice(models.Model):
    """The contact line of one organisation for one route. Only its own members read it."""

    organisation = models.ForeignKey(
        "network.Organisation", models.CASCADE, related_name="route_advice", verbose_name=_("organisation")
    )
    route = models.CharField(_("who can change it"), max_length=20, choices=ROUTES)
    text = models.CharField(_("whom to ask in our organisation"), max_length=500)

    class Meta:
        verbose_name = _("own line beside a route")
        verbose_name_plural = _("own lines beside routes")
        constraints = [models.UniqueConstraint(fields=["organisation", "route"], name="one_line_per_route")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_route_display()}"
