"""A visitor who uses the keyboard alone: every field and button is reached with Tab, and nothing is clicked."""

from playwright.sync_api import Locator

from tests.browser import BrowserVisitor

MOST_TABS = 400


class KeyboardVisitor(BrowserVisitor):
    """As ``BrowserVisitor``, but without a pointer."""

    def _reach(self, wanted: Locator) -> None:
        """Press Tab until ``wanted`` has the focus."""
        target = wanted.element_handle()
        assert target is not None
        for _press in range(MOST_TABS):
            if target.evaluate("each => each === document.activeElement"):
                return
            self.tab.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {wanted}")

    def _fill(self, form: Locator, name: str, value: str | list[str]) -> None:
        found = form.locator(f'[name="{name}"]')
        assert found.count(), f"the form has no field “{name}”"
        self._turn_to(form, found.first)
        kind = found.first.evaluate("each => each.tagName === 'SELECT' ? 'select' : each.type")
        if kind == "radio":
            self._choose(found, str(value))
        elif kind == "checkbox":
            self._reach(found.first)
            self.tab.keyboard.press("Space")
        elif kind == "select":
            raise AssertionError("no select stands in the way of a participant in this story")
        elif kind == "hidden":
            raise AssertionError(f"“{name}” is hidden: nobody can type there")
        else:
            self._reach(found.first)
            self.tab.keyboard.press("Control+A")
            self.tab.keyboard.type(str(value))

    def _choose(self, group: Locator, value: str) -> None:
        """Tab leads to one of the buttons of a group, the arrows to the others; the last step chooses."""
        start = group.and_(self.tab.locator(":checked"))
        self._reach(start.first if start.count() else group.first)
        if group.count() and not start.count():
            self.tab.keyboard.press("Space")
        for _press in range(group.count()):
            if group.evaluate_all("all => all.find((each) => each.checked)?.value") == value:
                return
            self.tab.keyboard.press("ArrowRight")
        raise AssertionError(f"the arrows do not lead to {value}")

    def _press(self, button: Locator) -> None:
        self._reach(button)
        self.tab.keyboard.press("Enter")

    def _press_and_wait(self, button: Locator) -> int:
        self._reach(button)
        with self.tab.expect_response(lambda answer: answer.request.method == "POST") as caught:
            self.tab.keyboard.press("Enter")
        self.tab.wait_for_function("() => !document.querySelector('form[aria-busy=true]')")
        return caught.value.status

    def _press_and_load(self, button: Locator) -> int:
        self._reach(button)
        with self.tab.expect_navigation() as caught:
            self.tab.keyboard.press("Enter")
        return caught.value.status
