"""The console in a browser, as a person uses it."""

import contextlib
import os
import re

from playwright.sync_api import Page, expect, sync_playwright

MILLISECONDS = 15_000
# Not a secure context, as it would be at a name of this machine: a site on plain HTTP.
PLAIN_HOST = "console.test"


class Console:
    """The page in a tab of its own."""

    def __init__(self, tab: Page, address: str):
        self.tab = tab
        self.address = address

    def open(self, hash=""):
        self.tab.goto(f"{self.address}/console{hash}")

    def sign_in(self, token, hash=""):
        self.open(hash)
        self.tab.get_by_label("Token").fill(token)
        self.button("Sign in").click()
        expect(self.button("Sign out")).to_be_visible()

    def button(self, name):
        return self.tab.get_by_role("button", name=name, exact=True)

    def row(self, name):
        return self.tab.locator(".row").filter(has=self.tab.get_by_text(name, exact=True))

    def count(self, status):
        """Beside the status in the filter; waits for it."""
        button = self.tab.locator(".filter button").filter(has_text=re.compile(f"^{status} "))
        expect(button.locator("span")).to_have_text(re.compile(r"\d+"))
        return int(button.locator("span").inner_text())

    def expect_counts(self, **counts):
        for status, count in counts.items():
            name = status.replace("_", " ").capitalize()
            expect(self.tab.locator(".filter")).to_contain_text(re.compile(f"{name} {count}(?!\\d)"))

    @property
    def record(self):
        return self.tab.locator("article")

    @property
    def heading(self):
        return self.record.get_by_role("heading", level=2)

    @property
    def status(self):
        return self.record.locator(".badge").first

    @property
    def dialog(self):
        return self.tab.get_by_role("alertdialog")

    def expect_toast(self, text, failed=False):
        expect(self.tab.locator(f"#toasts [role={'alert' if failed else 'status'}] p")).to_have_text(text)

    def begin_to_cancel(self, name="work order"):
        self.button(f"Cancel {name}").click()
        expect(self.dialog).to_be_visible()

    def confirm(self, name="work order"):
        self.dialog.get_by_role("button", name=f"Cancel {name}").click()

    def cancels(self):
        """The requests that cancel and are no dry run, from now on."""
        requests = []

        def note(request):
            if request.method in ("PATCH", "POST") and "dryRun" not in request.url:
                requests.append(request)

        self.tab.on("request", note)
        return requests


@contextlib.contextmanager
def browser():
    """Chromium of the system. A sandbox cannot be had by root."""
    arguments = [f"--host-resolver-rules=MAP {PLAIN_HOST} 127.0.0.1"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        expect.set_options(timeout=MILLISECONDS)
        yield chromium
        chromium.close()


@contextlib.contextmanager
def tabs(chromium, **options):
    """A function that opens tabs. Whatever the browser complains of in one is an error at the end, such as a violation of
    the page's policy; but not the statuses of answers, which it lists as well."""
    context = chromium.new_context(viewport={"width": 1280, "height": 860}, **options)
    context.set_default_timeout(MILLISECONDS)
    complaints = []

    def note(message):
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def open_tab():
        tab = context.new_page()
        tab.on("console", note)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        tab.on("dialog", lambda dialog: complaints.append(dialog.message))
        return tab

    yield open_tab
    context.close()
    assert not complaints, complaints
