#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A time-stamping authority for tests, all of it OpenSSL's command line: keys, certificates, tokens.

    tsa.py make FOLDER [options]   a root, perhaps an authority between, a certificate for stamping, revocation lists
    tsa.py revoke FOLDER [REASON]  puts the stamping certificate on the revocation list
    tsa.py reply FOLDER [TIME]     answers the TimeStampReq on standard input (openssl ts -reply); with TIME as its clock
                                   says: 20261123020000Z
    tsa.py sign FOLDER [options]   signs the TSTInfo on standard input as it is (openssl cms -sign): what no honest
                                   authority would issue
    tsa.py serve [FOLDER]          answers over HTTP, and misbehaves on request; says its port on standard output, ends
                                   with standard input

In FOLDER/trust lie the root and the revocation lists, as in an office's own trust folder.
"""
import argparse
import http.server
import os
import pathlib
import subprocess
import sys
import threading

CONFIGURATION = """
[tsa]
default_tsa = authority
[authority]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
signer_digest = {digest}
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1, millisecs:500
clock_precision_digits = {precision}
tsa_name = yes
ess_cert_id_alg = {ess}

[root]
private_key = {folder}/root.key
certificate = {folder}/root.pem
database = {folder}/root.txt
new_certs_dir = {folder}
rand_serial = yes
crlnumber = {folder}/root.number
default_md = sha256
default_crl_days = 9000
policy = any
[sub]
private_key = {folder}/sub.key
certificate = {folder}/sub.pem
database = {folder}/sub.txt
new_certs_dir = {folder}
rand_serial = yes
crlnumber = {folder}/sub.number
default_md = sha256
default_crl_days = 9000
policy = any
[any]
organizationName = optional
commonName = supplied

[name]
[authority_above]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[stamping]
basicConstraints = critical,CA:FALSE
keyUsage = {key_usage}
{extended_key_usage}
"""


def openssl(*words, given=b""):
    run = subprocess.run(["openssl", *map(str, words)], input=given, capture_output=True, check=False)
    if run.returncode != 0:
        sys.exit(f"openssl {' '.join(map(str, words))}:\n{run.stderr.decode()}")
    return run.stdout


def new_key(kind, file):
    words = ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"] if kind == "rsa" else \
        ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
    openssl("genpkey", *words, "-out", file)


def certify(folder, name, subject, issuer, extensions, since, until):
    """A certificate for FOLDER/name.key, in FOLDER/name.pem."""
    configuration = folder / "openssl.cnf"
    openssl("req", "-new", "-key", folder / f"{name}.key", "-subj", subject, "-config", configuration, "-section",
            "name", "-out", folder / f"{name}.csr")
    own = ["-selfsign"] if issuer == name else []
    openssl("ca", "-batch", "-notext", "-config", configuration, "-name", issuer, *own, "-extensions", extensions,
            "-startdate", since, "-enddate", until, "-in", folder / f"{name}.csr", "-out", folder / f"{name}.pem")


def list_revoked(folder, issuer):
    openssl("ca", "-config", folder / "openssl.cnf", "-name", issuer, "-gencrl", "-out",
            folder / "trust" / f"{issuer}.crl")


def issuer_in(folder):
    return "sub" if (folder / "sub.pem").exists() else "root"


def make(options):
    folder = options.folder.resolve()
    (folder / "trust").mkdir(parents=True)
    (folder / "serial").write_text("1000\n")
    usage = f"extendedKeyUsage = {options.usage}" if options.usage else ""
    (folder / "openssl.cnf").write_text(CONFIGURATION.format(
        folder=folder, digest=options.digest, ess=options.ess, precision=options.precision,
        key_usage=options.key_usage, extended_key_usage=usage))
    authorities = ["root", "sub"] if options.between else ["root"]
    for name in authorities:
        (folder / f"{name}.txt").touch()
        (folder / f"{name}.number").write_text("01\n")
        new_key("ec", folder / f"{name}.key")
        certify(folder, name, f"/O=Sample/CN=Sample {name}", "root", "authority_above", "20190101000000Z",
                "20491231000000Z")
        list_revoked(folder, name)
    (folder / "trust" / "root.pem").write_bytes((folder / "root.pem").read_bytes())
    (folder / "chain.pem").write_bytes((folder / "sub.pem").read_bytes() if options.between else b"")
    new_key(options.key, folder / "tsa.key")
    certify(folder, "tsa", "/CN=Sample TSA", authorities[-1], "stamping", options.since, options.until)


def revoke(options):
    issuer = issuer_in(options.folder)
    reason = ["-crl_reason", options.reason] if options.reason else []
    openssl("ca", "-config", options.folder / "openssl.cnf", "-name", issuer, "-revoke", options.folder / "tsa.pem",
            *reason)
    list_revoked(options.folder, issuer)


def reply(folder, query):
    asked = folder / f"query-{threading.get_ident()}"
    asked.write_bytes(query)
    return openssl("ts", "-reply", "-config", folder / "openssl.cnf", "-queryfile", asked)


def sign(folder, info, md="sha256", bound=True):
    cades = ["-cades"] if bound else []
    return openssl("cms", "-sign", "-binary", "-nodetach", "-econtent_type", "1.2.840.113549.1.9.16.1.4", "-outform",
                   "DER", "-md", md, "-signer", folder / "tsa.pem", "-inkey", folder / "tsa.key", *cades, given=info)


def encode(tag, content):
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82, size >> 8, size & 0xFF])
    return bytes([tag]) + length + content


def reply_at(folder, query, time):
    """As reply, by another clock than this machine's. Understands what TimeStampQuery writes, no more."""
    imprint, nonce = query[5:5 + 2 + query[6]], query[5 + 2 + query[6]:-3]
    version, policy, serial = encode(2, b"\1"), encode(6, b"\x2a\3\4\1"), encode(2, b"\x10")
    info = encode(0x30, version + policy + imprint + serial + encode(0x18, time.encode()) + nonce)
    return encode(0x30, encode(0x30, encode(2, b"\0")) + sign(folder, info))


