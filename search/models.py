"""What each index has of each item; with ``Item.version`` this is the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Item


class Indexed(models.Model):
    """``index`` has ``item`` as it was at ``version``.

    An index is one filling of one engine (``embedded-…``): a rebuild makes a new one. So a row can never speak of an
    index that was thrown away, and a lost index means that everything is to be done.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="indexed", verbose_name=_("item"))
    index = models.CharField(_("index"), max_length=80)
    version = models.PositiveIntegerField(_("version"))

    class Meta:
        verbose_name = _("indexed item")
        verbose_name_plural = _("indexed items")
        constraints = [models.UniqueConstraint(fields=["item", "index"], name="one_row_per_item_and_index")]

    def __str__(self) -> str:
        return f"{self.item_id} {self.version} in {self.index}"
