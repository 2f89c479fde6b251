# SPDX-License-Identifier: Apache-2.0
"""The independent verifier: its arithmetic against published vectors, its judgement on the document's own examples."""
import ast
import contextlib
import io
import json
import pathlib
import re
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "audit" / "trien_audit.py"
PAGE = (ROOT / "docs" / "formats" / "journal.md").read_text(encoding="utf-8")
sys.path.insert(0, str(PROGRAM.parent))
import trien_audit as audit  # noqa: E402


def block(name):
    return re.search(rf"```{name}\n(.*?)```", PAGE, re.S).group(1)


def line(name):
    return block(name).split("\n")[0]


LOG_KEY = line("verifier-key")
WITNESS_KEY = line("witness-key")


class TheProgram(unittest.TestCase):
    def test_is_short(self):
        self.assertLessEqual(len(PROGRAM.read_text(encoding="utf-8").splitlines()), 500)

    def test_needs_nothing_but_python(self):
        tree = ast.parse(PROGRAM.read_text(encoding="utf-8"))
        names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        for name in names:
            self.assertIn(name, sys.stdlib_module_names)


class Ed25519(unittest.TestCase):
    # RFC 8032 §7.1, tests 1 to 3: public key, message, signature.
    VECTORS = [
        ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
         "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
         "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
         "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ]

    def test_takes_the_signatures_of_the_standard(self):
        for key, message, signature in self.VECTORS:
            self.assertTrue(audit.is_signature(*map(bytes.fromhex, (key, message, signature))))

    def test_refuses_any_bit_flipped(self):
        key, message, signature = map(bytes.fromhex, self.VECTORS[1])
        for bit in range(0, 512, 7):
            flipped = bytearray(signature)
            flipped[bit // 8] ^= 1 << bit % 8
            self.assertFalse(audit.is_signature(key, message, bytes(flipped)), bit)
        for bit in range(0, 256, 7):
            flipped = bytearray(key)
            flipped[bit // 8] ^= 1 << bit % 8
            self.assertFalse(audit.is_signature(bytes(flipped), message, signature), bit)
        self.assertFalse(audit.is_signature(key, message + b"x", signature))

    def test_refuses_the_same_number_written_larger(self):
        key, message, signature = map(bytes.fromhex, self.VECTORS[1])
        s = int.from_bytes(signature[32:], "little") + audit.ORDER
        self.assertFalse(audit.is_signature(key, message, signature[:32] + s.to_bytes(32, "little")))

    def test_refuses_what_is_no_point_and_no_signature(self):
        key, message, signature = map(bytes.fromhex, self.VECTORS[1])
        for other in (b"\xff" * 32, (audit.P + 1).to_bytes(32, "little"), (1 | 1 << 255).to_bytes(32, "little")):
            self.assertFalse(audit.is_signature(other, message, signature))
        for short in (b"", signature[:63], signature + b"\0"):
            self.assertFalse(audit.is_signature(key, message, short))


class Tree(unittest.TestCase):
    # The leaves and roots that implementations of RFC 6962 test with.
    LEAVES = [bytes.fromhex(each) for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")]
    ROOTS = {
        0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }

    def test_has_the_known_roots(self):
        for size, root in self.ROOTS.items():
            self.assertEqual(audit.tree_root([audit.leaf_hash(each) for each in self.LEAVES[:size]]).hex(), root)

    def test_leads_every_leaf_to_the_root_and_no_other(self):
        hashes = [audit.leaf_hash(bytes([number])) for number in range(13)]

        def path(index, leaves):
            if len(leaves) == 1:
                return []
            split = 1 << (len(leaves) - 1).bit_length() - 1
            if index < split:
                return path(index, leaves[:split]) + [audit.tree_root(leaves[split:])]
            return path(index - split, leaves[split:]) + [audit.tree_root(leaves[:split])]

        for size in range(1, 14):
            root = audit.tree_root(hashes[:size])
            for index in range(size):
                siblings = path(index, hashes[:size])
                self.assertEqual(audit.root_of_path(hashes[index], index, size, siblings), root)
                self.assertNotEqual(audit.root_of_path(hashes[index], index, size, siblings + [root]), root)
                for other in set(range(size)) - {index}:
                    self.assertNotEqual(audit.root_of_path(hashes[index], other, size, siblings), root)


class WithFiles(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def run_audit(self, *words):
        """Exit code and output."""
        out = io.StringIO()
        out.reconfigure = lambda **_: None
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            sys.argv = ["trien_audit.py", *map(str, words)]
            try:
                return audit.main(), out.getvalue()
            except SystemExit as end:
                return end.code, out.getvalue()

    def write(self, content):
        file = self.folder / "proof.json"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file


class Proofs(WithFiles):
    PROOF = json.loads(block("json"))

    def judge(self, content, *more):
        text = content if isinstance(content, (str, bytes)) else json.dumps(content, ensure_ascii=False)
        return self.run_audit("proof", self.write(text), "--key", LOG_KEY, *more)[0]

    def cosigned(self):
        return {**self.PROOF, "checkpoint": self.PROOF["checkpoint"] + block("cosignature")}

    def test_of_the_document_holds(self):
        code, out = self.run_audit("proof", self.write(block("json")), "--key", LOG_KEY)
        self.assertEqual(code, 0)
        self.assertIn("HỢP LỆ · VALID", out)
        self.assertIn("dossier/H57.02-261123-0001", out)

    def test_holds_under_a_witness_only_if_it_signed(self):
        code, out = self.run_audit("proof", self.write(json.dumps(self.cosigned())), "--key", LOG_KEY,
                                   "--witness", WITNESS_KEY)
        self.assertEqual(code, 0, out)
        self.assertIn("2026-11-23T01:10:00+00:00", out)
        self.assertEqual(self.judge(self.PROOF, "--witness", WITNESS_KEY), 1)

    def test_is_refused_whatever_byte_is_flipped(self):
        text = json.dumps(self.cosigned(), ensure_ascii=False).encode()
        self.assertEqual(self.judge(text, "--witness", WITNESS_KEY), 0)
        for at in range(len(text)):
            flipped = bytearray(text)
            flipped[at] ^= 1 << at * 5 % 8
            self.assertIn(self.judge(bytes(flipped), "--witness", WITNESS_KEY), (1, 4), at)

    def test_is_refused_in_any_other_form(self):
        entry = self.PROOF["entry"]
        self.assertEqual(self.judge(self.PROOF), 0)
        for member, values in {
                "v": [2, "1", True, None], "index": [0, 2, -1, "1", 1.0, 2**70], "path": [[], "", [""], [None]],
                "checkpoint": ["", "\n\n", None, 1, self.PROOF["checkpoint"].replace("\n2\n", "\n02\n")],
                "entry": ["", "{}", None, entry + " ", entry.replace('"v":1', '"v":1.0'), entry.upper(),
                          entry.replace("dossier", "d\\u006fssier", 1)]}.items():
            for value in values:
                self.assertEqual(self.judge({**self.PROOF, member: value}), 4 if value == 1.0 and member == "index" else 1,
                                 (member, value))
        for member in self.PROOF:
            self.assertEqual(self.judge({name: self.PROOF[name] for name in self.PROOF if name != member}), 1)
        self.assertEqual(self.judge({**self.PROOF, "more": 1}), 1)

    def test_is_unreadable_when_it_is_no_json(self):
        for content in ("", "{", "[" * 100000, "1.5", '{"v":1,"v":1}', b"\xff", '"\\ud800"'):
            self.assertEqual(self.judge(content), 4, content[:20])
        self.assertEqual(self.run_audit("proof", self.folder / "none", "--key", LOG_KEY)[0], 4)
        self.assertEqual(self.run_audit("proof", self.folder, "--key", LOG_KEY)[0], 4)
        for content in ("1", "null", "[]", '"x"', "{}"):
            self.assertEqual(self.judge(content), 1, content)

    def test_needs_the_right_keys_on_the_command_line(self):
        file = self.write(block("json"))
        for words in ([], ["--key", "x"], ["--key", WITNESS_KEY], ["--key", LOG_KEY, "--witness", LOG_KEY],
                      ["--key", LOG_KEY.replace("+c", "+d")]):
            self.assertEqual(self.run_audit("proof", file, *words)[0], 2, words)


class Evidence(WithFiles):
    def judge(self, change=lambda evidence: None):
        evidence = json.loads(block("evidence"))
        change(evidence)
        return self.run_audit("proof", self.write(json.dumps(evidence)), "--key", LOG_KEY)[0]

    def test_of_the_document_holds_with_its_links(self):
        self.assertEqual(self.judge(), 0)
        self.assertEqual(self.judge(lambda e: e["proofs"].reverse()), 0)

    def test_is_refused_in_any_other_form(self):
        for member, value in {"schema": "trien.evidence/2", "journal": "x", "procedure": "x", "instrument": "x",
                              "proofs": [], "more": 1}.items():
            self.assertEqual(self.judge(lambda e: e.__setitem__(member, value)), 1, member)

    def test_is_refused_when_one_of_its_proofs_is_changed(self):
        self.assertEqual(self.judge(lambda e: e["proofs"][1].__setitem__("index", 0)), 1)
        self.assertEqual(self.judge(lambda e: e["proofs"].append(None)), 1)


class Log(WithFiles):
    """A log of the document's two entries, as the document says it lies in its folder."""

    def setUp(self):
        super().setUp()
        files = {"checkpoint": block("checkpoint").encode(),
                 "tile/0/000.p/2": bytes.fromhex(line("tile")),
                 "tile/entries/000.p/2": b"".join(
                     len(entry).to_bytes(2, "big") + entry
                     for entry in (line("entry").encode(), line("second-entry").encode()))}
        for name, data in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(data)
        self.files = files

    def judge(self, *more):
        return self.run_audit("log", self.folder, "--key", LOG_KEY, *more)[0]

    def test_of_the_document_holds(self):
        self.assertEqual(self.judge(), 0)
        self.assertEqual(self.judge("--old", self.folder / "checkpoint"), 0)
        self.assertEqual(self.judge("--witness", WITNESS_KEY), 1)

    def test_is_refused_whatever_byte_of_whatever_file_is_flipped(self):
        for name, data in self.files.items():
            for at in range(len(data)):
                flipped = bytearray(data)
                flipped[at] ^= 1
                (self.folder / name).write_bytes(flipped)
                self.assertIn(self.judge(), (1, 4), (name, at))
            (self.folder / name).write_bytes(data)
        self.assertEqual(self.judge(), 0)

    def test_is_refused_when_a_file_is_missing_short_or_long(self):
        for name, data in self.files.items():
            for other in (None, b"", data[:-1], data + b"x"):
                (self.folder / name).unlink()
                if other is not None:
                    (self.folder / name).write_bytes(other)
                holds = name == "checkpoint" and other == data + b"x"  # what follows the last line is no line
                self.assertIn(self.judge(), (0,) if holds else (1, 4), (name, other and other[-3:]))
                (self.folder / name).write_bytes(data)

    def test_is_read_from_larger_files_than_its_checkpoint_needs(self):
        entries, hashes = self.files["tile/entries/000.p/2"], self.files["tile/0/000.p/2"]
        (self.folder / "tile/entries/000.p/3").write_bytes(entries + b"\0\1x")
        (self.folder / "tile/0/000.p/3").write_bytes(hashes + audit.leaf_hash(b"x"))
        for name in ("tile/entries/000.p/2", "tile/0/000.p/2"):
            (self.folder / name).unlink()
        self.assertEqual(self.judge(), 0)


if __name__ == "__main__":
    unittest.main()
