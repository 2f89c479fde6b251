# SPDX-License-Identifier: Apache-2.0
"""Rewrites an entry of a journal file and all that follows from it, as an attacker with the file but not the key would.

    rewrite_history.py DATABASE INDEX

The entry's actor becomes another; its hash, the links of the later entries of its stream with their hashes, and the
stored tree are computed anew. The views are left alone.
"""

import hashlib
import json
import sqlite3
import sys


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def main(path, index):
    database = sqlite3.connect(path)
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    stream, _ = database.execute("SELECT stream, version FROM entry WHERE idx = ?", (index,)).fetchone()
    previous = None
    rows = database.execute("SELECT idx, bytes FROM entry WHERE stream = ? AND idx >= ? ORDER BY idx", (stream, index))
    for at, text in rows.fetchall():
        entry = json.loads(text)
        if at == index:
            entry["actor"] = "an.ho"
        if previous is not None:
            entry["previous"] = previous
        text = canonical(entry)
        leaf = hashlib.sha256(b"\0" + text.encode()).digest()
        previous = leaf.hex()
        database.execute("UPDATE entry SET bytes = ?, leaf = ? WHERE idx = ?", (text, leaf, at))
    for _, sql in triggers:
        database.execute(sql)
    database.commit()


main(sys.argv[1], int(sys.argv[2]))
