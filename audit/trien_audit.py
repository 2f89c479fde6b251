#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Kiểm tra bằng chứng và nhật ký đã công bố của Triện · checks the proofs and published logs of Triện.

    trien_audit.py proof FILE --key VERIFIER-KEY [--witness KEY]...
    trien_audit.py log   DIR  --key VERIFIER-KEY [--witness KEY]... [--old CHECKPOINT-FILE]

Written from docs/formats/journal.md alone, with nothing of the program it checks and nothing but Python's own library:
two that were written apart do not share a mistake. FILE is a proof or an evidence file; DIR is a published log folder.
Every witness named must have signed. Exit code: 0 valid, 1 invalid, 2 usage, 4 the input cannot be read.
"""
import argparse
import base64
import datetime
import hashlib
import json
import os
import re
import sys


class Invalid(Exception):
    """Something in the input is not as it must be. Its arguments: where, and what in Vietnamese and in English."""
    exit_code, verdict = 1, "KHÔNG HỢP LỆ · INVALID"


class Unreadable(Invalid):
    """The input is not there, or not of the kind that was named."""
    exit_code, verdict = 4, "KHÔNG ĐỌC ĐƯỢC · UNREADABLE"


def read(path, as_text=False):
    try:
        with open(path, "rb") as file:
            data = file.read()
        return data.decode() if as_text else data
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(path, "không đọc được tệp", f"the file cannot be read: {error}") from None


# --- Ed25519: the verification of RFC 8032 §5.1.7, on the curve -x² + y² = 1 + d·x²·y² modulo P -----------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(one, two):
    """A point is (X, Y, Z, T) with x = X/Z, y = Y/Z, x·y = T/Z (§5.1.4)."""
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = two
    a = (y1 - x1) * (y2 - x2) % P
    b = (y1 + x1) * (y2 + x2) % P
    c = 2 * D * t1 * t2 % P
    d = 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    total = (0, 1, 1, 0)
    for bit in f"{number:b}":
        total = add(total, total)
        if bit == "1":
            total = add(total, point)
    return total


def point_of(data):
    """The point that 32 bytes stand for (§5.1.3); None if they stand for none."""
    number = int.from_bytes(data, "little")
    y, odd = number % 2**255, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_ONE % P
    if x * x % P != square or y >= P or (x == 0 and odd):
        return None
    x = P - x if x % 2 != odd else x
    return x, y, 1, x * y % P


def bytes_of(point):
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


BASE = point_of(b"\x58" + b"\x66" * 31)  # y = 4/5


def is_signature(key, message, signature):
    """True if the signature over the message is the key's: R = S·B - k·A."""
    public = point_of(key)
    s = int.from_bytes(signature[32:], "little")
    if public is None or len(signature) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    x, y, z, t = public
    return bytes_of(add(times(s, BASE), times(k, (P - x, y, z, P - t)))) == signature[:32]


# --- the tree: RFC 9162 §2.1 -----------------------------------------------------------------------------------------

def leaf_hash(data):
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(leaves):
    """The root over leaf hashes: equal subtrees are joined as they grow, the rest from the right."""
    peaks = []  # (leaves below, hash), the largest first
    for leaf in leaves:
        size = 1
        while peaks and peaks[-1][0] == size:
            leaf = node_hash(peaks.pop()[1], leaf)
            size *= 2
        peaks.append((size, leaf))
    if not peaks:
        return hashlib.sha256().digest()
    root = peaks.pop()[1]
    while peaks:
        root = node_hash(peaks.pop()[1], root)
    return root


def root_of_path(leaf, index, size, path):
    """The root that leads from a leaf along its siblings (§2.1.3.2); None if the path does not fit."""
    first, last = index, size - 1
    for sibling in path:
        if last == 0:
            return None
        if first % 2 == 1 or first == last:
            leaf = node_hash(sibling, leaf)
            while first % 2 == 0 and first != 0:
                first, last = first // 2, last // 2
        else:
            leaf = node_hash(leaf, sibling)
        first, last = first // 2, last // 2
    return leaf if last == 0 else None


