"""What schemathesis makes of the document in another way than was meant, or what lighttpd does not pass on."""
import itertools
import re

import schemathesis
from schemathesis.generation.meta import TestPhase
from schemathesis.generation.modes import GenerationMode

# Printable, as in the document; without quotation marks no comma, quotation mark or backslash either.
KEY = re.compile(r'"([ !#-\[\]-~]|\\["\\])+"|[ !#-+\--\[\]-~]+')
TAGS = ("If-Match", "If-None-Match")
# Of records that `run` imports, a thousand of each kind.
unused_ids = itertools.count(1000)


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode is GenerationMode.POSITIVE


def has_blank_field(case):
    """lighttpd drops a header field without a value, so the program gets a request without it."""
    return any(not str(value).strip() for value in (case.headers or {}).values())


def has_number_with_fraction(value):
    """1.0 is an integer to JSON Schema. To the program it is none: it keeps numbers as they are written."""
    if isinstance(value, dict):
        return any(map(has_number_with_fraction, value.get("ids", []) if isinstance(value.get("ids"), list) else []))
    return isinstance(value, float) and value.is_integer()


def is_another_path(case):
    """Where a path without a template fits too, that one is meant (OpenAPI 3.1, Paths Object)."""
    return case.operation.path == "/jobs/{id}" and (case.path_parameters or {}).get("id") == "cancel"


def is_key_after_all(case):
    """A number in a header field is text, and spaces around the text are not part of it: both leave a key."""
    data = case.meta.phase.data if case.meta is not None else None
    value = str((case.headers or {}).get("Idempotency-Key", "")).strip()
    return getattr(data, "parameter", None) == "Idempotency-Key" and KEY.fullmatch(value) is not None


@schemathesis.hook
def filter_case(context, case):
    if is_positive(case) and has_number_with_fraction(case.body):
        return False
    return not (has_blank_field(case) or is_another_path(case) or is_key_after_all(case))


def let_it_change(case):
    """Chance does not find the id of a record, least of all of one that is not cancelled yet: the request is given one. Under
    the conditions that chance comes up with nothing is changed either: three of four requests do without."""
    phase = case.meta.phase
    is_random = phase.name is TestPhase.FUZZING
    new = next(unused_ids)
    identifier = new if "work-orders" in case.operation.path else str(new)
    if "id" in (case.path_parameters or {}) and (is_random or getattr(phase.data, "parameter", None) != "id"):
        case.path_parameters["id"] = identifier
    if is_random and isinstance(case.body, dict) and case.body.get("ids"):
        case.body["ids"][0] = identifier
    if is_random and new % 4:
        for name in (*TAGS, "X-Client-Context"):
            (case.headers or {}).pop(name, None)


@schemathesis.hook
def map_case(context, case):
    """It fills in 0 for both fields, whatever their pattern."""
    if is_positive(case):
        for name in TAGS:
            if (case.headers or {}).get(name) == "0":
                case.headers[name] = '"0"'
        if case.operation.method != "get" and case.meta.phase.name in (TestPhase.COVERAGE, TestPhase.FUZZING):
            let_it_change(case)
    return case
