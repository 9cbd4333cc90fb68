"""Form and model fields that several kinds of content share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from network.blocks import SentencesBlock


class ChoicesField(models.JSONField):
    """Several of a fixed list of choices, kept as a list of codes; ticked as checkboxes."""

    def __init__(self, *args: Any, choice_list: list[tuple[str, Any]] | None = None, **kwargs: Any) -> None:
        self.choice_list = list(choice_list or [])
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        allowed = {code for code, _label in self.choice_list}
        for code in value or []:
            if code not in allowed:
                raise ValidationError(_("“%(value)s” is not one of the choices."), params={"value": code})

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.choice_list,
            required=not self.blank,
            label=capfirst(str(self.verbose_name)),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


def sentences(label: Any, help_text: Any = "", *, required: bool = False) -> StreamField:
    """A field with a list of short texts, one block for each."""
    return StreamField(SentencesBlock(required=required), blank=not required, verbose_name=label, help_text=help_text)


def basis(label: Any) -> models.CharField:
    """Where a statement comes from: “bron”, “afgeleid”, “eigen”, or a sentence about it. Empty: nothing to say."""
    return models.CharField(
        label, max_length=200, blank=True, help_text=_("“bron” (from the source), “afgeleid” (inferred by editors).")
    )
