"""A page that answers a refused form holds that form as it was filled in: nothing that was typed is lost.

The forms of the desk are many and small, in templates of their own; so the page is filled in as a whole, after it was
rendered, by what stands in it.
"""

from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.safestring import SafeString, mark_safe

TICKED = ("checkbox", "radio")


def refilled(page: str, path: str, typed: Mapping[str, Any]) -> SafeString:
    """``page`` with ``typed`` in the form that sends to ``path`` (of several alike, the one with the same ``id``)."""
    soup = BeautifulSoup(page, "html.parser")
    form = next((one for one in soup.find_all("form") if _sends_to(one, path) and _is_about(one, typed)), None)
    if form is not None:
        left = {name: _all(typed, name) for name in typed}
        for tag in form.find_all(["input", "textarea", "select"]):
            if left.get(tag.get("name")) and tag.get("type") != "hidden":
                _fill(tag, left[tag["name"]])
        for around in form.find_parents("details"):
            around["open"] = ""
    return mark_safe(str(soup))  # noqa: S308  our own page, parsed and written anew with escaped values


def _sends_to(form: Tag, path: str) -> bool:
    return path in {form.get("action"), *(button.get("formaction") for button in form.find_all("button"))}


def _is_about(form: Tag, typed: Mapping[str, Any]) -> bool:
    about = form.find("input", attrs={"name": "id", "type": "hidden"})
    return about is None or about.get("value") == typed.get("id")


def _all(typed: Mapping[str, Any], name: str) -> list[str]:
    return list(typed.getlist(name)) if hasattr(typed, "getlist") else [str(typed[name])]


def _fill(tag: Tag, values: list[str]) -> None:
    """Put the next of ``values`` into a field; of fields to choose from the chosen one."""
    if tag.name == "select":
        for option in tag.find_all("option"):
            option.attrs.pop("selected", None)
            if option.get("value") in values:
                option["selected"] = ""
    elif tag.get("type") in TICKED:
        tag.attrs.pop("checked", None)
        if tag.get("value", "on") in values:
            tag["checked"] = ""
    elif tag.name == "textarea":
        tag.string = values.pop(0)
    else:
        tag["value"] = values.pop(0)
