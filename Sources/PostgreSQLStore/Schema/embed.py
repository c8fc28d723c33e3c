#!/usr/bin/env python3
"""Makes Schema.swift of the SQL files beside it. Run it after changing one of them."""

import pathlib
import textwrap

FOLDER = pathlib.Path(__file__).parent
QUOTE = '"""'
versions = ",\n".join(f'#{QUOTE}\n{path.read_text()}\n{QUOTE}#' for path in sorted(FOLDER.glob("*.sql"))) + "\n"
(FOLDER / "Schema.swift").write_text(f'''#if Network
    // Made by embed.py of the SQL files beside it.

    /// The SQL that `migrate` applies.
    enum Schema {{
        /// A text for each version, oldest first.
        static let versions: [String] = [
{textwrap.indent(versions, " " * 12)}        ]
    }}
#endif
''')
