"""`scenarios.py NAME ADDRESS TOKEN`: one of the functions below, in the browser."""

import json
import os
import re
import subprocess
import sys

from playwright.sync_api import expect

from console import PLAIN_HOST, Console, browser, tabs

DONE = "Work order cancelled successfully"


def whole_flow(console, token, **_):
    tab = console.tab
    console.sign_in(token)
    expect(tab.locator("#caller")).to_contain_text("Jane Manager")
    expect(tab.locator("#caller")).to_contain_text("client_admin")
    expect(tab.get_by_label("Client", exact=True)).to_have_count(0)
    console.expect_counts(all=3, pending=1, in_progress=1, completed=0, cancelled=1)
    console.button("Pending 1").click()
    expect(tab.locator(".row")).to_have_count(1)
    console.row("WO-2025-001").click()
    expect(console.heading).to_have_text("WO-2025-001")
    expect(console.heading).to_be_focused()
    expect(console.record).to_contain_text("Fix leaking tap")

    console.begin_to_cancel()
    expect(console.dialog).to_contain_text("Work order cancelled by Jane Manager")
    expect(console.dialog).to_contain_text("WorkOrderCancelled (work-order/28)")
    expect(console.dialog.get_by_role("button", name="Keep work order")).to_be_focused()
    tab.keyboard.press("Escape")
    expect(console.dialog).to_be_hidden()
    expect(console.button("Cancel work order")).to_be_focused()
    expect(console.status).to_have_text("pending")

    cancels = console.cancels()
    console.button("Cancel work order").dblclick()
    console.dialog.get_by_label("Reason").fill("Tenant moved")
    console.confirm()
    console.expect_toast(DONE)
    expect(console.status).to_have_text("cancelled")
    expect(console.button("Cancel work order")).to_have_count(0)
    console.expect_counts(all=3, pending=0, cancelled=2)
    expect(tab.locator(".row")).to_have_count(0)
    console.button("Cancelled 2").click()
    expect(console.row("WO-2025-001")).to_contain_text("cancelled")
    expect(console.record).to_contain_text("Work order cancelled by Jane Manager")
    expect(console.record.locator(".receipt")).to_contain_text(re.compile("[0-9a-f]{64}"))
    assert len(cancels) == 1, cancels
    headers = cancels[0].headers
    assert re.fullmatch('"[0-9a-f]{32}"', headers["if-match"]), headers
    assert re.fullmatch("[0-9a-f-]{36}", headers["idempotency-key"]), headers
    assert cancels[0].post_data_json == {"status": "cancelled", "reason": "Tenant moved"}

    # The token is kept for this tab, and nowhere else.
    assert token not in tab.url
    assert tab.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 1, ""]
    tab.reload()
    expect(console.heading).to_have_text("WO-2025-001")
    console.button("Sign out").click()
    expect(tab.get_by_label("Token")).to_be_focused()
    assert tab.evaluate("sessionStorage.length") == 0
    expect(tab.locator("main")).not_to_contain_text("WO-2025-001")


def staff(console, token, **_):
    console.sign_in(token, "#/work-orders/28")
    expect(console.record).to_contain_text("Staff users cannot cancel work orders. Contact an administrator.")
    expect(console.tab.get_by_role("button", name=re.compile("cancel work order", re.IGNORECASE))).to_have_count(0)
    console.row("WO-2025-003").click()
    expect(console.heading).to_have_text("WO-2025-003")
    expect(console.record).not_to_contain_text("cannot cancel")


def refused(console, token, **_):
    """Somebody else changes the work order while the dialog is open; the list and the counts move, and are put back."""
    tab = console.tab
    console.sign_in(token, "#/work-orders/28")
    console.expect_counts(pending=1, in_progress=1, cancelled=1)
    console.begin_to_cancel()
    changed = tab.request.patch(
        f"{console.address}/api/work-orders/28/status",
        data={"status": "in-progress"}, headers={"Authorization": f"Bearer {token}"})
    assert changed.status == 200, changed.text()

    held = []
    tab.route("**/status", lambda route: held.append(route))
    console.confirm()
    expect(console.status).to_have_text("cancelled")
    expect(console.row("WO-2025-001")).to_contain_text("cancelled")
    console.expect_counts(all=3, pending=0, in_progress=1, cancelled=2)
    expect(console.button("Cancel work order")).to_have_count(0)
    expect(console.dialog).to_be_hidden()
    held[0].continue_()
    console.expect_toast("The record is not as the request says it must be: read it again, and decide again.", failed=True)
    expect(console.status).to_have_text("in-progress")
    expect(console.row("WO-2025-001")).to_contain_text("in-progress")
    console.expect_counts(all=3, pending=0, in_progress=2, cancelled=1)

    # What is shown now can be cancelled.
    tab.unroute("**/status")
    console.begin_to_cancel()
    console.confirm()
    console.expect_toast(DONE)


