"""One graph under everything: an Item for each public or member thing, a Link for each relation between two.

Whatever its model, a thing that people can find, link to or follow has exactly one Item. The mixin ``Keyed`` keeps it
up to date inside the model's own ``save()``, so that no thing is ever saved without its row here.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PreviewableMixin

from network import kinds
from network.blocks import LinksBlock, SourcesBlock

PUBLIC = "public"
MEMBER = "member"
NOBODY = ""

BASIS_SOURCE = "bron"

BOOKKEEPING = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "wagtail_admin_comments",
    }
)
"""Fields that Wagtail saves alone, and that say nothing about what readers see."""

validate_key = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)+$", _("Use lower-case letters, digits and hyphens."))


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, tokens: frozenset[str]) -> ItemQuerySet:
        """The items that somebody with these visibility ``tokens`` (see ``network.visibility``) may see."""
        allowed = Q(pk__in=[])
        for token in sorted(tokens):
            allowed |= Q(visibility__contains=f" {token} ")
        return self.filter(allowed).exclude(url="")


class Item(models.Model):
    """One thing that can be found, linked to and followed; ``key`` never changes.

    ``visibility`` holds tokens between spaces (`` public ``, `` member ``, `` org:org-svb ``); empty means nobody: a
    draft, or a tombstone of something that is gone. ``version`` rises with each change that a reader or a search
    engine could notice.
    """

    key = models.CharField(_("key"), primary_key=True, max_length=80, validators=[validate_key])
    kind = models.CharField(_("kind"), max_length=20, choices=kinds.CHOICES, db_index=True)
    title = models.CharField(_("title"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    url = models.CharField(_("address"), max_length=255, blank=True)
    visibility = models.CharField(_("visible to"), max_length=500, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, db_index=True)
    is_example = models.BooleanField(_("example data"), default=False)
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return f"{self.title} ({self.kind_info.mark.lower()})"

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def kind_info(self) -> kinds.Kind:
        return kinds.BY_CODE[self.kind]


class Link(models.Model):
    """A relation between two items, stored once and read both ways. ``basis`` says who laid it (bron, afgeleid)."""

    class Relation(models.TextChoices):
        RELATED = "related", _("related to")
        BELONGS_TO = "belongs_to", _("belongs to action line")
        CARRIED_OUT_BY = "carried_out_by", _("carried out by")
        RESTS_ON = "rests_on", _("rests on theory")
        CAME_FROM = "came_from", _("came from")

    source = models.ForeignKey(Item, models.CASCADE, related_name="links_out", verbose_name=_("source"))
    target = models.ForeignKey(Item, models.CASCADE, related_name="links_in", verbose_name=_("target"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices, default=Relation.RELATED)
    basis = models.CharField(_("basis"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="one_link_per_pair"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="no_link_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Keyed(models.Model):
    """A model with an Item: key, source, search words and links. Its ``save()`` writes Item and Links with it.

    Subclasses set ``kind_code`` and may override ``item_title``, ``item_url`` and ``item_visibility``.
    """

    kind_code: ClassVar[str]
    shown_apart: ClassVar[tuple[str, ...]] = ()
    """Kinds (codes) of linked items that the page of this kind gives a place of their own."""

    key = models.CharField(
        _("key"),
        max_length=80,
        unique=True,
        blank=True,
        validators=[validate_key],
        help_text=_("The permanent name in links and in the API. Leave empty to have one made; it never changes."),
    )
    source = StreamField(SourcesBlock(), blank=True, verbose_name=_("source"))
    search_words = models.TextField(
        _("search words"),
        blank=True,
        help_text=_("Words and questions that people would type to find this, separated by line breaks."),
    )
    links = StreamField(LinksBlock(), blank=True, verbose_name=_("belongs together with"))
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    keyed_panels = [
        FieldPanel("links"),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("search_words")], heading=_("Source and finding")),
    ]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save with the Item and the Links in one transaction.

        Wagtail keeps a draft by saving only its bookkeeping of the live row, with the draft's title in memory: that is
        no change of the thing, and its Item must not learn of it.
        """
        update_fields = kwargs.get("update_fields")
        if update_fields is not None and BOOKKEEPING.issuperset(update_fields):
            return super().save(*args, **kwargs)
        with transaction.atomic():
            if not self.key:
                self.key = self.new_key()
            result = super().save(*args, **kwargs)
            record(self)
        return result

    def get_absolute_url(self) -> str:
        return self.item_url()

    @property
    def kind_info(self) -> kinds.Kind:
        return kinds.BY_CODE[self.kind_code]

    def item_title(self) -> str:
        """The title as lists show it."""
        return self.title

    def item_url(self) -> str:
        """Where this thing is shown: a path, with an anchor for things that stand on another page."""
        return f"{self.kind_info.path}{self.key}/"

    def item_visibility(self) -> frozenset[str]:
        """The tokens of who may see it; empty for nobody."""
        return frozenset({PUBLIC})

    def new_key(self) -> str:
        """A free key of this kind, made from the title."""
        stem = f"{self.kind_info.prefix}-{slugify(self.item_title())[:60].strip('-') or 'nieuw'}"
        key, number = stem, 1
        while Item.objects.filter(pk=key).exists():
            number += 1
            key = f"{stem}-{number}"
        return key

    def clean(self) -> None:
        super().clean()
        if self.key and not self.key.startswith(f"{self.kind_info.prefix}-"):
            raise ValidationError({"key": _("A key of this kind starts with “%s-”.") % self.kind_info.prefix})