def answer_once(options):
    query = sys.stdin.buffer.read()
    return reply_at(options.folder, query, options.time) if options.time else reply(options.folder, query)


class Handler(http.server.BaseHTTPRequestHandler):
    folder = None

    def answer(self, status, body, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.write(body)

    def write(self, body):
        """False when the client has gone: it need not hear us out."""
        try:
            self.wfile.write(body)
            return True
        except OSError:
            return False

    def do_GET(self):
        self.answer(405, b"")

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/tsa":
            self.answer(200, reply(self.folder, body), [("Content-Type", "application/timestamp-reply")])
        elif self.path == "/echo":
            self.answer(200, f"{self.headers['Content-Type']}\n".encode() + body)
        elif self.path == "/garbage":
            self.answer(200, b"<html>It works!</html>")
        elif self.path == "/empty":
            self.answer(200, b"")
        elif self.path == "/large":
            self.answer(200, bytes(2 << 20))
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            while self.write(bytes(1 << 16)):
                pass
        elif self.path.startswith("/status/"):
            self.answer(int(self.path.rsplit("/", 1)[1]), b"")
        elif self.path == "/to-echo":
            self.answer(302, b"", [("Location", "/echo")])
        elif self.path == "/to-file":
            self.answer(302, b"", [("Location", "file:///etc/passwd")])
        elif self.path == "/to-itself":
            self.answer(307, b"", [("Location", "/to-itself")])
        else:
            self.answer(404, b"")

    def log_message(self, *_):
        pass


def serve(options):
    Handler.folder = options.folder
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
    os._exit(0)


def main():
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(required=True)

    def verb(name, run, folder="?"):
        sub = verbs.add_parser(name)
        sub.add_argument("folder", type=pathlib.Path, nargs=folder)
        sub.set_defaults(run=run)
        return sub

    makes = verb("make", make, None)
    makes.add_argument("--key", choices=["ec", "rsa"], default="ec")
    makes.add_argument("--usage", default="critical,timeStamping", help="extendedKeyUsage; empty for none")
    makes.add_argument("--key-usage", default="critical,digitalSignature")
    makes.add_argument("--since", default="20200101000000Z")
    makes.add_argument("--until", default="20450101000000Z")
    makes.add_argument("--between", action="store_true", help="a sub-authority issues the stamping certificate")
    makes.add_argument("--digest", default="sha256", help="that tokens are signed with")
    makes.add_argument("--ess", default="sha256", help="that tokens name the certificate with; sha1: ESSCertID")
    makes.add_argument("--precision", type=int, default=0, help="digits after the second")
    verb("revoke", revoke, None).add_argument("reason", nargs="?")
    verb("reply", lambda o: sys.stdout.buffer.write(answer_once(o)), None).add_argument("time", nargs="?")
    signs = verb("sign", lambda o: sys.stdout.buffer.write(
        sign(o.folder, sys.stdin.buffer.read(), o.md, not o.unbound)), None)
    signs.add_argument("--md", default="sha256")
    signs.add_argument("--unbound", action="store_true", help="without signing-certificate-v2")
    verb("serve", serve)
    options = parser.parse_args()
    options.run(options)


main()