def lose(route):
    """Lets a request arrive and its answer get lost."""
    route.fetch(url=route.request.url.replace(PLAIN_HOST, "127.0.0.1"))
    route.abort("connectionreset")


def lost_answer(console, token, **_):
    """Over plain HTTP, where the browser makes no keys."""
    console.address = console.address.replace("127.0.0.1", PLAIN_HOST)
    console.sign_in(token, "#/work-orders/28")
    assert console.tab.evaluate("crypto.randomUUID === undefined")
    cancels = console.cancels()
    console.begin_to_cancel()
    console.tab.route("**/status", lose, times=1)
    console.confirm()
    console.expect_toast(DONE)
    expect(console.status).to_have_text("cancelled")
    keys = [request.headers["idempotency-key"] for request in cancels]
    assert len(keys) == 2 and len(set(keys)) == 1, keys
    assert re.fullmatch("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", keys[0]), keys
    assert cancels[1].response().headers["idempotent-replayed"] == "true"


def no_answer(console, token, **_):
    """No answer comes at all: nobody says that it is cancelled, and it is safe to try again."""
    unknown_outcome(console, token, lose)


def foreign_answer(console, token, **_):
    """What comes is no answer of the API's, whatever its status: so it is if none comes."""
    log_in = "<!doctype html><title>Log in</title>"
    unknown_outcome(console, token, lambda route: route.fulfill(status=200, content_type="text/html", body=log_in))


def unknown_outcome(console, token, answer):
    tab = console.tab
    console.sign_in(token, "#/work-orders/28")
    console.expect_counts(pending=1, cancelled=1)
    cancels = console.cancels()
    console.begin_to_cancel()
    tab.route("**/status", answer)
    console.confirm()
    console.expect_toast("No answer yet: asking again, with the same key.")
    alert = tab.locator("#toasts [role=alert]")
    expect(alert).to_contain_text("whether the work order is cancelled is not known")
    assert len(cancels) == 3, cancels
    tab.unroute("**/status")
    alert.get_by_role("button", name="Try again").click()
    console.expect_toast(DONE)
    assert len({request.headers["idempotency-key"] for request in cancels}) == 1
    console.expect_counts(pending=0, cancelled=2)


def race(console, token, open_tab, **_):
    """Two tabs show the same work order, and both cancel it at once."""
    consoles = [console, Console(open_tab(), console.address)]
    for one in consoles:
        one.sign_in(token, "#/work-orders/28")
        one.begin_to_cancel()
    for one in consoles:
        one.tab.evaluate("document.querySelector('dialog [value=cancel]').click()")
    for one in consoles:
        expect(one.tab.locator("#toasts p")).to_have_text(re.compile(f"{DONE}|Cancelled work orders cannot be reactivated"))
        expect(one.status).to_have_text("cancelled")
        one.expect_counts(pending=0, cancelled=2)
    done = [one.tab.locator("#toasts [role=status] p").count() for one in consoles]
    assert sorted(done) == [0, 1], done


def jobs(console, token, **_):
    tab = console.tab
    console.sign_in(token, "#/dispatch-jobs")
    tab.get_by_label("Dispatch job id").fill("J-1001")
    tab.keyboard.press("Enter")
    expect(console.heading).to_have_text("SS-2025-1001")
    # Digits that a number of JavaScript would lose.
    expect(console.record).to_contain_text("12345678901234567890")
    console.begin_to_cancel("dispatch job")
    expect(console.dialog).to_contain_text("Assignment A-1, contractor C-9")
    expect(console.dialog).to_contain_text("JobCancelled (dispatch-job/J-1001)")
    console.confirm("dispatch job")
    console.expect_toast("Job cancelled successfully")
    expect(console.status).to_have_text("Cancelled")
    tab.get_by_label("Dispatch job id").fill("J-1003")
    console.button("Show").click()
    expect(console.heading).to_have_text("SS-2025-1003")
    expect(tab.get_by_role("button", name="Cancel dispatch job")).to_have_count(0)
    tab.get_by_label("Dispatch job id").fill("a b")
    console.button("Show").click()
    expect(tab.locator(".refusal")).to_contain_text("The job id must be 1 to 128 of")

    tab.get_by_role("link", name="Cleaning jobs").click()
    tab.get_by_label("Cleaning job id").fill("JOB_X123")
    console.button("Show").click()
    expect(console.heading).to_have_text("Weekly office clean")
    console.begin_to_cancel("cleaning job")
    expect(console.dialog).to_contain_text("Cleaner CLN_1")
    expect(console.dialog).to_contain_text("Cleaner CLN_2")
    console.confirm("cleaning job")
    console.expect_toast("Job canceled successfully")
    expect(console.status).to_have_text("canceled")
    expect(console.record).not_to_contain_text("CLN_1")


