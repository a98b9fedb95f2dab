"""Pages opened in a browser: what a visit may not do, and the tabs that one test leaves another.

A tab is worth keeping: its process is warm, so that a page loads in a third of the time. What a
test leaves in it goes with the page, which is loaded anew for every visit, and what would outlast
the page (storage, the pointer, other tabs) is checked or undone here. A test that changes the tab
itself (its size, medium, permissions, connection) or counts what a server is asked for opens its
page with `fresh=True`, in a profile of its own that nobody has after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, Page, Request

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
# Goes to an address of the same page; done when the page has followed it and drawn.
_GO = """address => new Promise(done => {
  const followed = () => requestAnimationFrame(() => requestAnimationFrame(done));
  const before = location.href;
  addEventListener("hashchange", followed, { once: true });
  location.hash = address;
  if (location.href === before) followed();
})"""
# Done when nothing moves: the stage has had the same pixels for so many frames in a row.
_REST = """frames => new Promise(done => {
  const look = () => [...document.querySelectorAll("canvas")].map(one => {
    const probe = new OffscreenCanvas(120, 80);
    const pen = probe.getContext("2d", { willReadFrequently: true });
    if (one.width && one.height) pen.drawImage(one, 0, 0, 120, 80);
    return pen.getImageData(0, 0, 120, 80).data.join();
  }).join() + document.getAnimations().filter(one => one.playState === "running").length;
  let [seen, still] = ["", 0];
  const step = () => {
    const now = look();
    still = now === seen ? still + 1 : 0;
    seen = now;
    if (still >= frames) done();
    else requestAnimationFrame(step);
  };
  step();
})"""
_KEPT = (
    "(() => { try { return localStorage.length + sessionStorage.length } catch { return 0 } })()"
)


@dataclass
class Visit:
    """An open page with everything that it asked for or complained about."""

    page: Page
    place: str = ""
    requests: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])

    def listen(self) -> None:
        """Write down from now on what happens in the tab."""
        self.page.on("console", self.hear)
        self.page.on("pageerror", self.fail)
        self.page.on("dialog", self.refuse)
        self.page.on("request", self.note)

    def load(self, place: Path | str, address: str) -> None:
        """Open a page anew and wait until it is ready."""
        self.place = place.as_uri() if isinstance(place, Path) else place
        self.page.goto(self.place + address)
        self.page.wait_for_selector("html[data-ready=true]")

    def leave(self) -> None:
        """Leave the page, and of what was done there nothing but the tab."""
        for other in self.page.context.pages:
            if other is not self.page:
                other.close()
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)
        self.complaints.clear()
        self.requests.clear()

    def hear(self, message: ConsoleMessage) -> None:
        """Write down what the page says to its console."""
        self.complaints.append(message.text)

    def fail(self, error: Error) -> None:
        """Write down an error that nothing caught."""
        self.complaints.append(str(error))

    def refuse(self, dialog: Dialog) -> None:
        """Write down and close a dialogue that a script opened."""
        self.complaints.append(dialog.message)
        dialog.dismiss()

    def note(self, request: Request) -> None:
        """Write down a request for anything but the page itself."""
        if not request.url.startswith((self.place, "blob:", "about:")):
            self.requests.append(request.url)

    def check(self) -> None:
        """Assert that the page asked for nothing but itself, said nothing and stored nothing."""
        assert self.complaints == []
        assert self.requests == []
        assert self.page.evaluate(_KEPT) == 0

    def address(self) -> str:
        """Give the part of the address after #."""
        return str(self.page.evaluate("location.hash"))

    def heading(self) -> str:
        """Give the name of what is chosen."""
        return self.page.inner_text("#details h2")

    def go(self, address: str) -> None:
        """Go to another address of the page, as a link would, and wait until it is shown."""
        self.page.evaluate(_GO, address)

    def rest(self, frames: int = 3) -> None:
        """Wait until the picture has been the same for a few frames: no movement goes on."""
        self.page.evaluate(_REST, frames)


class Tabs:
    """The tabs of a browser: a visit takes over one of the same settings that is free."""

    def __init__(self, browser: Browser) -> None:
        """Begin with no tab."""
        self.browser = browser
        self.free: dict[str, list[Visit]] = {}
        self.taken: list[tuple[str, Visit]] = []

    def open(
        self, place: Path | str, address: str = "", *, fresh: bool = False, **options: Any
    ) -> Visit:
        """Open a page in a tab with these options, or in a fresh one that nobody has after."""
        settings: dict[str, Any] = {"viewport": DESKTOP, "accept_downloads": True, **options}
        key = "" if fresh else repr(sorted(settings.items()))
        free = self.free.get(key)
        visit = free.pop() if free else self._add(settings)
        self.taken.append((key, visit))
        visit.load(place, address)
        return visit

    def _add(self, settings: dict[str, Any]) -> Visit:
        visit = Visit(self.browser.new_context(**settings).new_page())
        visit.listen()
        return visit

    def leave(self, *, keep: bool = True) -> None:
        """End the visits of a test; each page must have been silent, or its tab is not kept."""
        taken, self.taken = self.taken, []
        try:
            for _, visit in taken:
                visit.check()
        except BaseException:
            keep = False
            raise
        finally:
            for key, visit in taken:
                if keep and key:
                    visit.leave()
                    self.free.setdefault(key, []).append(visit)
                else:
                    visit.page.context.close()

    def close(self) -> None:
        """Close all tabs."""
        for visit in chain.from_iterable(self.free.values()):
            visit.page.context.close()
