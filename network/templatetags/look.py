"""The components of the look: each one is drawn here and nowhere else (see /stijl/)."""

from django import template

register = template.Library()