def paging(console, token, **_):
    tab = console.tab
    console.sign_in(token)
    console.expect_counts(all=45)
    expect(tab.locator(".row")).to_have_count(20)
    for shown, count in ((20, 40), (40, 45)):
        console.button("Show more").click()
        expect(tab.locator(".row")).to_have_count(count)
        expect(tab.locator(".row").nth(shown)).to_be_focused()
    expect(console.button("Show more")).to_have_count(0)
    names = tab.locator(".row b").all_inner_texts()
    assert len(set(names)) == 45, names

    # A cancel leaves the list as long as it was, and the window and the focus where they were.
    name = names[30]
    console.row(name).click()
    expect(console.heading).to_have_text(name)
    console.begin_to_cancel()
    scrolled = tab.evaluate("scrollY")
    assert scrolled > 0
    console.confirm()
    console.expect_toast(DONE)
    expect(tab.locator(".row").first).to_contain_text(name)
    expect(tab.locator(".row")).to_have_count(45)
    expect(console.button("Show more")).to_have_count(0)
    expect(console.heading).to_be_focused()
    assert tab.evaluate("scrollY") == scrolled

    # Where there is room for one of them alone, the way back leads to the place in the list.
    tab.set_viewport_size({"width": 380, "height": 860})
    console.row(names[35]).evaluate("row => location.hash = row.hash")
    expect(console.heading).to_have_text(names[35])
    tab.get_by_role("link", name="All work orders").click()
    expect(console.row(names[35])).to_be_focused()
    expect(console.row(names[35])).to_be_in_viewport()


def one_client(console, token, **_):
    """An admin sees the work orders of all clients, or of one alone, of which then everything is asked for."""
    tab = console.tab
    asked = []
    tab.on("request", lambda request: asked.append(request) if "/api/work-orders" in request.url else None)
    console.sign_in(token, "#/work-orders/31")
    console.expect_counts(all=6)
    expect(console.heading).to_have_text("WO-2025-004")
    client = tab.get_by_label("Client", exact=True)
    client.fill("1")
    asked.clear()
    tab.keyboard.press("Enter")
    console.expect_counts(all=3)
    expect(client).to_be_focused()
    expect(tab.locator(".details .refusal")).to_contain_text("Work order not found")
    console.row("WO-2025-001").click()
    console.begin_to_cancel()
    console.confirm()
    console.expect_toast(DONE)
    console.expect_counts(all=3, cancelled=2)
    # The list, the counts, the record, its notes, the dry run, the cancel.
    assert {request.method for request in asked} == {"GET", "PATCH"}, asked
    for request in asked:
        assert request.headers.get("x-client-context") == "1", request.url
    client.fill("somebody")
    tab.keyboard.press("Enter")
    expect(tab.locator("#rows .refusal")).to_contain_text("X-Client-Context")
    client.fill("")
    tab.keyboard.press("Enter")
    console.expect_counts(all=6)


def hostile(console, token, **_):
    """Every text of the records is markup that would run."""
    tab = console.tab
    mark = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    console.sign_in(token)
    expect(tab.locator("#caller b")).to_have_text(mark)
    expect(tab.locator(".row b")).to_have_text(mark)
    tab.locator(".row").click()
    expect(console.heading).to_have_text(mark)
    expect(console.record).to_contain_text("Proto")
    assert console.record.inner_text().count(mark) >= 8
    console.begin_to_cancel()
    expect(console.dialog).to_contain_text(f"Work order cancelled by {mark}")
    console.dialog.get_by_label("Reason").fill(mark)
    console.confirm()
    console.expect_toast(DONE)
    expect(console.record.locator(".notes")).to_contain_text(f"Work order cancelled by {mark}")
    for hash, name in (("#/dispatch-jobs/J", "dispatch job"), ("#/cleaning-jobs/J", "cleaning job")):
        tab.goto(f"{console.address}/console{hash}")
        expect(console.heading).to_have_text(mark)
        console.begin_to_cancel(name)
        expect(console.dialog).to_contain_text(mark)
        tab.keyboard.press("Escape")
    assert tab.locator("img, iframe, script:not([type=module])").count() == 0
    assert tab.evaluate("({}).polluted") is None