# --- keys, signed notes, checkpoints, cosignatures --------------------------------------------------------------------

LOG, WITNESS = b"\x01", b"\x04"  # types of signature
LAST_SECOND = 253402300799  # of the year 9999


def from_base64(text):
    """The bytes of strict base64; None for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode() == text else None


class Key:
    """A verifier key line: `<name>+<key id>+<base64 of type and public key>`."""

    def __init__(self, line, kind):
        name, _, rest = line.partition("+")
        given_id, _, data = rest.partition("+")
        typed = from_base64(data)
        self.id = hashlib.sha256(name.encode() + b"\n" + (typed or b"")).digest()[:4]
        if not name or re.search(r"\s", name) or not typed or len(typed) != 33 or typed[:1] != kind \
                or self.id.hex() != given_id:
            raise argparse.ArgumentTypeError(f"không phải khóa công khai · not a verifier key: {line}")
        self.name, self.public, self.line = name, typed[1:], line

    def signatures(self, lines):
        """What the note's lines say in this key's name and id."""
        start = f"\u2014 {self.name} "
        found = [from_base64(line[len(start):]) for line in lines if line.startswith(start)]
        return [data[4:] for data in found if data is not None and data[:4] == self.id]


class Checkpoint:
    """What a signed note says, once the log's signature was found on it, and those of all these witnesses."""

    def __init__(self, note, key, where, witnesses=()):
        body, blank, tail = note.partition("\n\n")
        self.text, self.lines = body + "\n", tail.split("\n")[:-1]
        parts = body.split("\n")
        root = from_base64(parts[2]) if len(parts) == 3 else None
        if not blank or root is None or len(root) != 32 or not re.fullmatch(r"0|[1-9][0-9]{0,18}", parts[1]):
            raise Invalid(where, "điểm kiểm không đúng dạng", "the checkpoint is malformed")
        if parts[0] != key.name:
            raise Invalid(where, f"điểm kiểm của nhật ký khác: {parts[0]}", f"a checkpoint of another log: {parts[0]}")
        signatures = key.signatures(self.lines)
        if not signatures or not all(is_signature(key.public, self.text.encode(), each) for each in signatures):
            raise Invalid(where, "điểm kiểm không có chữ ký đúng của nhật ký",
                          "the checkpoint bears no valid signature of the log")
        self.size, self.root = int(parts[1]), root
        self.witnessed = [(witness.name, self.time_of_witness(witness, where)) for witness in witnesses]

    def time_of_witness(self, key, where):
        """When the witness signed first, in words."""
        signed_at = []
        for data in key.signatures(self.lines):
            seconds = int.from_bytes(data[:8], "big")
            message = f"cosignature/v1\ntime {seconds}\n{self.text}".encode()
            if seconds > LAST_SECOND or not is_signature(key.public, message, data[8:]):
                raise Invalid(where, f"chữ ký nhân chứng sai: {key.name}", f"a false cosignature: {key.name}")
            signed_at.append(seconds)
        if not signed_at:
            raise Invalid(where, f"thiếu chữ ký nhân chứng: {key.name}", f"no cosignature of {key.name}")
        return datetime.datetime.fromtimestamp(min(signed_at), datetime.timezone.utc).isoformat()


# --- entries ----------------------------------------------------------------------------------------------------------

INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-4]):[0-5]\d)", re.A)


