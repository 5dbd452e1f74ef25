"""A person before a screen: finds things by their words, counts its taps, and notes what is wrong on every page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page

from tests.end_to_end.words import Words

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desk": {"viewport": {"width": 1440, "height": 900}},
}
PATIENCE = 60_000
# All that a page says, be it in sight, in a fold, or read out alone.
_SAID = """() => {
  const said = [document.title];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    if (!walk.currentNode.parentElement.closest("script, style, [lang]:not(html)")) said.push(walk.currentNode.data);
  }
  for (const name of ["title", "aria-label", "placeholder", "alt"]) {
    for (const element of document.querySelectorAll(`[${name}]`)) said.push(element.getAttribute(name));
  }
  return said.map((text) => text.trim().replace(/\\s+/g, " ")).filter((text) => /[a-z]/i.test(text));
}"""
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Screen:
    """A browser in which somebody is signed in; ``faults`` holds what no page should have."""

    def __init__(self, chrome: Browser, address: str, words: Words, *, kind: str, zone: str) -> None:
        context = chrome.new_context(
            **SCREENS[kind], base_url=address, locale=words.language, timezone_id=zone, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE)
        self.words = words
        self.is_phone = kind == "phone"
        self.page: Page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.add(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())
        self.faults: set[str] = set()
        self.taps = 0
        self._is_alone = False

    def sign_in(self, email: str) -> None:
        self.go("/account/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", "correct horse battery")
        self.page.get_by_role("button", name=self.words.say("Sign in"), exact=True).click()
        self.page.wait_for_selector("#waiting[data-ready]", state="attached")
        self.read()

    def go(self, path: str) -> None:
        self.page.goto(path)
        self.read()

    def read(self) -> None:
        """Look at the page as it is: no English, and nothing beside the screen."""
        where = self.page.url
        self.faults |= {f"{where} says “{text}”" for text in self.words.english_among(self.page.evaluate(_SAID))}
        if self.page.evaluate(_WIDER) > 0:
            self.faults.add(f"{where} is wider than the screen")

    def tap(self, what: str | Locator) -> None:
        """Press with a thumb or with the mouse."""
        found = self.page.locator(what).first if isinstance(what, str) else what.first
        if self.is_phone:
            found.tap()
        else:
            found.click()
        self.taps += 1

    def press(self, words: str, role: str = "button", within: str = "main") -> None:
        """Press what bears a name."""
        self.tap(self.page.locator(within).get_by_role(role, name=words, exact=True))  # type: ignore[arg-type]

    def toast(self, words: str) -> None:
        """Wait until the page says it in a line at its foot."""
        self.page.locator("#toasts").get_by_text(words).first.wait_for()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While the server is away a browser complains, and rightly."""
        self._is_alone = True
        yield
        self._is_alone = False

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not self._is_alone:
            self.faults.add(f"{self.page.url} complains: {message.text}")
