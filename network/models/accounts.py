"""Who is who: users, the organisations they work for, and the role they have there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from network.models.graph import KeyedSnippet

validate_domain = RegexValidator(r"^([a-z0-9-]+\.)+[a-z]{2,}$", _("Write a domain like voorbeeldstad.example."))


def validate_mail_domains(value: str) -> None:
    """Each word of ``value`` is a mail domain, without the at sign. Raises ValidationError."""
    for domain in value.split():
        validate_domain(domain)


class Role(models.TextChoices):
    READER = "reader", _("Reader")
    PROFESSIONAL = "professional", _("Professional")
    AMBASSADOR = "ambassador", _("Ambassador")
    FACILITATOR = "facilitator", _("Facilitator")
    SECOND_READER = "second_reader", _("Second reader")
    EDITOR = "editor", _("Editor")
    FOCAL_POINT = "focal_point", _("Focal point")
    COORDINATOR = "coordinator", _("Coordinator")
    ADMINISTRATOR = "administrator", _("Administrator")


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who signs in with ``email``; without ``password`` only a link by mail lets them in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """Somebody with an account; signs in with an e-mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    _memberships: list[Membership]
    """Kept for one request by ``network.visibility``."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class Organisation(KeyedSnippet):
    """A municipality, agency, ministry or knowledge partner. ``is_example`` marks the fictitious ones of the demo."""

    kind_code = "organisatie"
    public_template = "network/organisation.html"

    class Type(models.TextChoices):
        MUNICIPALITY = "gemeente", _("Municipality")
        AGENCY = "uitvoeringsorganisatie", _("Implementing agency")
        MINISTRY = "ministerie", _("Ministry")
        KNOWLEDGE_PARTNER = "kennispartner", _("Knowledge partner")
        RESEARCH = "onderzoeksbureau", _("Research bureau")
        OTHER = "overig", _("Other")

    title = models.CharField(_("name"), max_length=255)
    summary = models.TextField(_("summary"), blank=True)
    type = models.CharField(_("type"), max_length=30, choices=Type.choices)
    type_basis = models.CharField(_("basis of the type"), max_length=60, blank=True)
    mentioned_only = models.BooleanField(
        _("only mentioned"), default=False, help_text=_("A source names it in passing or in a list of participants.")
    )
    note = models.TextField(_("note"), blank=True)
    is_example = models.BooleanField(_("fictitious, for the demo"), default=False)
    mail_domains = models.CharField(
        _("mail domains"),
        max_length=300,
        blank=True,
        validators=[validate_mail_domains],
        help_text=_("Who has an e-mail address here may make an account as reader. Separate several by a space."),
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def has_mail_domain(self, domain: str) -> bool:
        return domain.lower() in self.mail_domains.lower().split()


class Membership(models.Model):
    """``user`` works for ``organisation`` in ``role``. One person may have several roles, in several organisations."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="one_membership_per_role")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the rights in the editors' part that come with the role, in one transaction."""
        from network import editing  # stands above the models

        with transaction.atomic():
            super().save(*args, **kwargs)
            editing.sync_rights(self.user, role=self.role)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete with the rights that came with the role, in one transaction."""
        from network import editing  # stands above the models

        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            editing.sync_rights(self.user, role=self.role)
        return result