def bad_tokens(console, token, **_):
    tab = console.tab
    console.open()
    for bad, why in (
        ("hello", "This is not a JSON Web Token."), ("a.b.c", "This is not a JSON Web Token."),
        (token, "Unauthorized! The token is not valid here."),
        (os.environ["EXPIRED"], "Your token has expired: sign in with another."),
    ):
        tab.get_by_label("Token").fill(bad)
        console.button("Sign in").click()
        expect(tab.get_by_role("alert").filter(has_text=why)).to_be_visible()
        assert tab.evaluate("sessionStorage.length") == 0
        expect(tab.get_by_label("Token")).to_be_focused()


def operations(console, token, **_):
    tab = console.tab
    console.sign_in(token, "#/api")
    document = tab.request.get(f"{console.address}/openapi.json").json()
    listed = [f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods]
    expect(tab.locator(".operation")).to_have_count(len(listed))
    shown = [re.sub(r"\s+", " ", f"{one.locator('.method').inner_text()} {one.locator('code').first.inner_text()}")
             for one in tab.locator(".operation summary").all()]
    assert shown == listed and "GET /console" in shown, shown

    def opened(method, path):
        operation = tab.locator(f"#operation-{document['paths'][path][method]['operationId']}")
        operation.locator("summary").click()
        return operation

    operation = opened("patch", "/api/work-orders/{id}/status")
    operation.get_by_label("id", exact=True).fill("28")
    expect(operation.get_by_label("dryRun")).to_have_value("true")
    operation.get_by_label("Body").fill('{"status":"cancelled","reason":"It\'s \\"$HOME\\""}')
    command = operation.locator("pre code").inner_text()
    assert "$TOKEN" in command and token not in command, command
    assert token not in tab.locator("body").inner_text()
    operation.get_by_role("button", name="Send").click()
    expect(operation.locator(".answer b")).to_have_text("200")
    expect(operation.locator(".answer pre")).to_contain_text('"dryRun": true')
    # The same, as a command.
    answer = subprocess.run(
        ["sh", "-c", command.replace("curl ", "curl -sS ", 1)], env={**os.environ, "TOKEN": token},
        capture_output=True, text=True, check=True)
    body = json.loads(answer.stdout)
    assert body["dryRun"] and body["changes"]["events"][0]["data"]["reason"] == "It's \"$HOME\"", body
    operation.get_by_label("id", exact=True).fill("29999")
    operation.get_by_role("button", name="Send").click()
    expect(operation.locator(".answer b")).to_have_text("404")

    for method, path, identifier, expected in (
        ("post", "/jobs/{id}/cancel", "J-1002", "403"), ("get", "/health", None, "200"),
    ):
        operation = opened(method, path)
        if identifier:
            operation.get_by_label("id", exact=True).fill(identifier)
        command = operation.locator("pre code").inner_text()
        operation.get_by_role("button", name="Send").click()
        expect(operation.locator(".answer b")).to_have_text(expected)
        status = subprocess.run(
            ["sh", "-c", command.replace("curl ", "curl -sS -o /dev/null -w '%{http_code}' ", 1)],
            env={**os.environ, "TOKEN": token}, capture_output=True, text=True, check=True)
        assert status.stdout == expected, (command, status)


def keyboard(console, token, **_):
    """From signing in to having cancelled, without a mouse."""
    tab = console.tab
    console.open()
    expect(tab.get_by_label("Token")).to_be_focused()
    tab.keyboard.type(token)
    tab.keyboard.press("Enter")
    expect(tab.locator("h1")).to_be_focused()

    def tab_to(locator):
        for _ in range(40):
            if locator.evaluate("node => node === document.activeElement"):
                return
            tab.keyboard.press("Tab")
        raise AssertionError(f"{locator} cannot be reached")

    expect(console.row("WO-2025-001")).to_be_visible()
    tab_to(console.row("WO-2025-001"))
    outline = console.row("WO-2025-001").evaluate("node => getComputedStyle(node).outlineStyle")
    assert outline == "solid", outline
    tab.keyboard.press("Enter")
    expect(console.heading).to_be_focused()
    tab_to(console.button("Cancel work order"))
    tab.keyboard.press("Enter")
    expect(console.dialog.get_by_role("button", name="Keep work order")).to_be_focused()
    tab_to(console.dialog.get_by_role("button", name="Cancel work order"))
    tab.keyboard.press("Enter")
    console.expect_toast(DONE)
    expect(console.heading).to_be_focused()
    tab.reload()
    expect(console.heading).to_be_focused()
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("Tab")
    expect(tab.get_by_text("Skip to content")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_be_focused()
    assert tab.url.endswith("#/work-orders/28"), tab.url


def main(name, address, token):
    with browser() as chromium, tabs(chromium) as open_tab:
        globals()[name](Console(open_tab(), address), token, open_tab=open_tab)


if __name__ == "__main__":
    main(*sys.argv[1:])
