"""`looks.py ADDRESS TOKEN FOLDER`: each view in light and dark, wide and narrow, looked at by axe-core, and as an image in
the folder."""

import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from console import Console, browser, tabs

WIDTHS = {"wide": 1280, "narrow": 380}


def views(console, token):
    """Goes from view to view; yields the name of each."""
    tab = console.tab
    console.open()
    yield "sign-in"
    tab.get_by_label("Token").fill("hello")
    console.button("Sign in").click()
    expect(tab.locator(".problem")).not_to_be_empty()
    yield "sign-in-refused"
    console.sign_in(token)
    expect(tab.locator(".row").first).to_be_visible()
    yield "work-orders"
    tab.goto(f"{console.address}/console#/work-orders/28")
    expect(console.heading).to_have_text("WO-2025-001")
    yield "work-order"
    console.begin_to_cancel()
    yield "confirmation"
    tab.keyboard.press("Escape")
    # A change that is refused, so that all is as before.
    tab.route("**/status**", lambda route: route.fulfill(status=403, json={"success": False, "message": "Not permitted."}))
    console.button("Cancel work order").click()
    console.expect_toast("Not permitted.", failed=True)
    yield "refusal"
    tab.unroute("**/status**")
    tab.goto(f"{console.address}/console#/dispatch-jobs/J-1001")
    expect(console.heading).to_have_text("SS-2025-1001")
    yield "dispatch-job"
    tab.goto(f"{console.address}/console#/cleaning-jobs/NONE")
    expect(tab.locator(".refusal")).to_be_visible()
    yield "unknown-job"
    tab.goto(f"{console.address}/console#/api")
    operation = tab.locator(".operation").filter(has_text="/api/work-orders/{id}/status")
    operation.locator("summary").click()
    operation.get_by_label("id", exact=True).fill("28")
    operation.get_by_role("button", name="Send").click()
    expect(operation.locator(".answer pre")).to_be_visible()
    yield "api"


def main(address, token, folder):
    looked = 0
    with browser() as chromium:
        for scheme in ("light", "dark"):
            # The library brings its script in as text, which the page's policy forbids.
            with tabs(chromium, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True) as open_tab:
                console = Console(open_tab(), address)
                for view in views(console, token):
                    for width, pixels in WIDTHS.items():
                        console.tab.set_viewport_size({"width": pixels, "height": 860})
                        results = Axe().run(console.tab)
                        assert results.violations_count == 0, f"{view}, {scheme}, {width}: {results.generate_report()}"
                        scrolls = console.tab.evaluate("document.documentElement.scrollWidth > innerWidth")
                        assert not scrolls, f"{view}, {scheme}, {width}: wider than the window"
                        moving = console.tab.evaluate("document.getAnimations().length")
                        assert moving == 0, f"{view}: {moving} animations"
                        console.tab.screenshot(path=f"{folder}/{view}-{scheme}-{width}.png")
                        looked += 1
                    console.tab.set_viewport_size({"width": WIDTHS["wide"], "height": 860})
                    passes = len(results.response["passes"])
    print(f"axe-core {results.response['testEngine']['version']}: {looked} looks, no violation, {passes} rules passed at the last")


if __name__ == "__main__":
    main(*sys.argv[1:])
