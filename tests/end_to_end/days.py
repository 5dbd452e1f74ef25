"""What a rep does in a day and a head of sales in the evening, each in the words of their language."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from playwright.sync_api import Locator, expect

from tests.end_to_end.installation import Installation
from tests.end_to_end.phone import send_now, stop
from tests.end_to_end.screen import Screen

KINDS = ("call", "meeting", "email", "message", "mail", "demo", "visit")


@dataclass(frozen=True)
class Logged:
    """A contact as the one who logged it would jot it down."""

    kind: str
    deal: str
    is_effective: bool = False
    is_new_ground: bool = False


def reviewed(logged: Sequence[Logged]) -> dict[str, Any]:
    """What the evening review must say of these contacts."""
    return {
        "contacts": len(logged),
        "effective": sum(each.is_effective for each in logged),
        "new ground": sum(each.is_new_ground for each in logged),
        "deals": len({each.deal for each in logged}),
        "kinds": dict(Counter(each.kind for each in logged)),
    }


def kind_word(screen: Screen, kind: str) -> str:
    """The name of a kind of contact."""
    return screen.words.say("e-mail", "kind of contact") if kind == "email" else screen.words.say(kind)


class RepsDay:
    """Bob before his screen; ``logged`` is what he would write on paper."""

    def __init__(self, screen: Screen, mark: str) -> None:
        self.screen, self.mark = screen, mark
        self.say, self.page = screen.words.say, screen.page
        self.logged: list[Logged] = []

    def sign_in(self) -> None:
        self.screen.sign_in(f"bob-{self.mark}@example.com")
        expect(self._row(".step-row", "Gamma")).to_be_visible()

    def logs_by_thumb(self) -> None:
        self.screen.taps = 0
        self._quick("call", "Alfa")
        self._save("Alfa")
        assert self.screen.taps == 2
        self.screen.taps = 0
        self._quick("meeting", "Beta")
        self._stage("Ajánlat")
        self._save("Beta", self.say("%(way)s — effective", way=f"Beta {self.mark}: Igény → Ajánlat"))
        assert self.screen.taps == 3
        self.logged += [Logged("call", "Alfa"), Logged("meeting", "Beta", is_effective=True, is_new_ground=True)]

    def logs_a_new_client(self) -> None:
        name = f"Jotta {self.mark}"
        self.page.locator("#log [type=search]").fill(name)
        self.screen.press(self.say("New client “%(text)s”", text=name), "link")
        self._kind("call")
        self.page.get_by_label(self.say("What is the deal about?")).fill(f"{name} 1")
        self.screen.read()
        self._save("Jotta")
        self.logged.append(Logged("call", "Jotta"))

    def keeps_what_was_due(self) -> None:
        self.screen.tap(self._row(".step-row", "Gamma").get_by_role("link", name=self.say("Log it")))
        expect(self.page.locator("#log [name=kind][value=meeting]")).to_be_checked()
        self.screen.read()
        self._save("Gamma")
        expect(self._row(".step-row", "Gamma")).to_have_count(0)
        self.logged.append(Logged("meeting", "Gamma"))

    def logs_with_a_next_step(self) -> None:
        self._quick("email", "Omega")
        self.screen.tap(self.page.locator("#log .next-step label").filter(has_text=_capital(self.say("tomorrow"))))
        self.page.get_by_placeholder(self.say("What is to be done")).fill("Árajánlat")
        self._save("Omega")
        self.screen.go("/steps?list=coming")
        expect(self._row(".step-row", "Omega")).to_contain_text("Árajánlat")
        self.logged.append(Logged("email", "Omega"))

    def logs_several(self) -> None:
        self.screen.go("/contacts/new")
        self.screen.press(self.say("Several at once"), "link")
        self.page.wait_for_selector("[data-finds]")
        self.screen.read()
        for number, (kind, deal) in enumerate((("call", "Alfa"), ("email", "Beta"))):
            row = self.page.locator("[data-row]").nth(number)
            row.locator("[data-finds]").fill(f"{deal} {self.mark}")
            self.screen.tap(row.locator(".several-hit").filter(has_text=f"{deal} {self.mark} 1"))
            row.locator("[data-kind]").select_option(label=_capital(kind_word(self.screen, kind)))
            self.logged.append(Logged(kind, deal))
        self.screen.press(self.say("Save all"))
        self.page.wait_for_url("**/")

    def logs_without_a_connection(self, headway: Installation) -> None:
        self.page.wait_for_load_state("networkidle")
        with self.screen.alone():
            stop(headway)
            self.page.goto("/contacts/new")
            self.page.get_by_text(self.say("No connection"), exact=True).wait_for()
            self.screen.read()
            self.page.locator("#sought").fill(f"Alfa {self.mark}")
            self.screen.press(f"{kind_word(self.screen, 'call')}: Alfa {self.mark}")
            self.screen.press(self.say("Save"))
            self.page.wait_for_selector("#entries [data-state=waiting]")
            self.screen.read()
            headway.keep_up()
            send_now(self.page, "#entries [data-state=sent]")
        self.logged.append(Logged("call", "Alfa"))

    def takes_one_back(self) -> None:
        self.screen.go("/")
        self._quick("call", "Omega")
        self._save("Omega")
        self.screen.press(self.say("Undo"), within="#toasts")
        self.screen.toast(self.say("Taken out of the log: %(client)s.", client=f"Omega {self.mark}"))

    def corrects_one(self) -> None:
        name = f"Jotta {self.mark}"
        self.screen.press(self.say("Correct the contact with %(name)s", name=name), "link")
        self.page.get_by_role("button", name=self.say("Save the correction")).wait_for()
        self.screen.read()
        self._kind("message")
        self.screen.press(self.say("Save the correction"))
        self.screen.toast(self.say("Corrected. %(way)s", way=f"{name}: Kezdet"))
        self.logged = [replace(each, kind="message") if each.deal == "Jotta" else each for each in self.logged]

    def answers_a_question(self) -> None:
        self._quick("call", "Delta")
        self._stage("Igény")
        self._save("Delta", f"Delta {self.mark}: Ajánlat → Igény")
        self.logged.append(Logged("call", "Delta"))
        self._what_is_said().get_by_role("link").filter(has_text="?").first.click()
        self.page.get_by_label(self.say("Your answer")).fill("Új igazgató, новый директор")
        self.screen.read()
        self.screen.press(self.say("Answer", "a comment"))
        self.page.get_by_text(self.say("answer"), exact=True).wait_for()

    def reads_what_the_head_said(self) -> None:
        self.screen.go("/")
        self._what_is_said().get_by_role("link").filter(has_text="Carol").first.click()
        self.page.locator(".said", has_text="Молодец, szép volt").wait_for()
        self.screen.read()
        self.screen.go("/")
        expect(self._what_is_said()).to_have_count(0)

    def _quick(self, kind: str, name: str) -> None:
        """Take a client among the latest, by the icon of the kind."""
        self.screen.press(f"{kind_word(self.screen, kind)}: {name} {self.mark}", "link")

    def _kind(self, kind: str) -> None:
        word = _capital(kind_word(self.screen, kind))
        self.screen.tap(self.page.locator("#log .choices").first.locator("label").filter(has_text=word))

    def _stage(self, name: str) -> None:
        self.page.locator("#log .stepper").wait_for()
        way = (
            ".step-next" if self.screen.is_phone and self.page.locator(".step-next", has_text=name).count() else ".step"
        )
        self.screen.tap(self.page.locator(f"#log {way}").filter(has_text=name))

    def _save(self, name: str, told: str = "") -> None:
        self.screen.press(self.say("Save"))
        self.screen.toast(told or f"{name} {self.mark}: ")
        self.screen.read()

    def _row(self, selector: str, name: str) -> Locator:
        return self.page.locator(selector).filter(has_text=f"{name} {self.mark}")

    def _what_is_said(self) -> Locator:
        return self.page.get_by_role("region", name=self.say("Said about your contacts"))


class HeadsEvening:
    """Carol before her screen, in the evening."""

    def __init__(self, screen: Screen, mark: str, own: dict[str, Any]) -> None:
        self.screen, self.mark, self.own = screen, mark, own
        self.say, self.page = screen.words.say, screen.page

    def sign_in(self) -> None:
        self.screen.sign_in(f"carol-{self.mark}@example.com")

    def reads_the_review(self) -> dict[str, Any]:
        """Bob's line of the review of the day, as it stands on the page."""
        self.screen.go("/review")
        line = self.page.locator(f"[data-rep='{self.own['rep']}']")
        cells = dict(
            line.evaluate("(row) => [...row.cells].map((cell) => [cell.dataset.head, cell.textContent.trim()])")
        )
        counted = {kind: cells.get(_capital(kind_word(self.screen, kind)), "") for kind in KINDS}
        return {
            "contacts": int(cells[self.say("Contacts")]),
            "effective": int(line.locator(".reps-bar .figure").first.inner_text()),
            "new ground": int(cells[self.say("New ground")]),
            "deals": int(cells[self.say("Deals touched")]),
            "kinds": {kind: int(text) for kind, text in counted.items() if text.isdecimal()},
        }

    def comments(self, name: str) -> None:
        entry = self.page.locator(".entry.is-effective").filter(has_text=f"{name} {self.mark}")
        self.screen.tap(entry.locator(".entry-talk"))
        self.page.get_by_label(self.say("Comment"), exact=True).fill("Молодец, szép volt")
        self.screen.read()
        self.screen.press(self.say("Send", "a comment"))
        self.page.locator(".said", has_text="Carol").wait_for()

    def reads_the_answer(self) -> None:
        self.screen.go("/review")
        asked = self.page.get_by_role("region", name=self.say("Worth a question"))
        expect(asked).to_contain_text("Új igazgató, новый директор")
        expect(asked).to_contain_text(self.say("All are answered"))
        self.screen.tap(asked.get_by_role("link", name=self.say("To the contact")))
        self.page.get_by_text(self.say("answer"), exact=True).wait_for()
        self.screen.read()

    def looks_around(self) -> None:
        for path in (
            "/",
            "/review?period=last+30+days",
            "/review/questions?period=last+30+days",
            "/norms",
            "/norms/open?past=no",
            "/steps",
            "/steps?list=missing",
            "/funnel",
            "/deals",
        ):
            self.screen.go(path)
        self.screen.go("/review?period=last+30+days")
        expect(self.page.get_by_text(self.say("Effective a working day"), exact=True).first).to_be_attached()

    def sees_who_decides(self) -> None:
        self.screen.go(f"/deals/{self.own['deals']['Omega']}/committee")
        self.screen.taps = 0
        self.screen.tap(self.page.locator(".org-box").filter(has_text="Béla"))
        self.screen.tap(
            self.page.locator("#who").get_by_role("button", name=self.say("agreed", "position of a decision-maker"))
        )
        self.page.get_by_text(self.say("%(agreed)s of %(size)s agreed", agreed="1", size="3")).wait_for()
        assert self.screen.taps == 2
        self.screen.read()
        self.screen.tap(self.page.locator("#who").get_by_role("link", name=self.say("Log a contact")))
        expect(self.page.get_by_label(f"Béla {self.mark}")).to_be_checked()

    def corrects_several(self, logged: Sequence[Logged]) -> list[Logged]:
        """The calls to Alfa were messages; what the log then holds."""
        self.screen.go("/contacts/correct?period=today")
        rows = self.page.locator("tbody tr").filter(has_text=f"Alfa {self.mark}")
        wrong = [each for each in logged if each.deal == "Alfa"]
        expect(rows).to_have_count(len(wrong))
        for row in rows.all():
            row.get_by_role("checkbox").check()
        self.page.get_by_label(self.say("To the kind")).select_option(label=_capital(kind_word(self.screen, "message")))
        self.screen.press(self.say("Show what comes of it"))
        self.page.get_by_text(self.say("What comes of it"), exact=True).wait_for()
        self.screen.read()
        self.screen.press(self.say("Do it"))
        many = "Corrected %(n)s contacts."
        self.screen.toast(self.screen.words.count("Corrected %(n)s contact.", many, len(wrong)))
        return [replace(each, kind="message") if each in wrong else each for each in logged]

    def reads_the_trail(self) -> None:
        self.screen.go(f"/deals/{self.own['deals']['Alfa']}")
        self.screen.press(self.say("Who changed what"), "link")
        self.page.get_by_text(self.say("Audit trail"), exact=True).first.wait_for()
        expect(self.page.locator("main")).to_contain_text("Bob")
        self.screen.read()

    def prints(self) -> None:
        """On paper there are the numbers and the contacts, nothing to press, and the pages follow one another."""
        self.screen.go("/review?period=last+30+days")
        self.page.emulate_media(media="print")
        for left_out in (".frame-side", ".frame-top", ".tabbar", ".days", ".entry-talk", ".btn"):
            expect(self.page.locator(left_out).filter(visible=True)).to_have_count(0)
        expect(self.page.locator(".reps thead")).to_be_visible()
        pages = [self.page.pdf(prefer_css_page_size=True, scale=scale).count(b"/Type /Page\n") for scale in (1.0, 2.0)]
        assert pages[0] < pages[1]
        self.page.emulate_media(media="screen")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
