#!/usr/bin/env python3
"""Writes the inputs that fuzzing starts from, made of the samples in events/: a folder for each target, and a dictionary.

    Tests/Fuzzing/seeds.py FOLDER
"""
import base64, hashlib, json, pathlib, sys, urllib.parse

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
FOLDER = pathlib.Path(sys.argv[1])


def write(target, *parts):
    data = b"".join(part if isinstance(part, bytes) else part.encode() for part in parts)
    folder = FOLDER / target
    folder.mkdir(parents=True, exist_ok=True)
    (folder / hashlib.sha1(data).hexdigest()).write_bytes(data)


def text(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def fields(event):
    given = {**(event.get("headers") or event.get("__ow_headers") or {}), **(event.get("multiValueHeaders") or {})}
    return {name: ", ".join(value) if isinstance(value, list) else value for name, value in given.items()}


def body(event):
    body = event.get("body") or event.get("__ow_body") or ""
    return base64.b64decode(body) if event.get("isBase64Encoded") else body.encode()


def variables(event, token):
    """The event as a web server would hand it over; where the platform knew the caller, with a token."""
    http = event.get("requestContext", {}).get("http", {})
    query = event.get("queryStringParameters") or {}
    variables = {
        "GATEWAY_INTERFACE": "CGI/1.1",
        "REQUEST_METHOD": (event.get("httpMethod") or http.get("method") or event.get("__ow_method", "")).upper(),
        "PATH_INFO": event.get("path") or event.get("rawPath") or event.get("__ow_path") or "/",
        "QUERY_STRING": event.get("rawQueryString") or urllib.parse.urlencode(query),
        "CONTENT_LENGTH": str(len(body(event))),
        "CONTENT_TYPE": "application/json",
        "HTTP_AUTHORIZATION": "Bearer " + token,
    }
    for name, value in fields(event).items():
        if name.lower() not in ("content-type", "content-length"):
            variables["HTTP_" + name.upper().replace("-", "_")] = value
    return "".join(f"{name}={value}\n" for name, value in variables.items())


def names(value, found):
    """Of the members, however deep."""
    if isinstance(value, dict):
        found.update(value)
        for member in value.values():
            names(member, found)
    elif isinstance(value, list):
        for element in value:
            names(element, found)
    return found


events = [json.loads(path.read_bytes()) for path in sorted((REPOSITORY / "events").glob("*.json"))]
records = [json.loads(line) for line in (REPOSITORY / "events/records.ndjson").read_bytes().splitlines()]
tokens = sorted({value for event in events for name, value in fields(event).items() if name.lower() == "authorization"})
claims = [decoded(token.split(".")[1]) for token in tokens if token.count(".") == 2]
admin = max((t for t in tokens if t.count(".") == 2), key=lambda t: b"admin" in decoded(t.split(".")[1])).split()[-1]

for event in events:
    write("envelopes", text(event))
    write("cgi", variables(event, admin), "\n", body(event))
    write("cgi", variables(event, admin), "HTTP_IDEMPOTENCY_KEY=key\nHTTP_IF_MATCH=*\n\n", body(event))
    write("json", body(event))
for record in records:
    write("json", text(record))
    write("journal", "1", text(record))
for number in ("-0", "1.50", "1e400", "123456789012345678901234567890", r'"\ud83d\ude00\u0000\/"', "[[[[]]]]"):
    write("json", number)
write("json", text("".join(map(chr, range(0x30))) + "\x7f\x85\u2028\ufeff"))

for levels in (63, 64, 127, 128):
    write("journal", "1", '{"x":', "[" * levels, "]" * levels, "}")
    write("json", '{"kind":"cleaning-job","id":"J","status":"s","x":', "[" * levels, "]" * levels, "}")

for token in tokens:
    write("tokens", "0", token)
    if token.count(".") == 2:
        write("tokens", "2", decoded(token.split()[-1].split(".")[0]))
for claim in claims:
    write("tokens", "1", claim)

lines = []
for record in records:
    document = {name: value for name, value in record.items() if name != "kind"}
    entry = {"kind": record["kind"], "id": str(record["id"]), "status": record.get("status", "")}
    entry.update(scopes=["all", "client:1"], document=document)
    lines.append(text({"at": "2025-10-20T10:30:00.000Z", "records": [entry]}))
for line in lines:
    write("journal", "0", hashlib.sha256(bytes(32) + line.encode()).hexdigest(), " ", line)
for place in (b"\x00\x10", b"\x00\x65", b"\x04\x44", b"\x10\x01"):
    write("journal", "2", place, "\n".join(lines[:4]))

# Page, offset, value: the header's fields, and the first ones of each other page.
for page in range(64):
    for offset in range(0, 120 if page == 0 else 24, 4):
        for value in (bytes(4), b"\xff" * 4, b"\xff\xff\xff\x7f", b"\x01\x00\x00\x00"):
            write("index", page.to_bytes(2), offset.to_bytes(2), value)

meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28"}
meta["io.modelcontextprotocol/clientCapabilities"] = {"elicitation": {}}
opening = {"protocolVersion": "2025-11-25", "capabilities": {"elicitation": {}}}
question = {"action": "accept", "content": {"confirm": True}}


def message(method, params, id=1):
    return text({"jsonrpc": "2.0", "id": id, "method": method, "params": params}) + "\n"


calls = [("getJob", {"id": "J-1001"}), ("cancelJob", {"id": "J-1001", "reason": "x"}), ("listWorkOrders", {"limit": 2})]
calls += [("previewCancelCleaningJob", {"id": "JOB_X123"}), ("setWorkOrderStatus", {"id": 28, "status": "cancelled"})]
for name, arguments in calls:
    params = {"name": name, "arguments": arguments}
    write("mcp", message("tools/call", {**params, "_meta": meta}))
    responses = {"inputResponses": {"confirm": question}, "requestState": "AA.AA"}
    write("mcp", message("tools/call", {**params, **responses, "_meta": meta}))
    reply = text({"jsonrpc": "2.0", "id": "question-id-2", "result": question}) + "\n"
    write("mcp", message("initialize", opening), message("tools/call", params, 2), reply, message("ping", {}, 3))
for method in ("server/discover", "tools/list", "ping", "initialize"):
    write("mcp", message(method, {"_meta": meta}), message(method, opening))
write("mcp", text({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}))

words = names(events + records + [json.loads(claim) for claim in claims], set())
words |= {"HTTP_IDEMPOTENCY_KEY=key", "HTTP_IF_MATCH=*", "HTTP_IF_NONE_MATCH=*", "dryRun=true", "Idempotency-Key"}
words |= {"tools/call", "tools/list", "initialize", "server/discover", "inputResponses", "requestState", "accept"}
words |= {name for name, _ in calls} | {"confirmation", "question-id-2", "confirm", "_meta", "arguments"}
words |= {"GET", "HEAD", "POST", "PATCH", "OPTIONS", "HS256", "none", "crit", "cancelled", "in-progress", "admin"}
words |= {f"{name}=" for name in ("PATH_INFO", "QUERY_STRING", "CONTENT_LENGTH", "REQUEST_URI", "HTTP_TRANSFER_ENCODING")}
escaped = ("".join(chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in word.encode()) for word in words)
(FOLDER / "dictionary").write_text("".join(f'"{word}"\n' for word in sorted(escaped) if word))