def without_repetition(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def parse(text):
    """JSON without fractions and without repeated members; ValueError for anything else."""
    try:
        # int() takes no fraction, exponent or NaN.
        return json.loads(text, object_pairs_hook=without_repetition, parse_float=int, parse_constant=int)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def is_plain(value, depth=0):
    """True for what an entry may hold: 64-bit whole numbers, ASCII member names, not nested too deeply."""
    if depth > 64:
        return False
    if isinstance(value, dict):
        return all(max(name, default="") <= "\x7e" and is_plain(item, depth + 1) for name, item in value.items())
    if isinstance(value, list):
        return all(is_plain(item, depth + 1) for item in value)
    return isinstance(value, (str, bool, type(None))) or -2**63 <= value < 2**64


def is_text(value):
    return isinstance(value, str)


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_hex32(value):
    return is_text(value) and re.fullmatch("[0-9a-f]{64}", value) is not None


def is_instant(value):
    match = INSTANT.fullmatch(value) if is_text(value) else None
    try:
        return match is not None and bool(datetime.date.fromisoformat(match.group(1)))
    except ValueError:
        return False


def has_form(value, form):
    """True for an object with exactly these members, each as its test says."""
    return isinstance(value, dict) and value.keys() == form.keys() and all(form[name](value[name]) for name in form)

ENTRY = {"actor": is_text, "at": is_instant, "body": lambda value: True, "command": is_text,
         "personal": lambda value: isinstance(value, dict) and all(is_hex32(each) for each in value.values()),
         "previous": is_hex32, "stream": is_text, "type": is_text, "version": is_count,
         "v": lambda value: is_count(value) and value == 1}
PROOF = {"checkpoint": is_text, "entry": is_text, "index": is_count, "v": lambda value: is_count(value) and value == 1,
         "path": lambda value: isinstance(value, list) and all(is_hex32(each) for each in value)}
EVIDENCE = {"schema": lambda value: value == "trien.evidence/1", "journal": is_text, "procedure": is_hex32,
            "instrument": is_hex32, "proofs": lambda value: isinstance(value, list) and value}


def read_entry(data, where):
    """The members of an entry, whose bytes must be the one canonical form of them."""
    try:
        entry = parse(data.decode())
        if is_plain(entry) and has_form(entry, ENTRY):
            text = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            if text.encode() == data:
                return entry
    except ValueError:
        pass
    raise Invalid(where, "bản ghi không đúng dạng chuẩn", "the entry is not in its canonical form")


def require_link(entry, version, leaf, where):
    """The entry must follow the one of this version and leaf in its stream."""
    if entry["version"] != version + 1 or entry["previous"] != leaf.hex():
        raise Invalid(where, f"không nối vào bản ghi số {version} của chuỗi {entry['stream']}",
                      f"does not follow version {version} of stream {entry['stream']}")


# --- one proof, or many in an evidence file ---------------------------------------------------------------------------

class ProofCheck:
    """Checks the proofs of one file; a checkpoint that many share is verified once."""

    def __init__(self, key, witnesses):
        self.key, self.witnesses = key, witnesses
        self.checkpoints = {}  # note to Checkpoint
        self.streams = {}  # stream to {version: (index, leaf, entry)}

    def checkpoint(self, note, where):
        if note not in self.checkpoints:
            self.checkpoints[note] = Checkpoint(note, self.key, where, self.witnesses)
        return self.checkpoints[note]

    def proof(self, proof, where):
        if not has_form(proof, PROOF):
            raise Invalid(where, "bằng chứng không đúng dạng", "the proof is malformed")
        data, index = proof["entry"].encode(), proof["index"]
        entry, leaf = read_entry(data, where), leaf_hash(data)
        checkpoint = self.checkpoint(proof["checkpoint"], where)
        path = [bytes.fromhex(each) for each in proof["path"]]
        if index >= checkpoint.size or root_of_path(leaf, index, checkpoint.size, path) != checkpoint.root:
            raise Invalid(where, f"bản ghi không nằm ở vị trí {index} của nhật ký cỡ {checkpoint.size}",
                          f"the entry is not at place {index} of the log of size {checkpoint.size}")
        versions = self.streams.setdefault(entry["stream"], {})
        if versions.setdefault(entry["version"], (index, leaf, entry))[0] != index:
            raise Invalid(where, "hai bản ghi cùng một số trong chuỗi", "two entries of one version of a stream")

    def links(self):
        """What the entries of a stream say of each other."""
        for versions in self.streams.values():
            before = (0, -1, bytes(32))  # version, index, leaf
            for version, (index, leaf, entry) in sorted(versions.items()):
                if version == before[0] + 1:
                    require_link(entry, before[0], before[2], f"entry {index}")
                if index <= before[1]:
                    raise Invalid(f"entry {index}", "thứ tự trong chuỗi trái với thứ tự trong nhật ký",
                                  "the order in the stream is not that in the log")
                before = (version, index, leaf)


def proofs_of(content, key, path):
    if isinstance(content, dict) and "schema" not in content:
        return [content]
    if not has_form({"instrument": "0" * 64, **content} if isinstance(content, dict) else None, EVIDENCE):
        raise Invalid(path, "tệp bằng chứng không đúng dạng", "the evidence file is malformed")
    if content["journal"] != key.line:
        raise Invalid(path, "bằng chứng của nhật ký khác", "evidence of another log")
    return content["proofs"]


def audit_proof(options):
    try:
        content = parse(read(options.file, as_text=True))
        json.dumps(content, ensure_ascii=False).encode()  # no half characters
    except ValueError as error:
        raise Unreadable(options.file, "không phải tệp JSON", f"not a JSON file: {error}") from None
    check = ProofCheck(options.key, options.witness)
    proofs = proofs_of(content, options.key, options.file)
    for number, proof in enumerate(proofs):
        check.proof(proof, f"{options.file} (proof {number})")
    check.links()
    say(f"{len(proofs)} bản ghi nằm trong nhật ký {options.key.name}",
        f"{len(proofs)} entries are in the log {options.key.name}")
    for stream, versions in check.streams.items():
        numbers = ", ".join(str(version) for version in sorted(versions))
        say(f"chuỗi {stream}: số {numbers}", f"stream {stream}: versions {numbers}")
    for checkpoint in check.checkpoints.values():
        say_witnesses(checkpoint)


# --- a published log --------------------------------------------------------------------------------------------------

WIDTH = 256


def files_of(folder, kind, number):
    """The tile or bundle of this number, whole and partial as far as they are there: paths and widths."""
    digits = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        digits = f"x{number % 1000:03}/{digits}"
    whole = os.path.join(folder, "tile", kind, digits)
    widths = os.listdir(f"{whole}.p") if os.path.isdir(f"{whole}.p") else []
    partial = [(f"{whole}.p/{name}", int(name)) for name in widths if re.fullmatch("[1-9][0-9]{0,2}", name)]
    return [(whole, WIDTH)] * os.path.isfile(whole) + sorted(partial)


def entries_of(path, width):
    """The entries of a bundle: each after its length in two bytes, the higher first."""
    data, at, entries = read(path), 0, []
    while at + 2 <= len(data):
        length = int.from_bytes(data[at:at + 2], "big")
        entries.append(data[at + 2:at + 2 + length])
        at += 2 + length
    if at != len(data) or len(entries) != width:
        raise Invalid(path, f"tệp không chứa đúng {width} bản ghi", f"the file does not hold exactly {width} entries")
    return entries


def read_entries(folder, size):
    """The leaves of all entries, and where every stream stands, once forms and links are checked."""
    leaves, tails = [], {}
    while len(leaves) < size:
        number, wanted = len(leaves) // WIDTH, min(WIDTH, size - len(leaves))
        path, width = next((file for file in files_of(folder, "entries", number) if file[1] >= wanted), (None, 0))
        if path is None:
            raise Invalid(f"{folder}/tile/entries", f"thiếu tệp số {number}", f"bundle {number} is missing")
        for data in entries_of(path, width)[:wanted]:
            where = f"{path} (entry {len(leaves)})"
            entry, leaf = read_entry(data, where), leaf_hash(data)
            require_link(entry, *tails.get(entry["stream"], (0, bytes(32))), where)
            tails[entry["stream"]] = (entry["version"], leaf)
            leaves.append(leaf)
    return leaves, tails


def compare_files(folder, kind, hashes):
    """Every tile of these hashes is there, and whatever part of it is there says the same."""
    for number in range((len(hashes) + WIDTH - 1) // WIDTH):
        known, widest = hashes[number * WIDTH:(number + 1) * WIDTH], 0
        for path, width in files_of(folder, kind, number):
            if kind == "entries":
                found = [leaf_hash(entry) for entry in entries_of(path, width)]
            else:
                data = read(path)
                found = [data[at:at + 32] for at in range(0, len(data), 32)]
            if len(found) != width or found[:len(known)] != known[:width]:
                raise Invalid(path, "tệp không khớp các bản ghi", "the file does not match the entries")
            widest = max(widest, width)
        if widest < len(known):
            raise Invalid(f"{folder}/tile/{kind}", f"thiếu tệp số {number}", f"tile {number} is missing")


def audit_log(options):
    folder, path = options.file, os.path.join(options.file, "checkpoint")
    checkpoint = Checkpoint(read(path, as_text=True), options.key, path, options.witness)
    leaves, tails = read_entries(folder, checkpoint.size)
    if tree_root(leaves) != checkpoint.root:
        raise Invalid(path, "các bản ghi không khớp điểm kiểm đã ký", "the entries do not match the signed checkpoint")
    compare_files(folder, "entries", leaves)
    level, hashes = 0, leaves
    while hashes:
        compare_files(folder, str(level), hashes)
        hashes = [tree_root(hashes[at:at + WIDTH]) for at in range(0, len(hashes) - WIDTH + 1, WIDTH)]
        level += 1
    if options.old:
        old = Checkpoint(read(options.old, as_text=True), options.key, options.old)
        if old.size > checkpoint.size or tree_root(leaves[:old.size]) != old.root:
            raise Invalid(path, f"nhật ký cỡ {checkpoint.size} không nối tiếp điểm kiểm cũ, cỡ {old.size}",
                          f"the log of size {checkpoint.size} does not continue the old checkpoint of size {old.size}")
        say(f"nối tiếp điểm kiểm cũ, cỡ {old.size}", f"continues the old checkpoint of size {old.size}")
    say(f"{checkpoint.size} bản ghi, {len(tails)} chuỗi, nhật ký {options.key.name}",
        f"{checkpoint.size} entries, {len(tails)} streams, log {options.key.name}")
    say_witnesses(checkpoint)


# --- the command line -------------------------------------------------------------------------------------------------

def say(vi, en):
    for line in (vi, en):
        print("  " + "".join(c if c.isprintable() else "?" for c in line))


def say_witnesses(checkpoint):
    for name, time in checkpoint.witnessed:
        say(f"nhân chứng {name} đã ký điểm kiểm cỡ {checkpoint.size} lúc {time}",
            f"witness {name} signed the checkpoint of size {checkpoint.size} at {time}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run, what in (("proof", audit_proof, "FILE"), ("log", audit_log, "DIR")):
        command = commands.add_parser(name)
        command.set_defaults(run=run, old=None)
        command.add_argument("file", metavar=what)
        command.add_argument("--key", required=True, type=lambda line: Key(line, LOG), metavar="VERIFIER-KEY")
        command.add_argument("--witness", action="append", default=[], metavar="KEY",
                             type=lambda line: Key(line, WITNESS))
        if run is audit_log:
            command.add_argument("--old", metavar="CHECKPOINT-FILE")
    options = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options.run(options)
    except Invalid as error:
        where, vi, en = error.args
        print(f"{error.verdict}: {where}")
        say(vi, en)
        return error.exit_code
    print("HỢP LỆ · VALID")
    return 0


if __name__ == "__main__":
    sys.exit(main())
