#!/usr/bin/env python3
"""Makes ConsolePage.swift of the files in `page`: one page with its style and its script in it, and its policy by their
hashes. Run it after changing one of them."""

import base64
import collections
import hashlib
import pathlib
import re

FOLDER = pathlib.Path(__file__).parent
MAXIMUM_BYTES = 40 * 1024
COMMENT = re.compile(r"^\s*(?:/\*[\s\S]*?\*/|//.*)\n", re.MULTILINE)
INDENTATION = re.compile(r"^\s+", re.MULTILINE)
BREAK_IN_STATEMENT = re.compile(r"(?<=[,;({[])\n")
SPACE_IN_STYLE = re.compile(r"([:,>+]) | (?=[{>+])|;(?=})")
IMPORT = re.compile(r'^import [^;]*"\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=const|function|async|class)", re.MULTILINE)
DECLARATION = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def read(name):
    return COMMENT.sub("", (FOLDER / "page" / name).read_text())


def modules(name, found):
    """The module and those that it imports, each after its own imports, as one module."""
    if name not in found:
        text = read(name)
        found[name] = ""
        for imported in IMPORT.findall(text):
            modules(imported, found)
        del found[name]
        found[name] = EXPORT.sub("", IMPORT.sub("", text))
    return found


def digest(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def replaced(page, link, element):
    assert page.count(link) == 1, link
    return page.replace(link, element)


script = "".join(modules("main.js", {}).values())
shared = [name for name, count in collections.Counter(DECLARATION.findall(script)).items() if count > 1]
assert not shared, f"several modules declare {shared}"
# No string of the script goes over several lines or has an arrow in it, and no comment follows on code.
script = BREAK_IN_STATEMENT.sub("", INDENTATION.sub("", script)).replace(" => ", "=>")
style = SPACE_IN_STYLE.sub(r"\1", INDENTATION.sub("", read("style.css")).replace("\n", ""))
page = INDENTATION.sub("", read("page.html"))
page = replaced(page, '<link rel="stylesheet" href="style.css">', f"<style>{style}</style>")
page = replaced(page, '<script type="module" src="main.js"></script>', f'<script type="module">{script}</script>')
assert "</script" not in script and "<!--" not in script and "</style" not in style
assert '"""#' not in page and "\\#" not in page, "the page has what ends a string of Swift"
size = len(page.encode())
assert size <= MAXIMUM_BYTES, f"the page has {size} bytes, more than {MAXIMUM_BYTES}"

policy = "; ".join([
    "default-src 'none'",
    f"style-src {digest(style)}",
    f"script-src {digest(script)}",
    "img-src data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    # No text can become markup: the page has no policy that makes any.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
])
lines = "".join(f"        {line}\n" for line in page.splitlines())
(FOLDER / "ConsolePage.swift").write_text(f'''\
// swift-format-ignore-file

/// The page at `/console`. Made by `embed.py` of the files in `page`.
package enum ConsolePage {{
    package static let contentSecurityPolicy =
        "{policy}"

    /// In UTF-8.
    package static var html: [UInt8] {{ text.withUTF8Buffer {{ Array($0) }} }}

    private static let text: StaticString = #"""
{lines}        """#
}}
''')
print(f"{size} bytes")