class KeyedSnippet(PreviewableMixin, Keyed):
    """A thing with an Item that editors pick from a list. Beside its form Wagtail shows the page that readers get."""

    public_template: ClassVar[str]

    class Meta:
        abstract = True

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.public_template

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the public view gives its template, for the thing as it stands in the form."""
        from network import presenting, visibility  # both stand on this module

        return presenting.context_of(self, visibility.tokens_of(request.user))


class KeyedPage(Keyed, Page):
    """A Wagtail page with an Item. Drafts have an Item that nobody sees; publishing makes it visible."""

    class Meta:
        abstract = True

    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("key")], heading=_("Address"))
    ]

    exclude_fields_in_copy: ClassVar[list[str]] = ["key", "loaded_hash"]

    def get_absolute_url(self) -> str:
        return self.item_url()

    def with_content_json(self, content: dict[str, Any]) -> KeyedPage:
        """A page as an older revision had it; its key stays, for a copied page carries the revisions of the first."""
        page = super().with_content_json(content)
        page.key, page.loaded_hash = self.key, self.loaded_hash
        return page

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, with everything that ``presenting`` knows about the item for the person who looks."""
        from network import presenting, visibility  # both stand on this module

        context = super().get_context(request, *args, **kwargs)
        return context | presenting.context_of(self, visibility.tokens_of(request.user))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, for who may see its item; to others it does not exist. (A preview does not pass here.)"""
        from network import visibility  # stands on this module

        if self.item_visibility().isdisjoint(visibility.tokens_of(request.user)):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def item_url(self) -> str:
        return f"{self.kind_info.path}{self.slug}/"

    def item_visibility(self) -> frozenset[str]:
        return frozenset({PUBLIC}) if self.live else frozenset()


def record(thing: Keyed) -> Item:
    """Write the Item of ``thing`` and bring its outgoing Links in line with its ``links`` field.

    A link to a key that has no Item is left out. Returns the Item.
    """
    tokens = thing.item_visibility()
    values = {
        "kind": thing.kind_code,
        "title": thing.item_title()[:255],
        "summary": getattr(thing, "summary", ""),
        "url": thing.item_url(),
        "visibility": f" {' '.join(sorted(tokens))} " if tokens else NOBODY,
        "is_example": getattr(thing, "is_example", False),
    }
    item, is_new = Item.objects.get_or_create(pk=thing.key, defaults=values)
    if not is_new:
        for name, value in values.items():
            setattr(item, name, value)
        item.version += 1
        item.save()
    if tokens:
        _write_links(item, thing.links)
    return item


def _write_links(item: Item, stream: Any) -> None:
    wanted = {
        block.value["item"].pk: (block.value["relation"], block.value["basis"])
        for block in stream
        if block.value["item"] is not None and block.value["item"].pk != item.pk
    }
    kept = {}
    for link in item.links_out.all():
        if link.target_id not in wanted:
            link.delete()
            _touch(link.target_id)
        else:
            kept[link.target_id] = link
    already_the_other_way = set(
        Link.objects.filter(source_id__in=wanted, target=item).values_list("source_id", flat=True)
    )
    for key, (relation, basis) in wanted.items():
        link = kept.get(key)
        if link is None and key not in already_the_other_way:
            Link.objects.create(source=item, target_id=key, relation=relation, basis=basis)
            _touch(key)
        elif link is not None and (link.relation, link.basis) != (relation, basis):
            link.relation, link.basis = relation, basis
            link.save()


def _touch(key: str) -> None:
    Item.objects.filter(pk=key).update(version=F("version") + 1)


@receiver(models.signals.post_delete)
def leave_tombstone(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    """A deleted thing leaves its Item as a tombstone that nobody sees, until every search engine has forgotten it.

    Deleting is the one act that does not go through ``Keyed.save()``: a page tree is deleted as a queryset. Django
    sends this signal inside the transaction of the deletion.
    """
    if isinstance(instance, Keyed):
        for link in Link.objects.filter(Q(source=instance.key) | Q(target=instance.key)):
            _touch(link.target_id if link.source_id == instance.key else link.source_id)
            link.delete()
        Item.objects.filter(pk=instance.key).update(
            visibility=NOBODY, url="", title="", summary="", version=F("version") + 1
        )
