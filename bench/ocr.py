# SPDX-License-Identifier: Apache-2.0
"""Reading made-up scans: `trien ocr` against the Tesseract command line on the same pages, one thread each.

For every degradation: word error rate (bag of words against the printed truth, in percent) and processor seconds a
page (user + system, as the operating system counts them for the child). `trien ocr` also writes the searchable PDF.
"""

import collections
import glob
import json
import os
import resource
import subprocess
import sys
import tempfile
import unicodedata

DEGRADATIONS = ["clean", "skew", "noise", "blur", "faded", "jpeg", "photocopy", "fax", "rotated", "stained"]
KINDS = ["quyet-dinh", "cong-van"]


def words(text):
    return collections.Counter(unicodedata.normalize("NFC", text).split())


def word_error(truth, read):
    missing = sum((truth - read).values())
    extra = sum((read - truth).values())
    return 100.0 * max(missing, extra) / max(1, sum(truth.values()))


def processor_seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    build = sys.argv[1]
    trien = os.path.join(build, "cli/trien")
    papers = os.path.join(build, "examples/papers/trien-papers")
    print(f"{'':12}{'trien ocr':>22}{'tesseract':>22}")
    print(f"{'':12}{'WER %':>10}{'CPU s':>12}{'WER %':>10}{'CPU s':>12}")
    totals = [0.0, 0.0, 0.0, 0.0]
    for degradation in DEGRADATIONS:
        row = [0.0, 0.0, 0.0, 0.0]
        for kind in KINDS:
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([papers, "--seed", "42", "--count", "1", "--kind", kind, "--degrade", degradation,
                                "--format", "png", "--handwritten", "no", "--out", folder],
                               check=True, stdout=subprocess.DEVNULL)
                image = glob.glob(os.path.join(folder, "*.png"))[0]
                with open(glob.glob(os.path.join(folder, "*.truth.json"))[0], encoding="utf-8") as file:
                    pages = json.load(file)["pages"]
                truth = words(" ".join(line for page in pages for line in page["lines"]))
                text = os.path.join(folder, "read")
                row[1] += processor_seconds([trien, "ocr", image, text + ".pdf", "--text", text + ".txt"])
                row[0] += word_error(truth, words(open(text + ".txt", encoding="utf-8").read()))
                row[3] += processor_seconds(["tesseract", image, text + "2", "-l", "vie", "--psm", "3"])
                row[2] += word_error(truth, words(open(text + "2.txt", encoding="utf-8").read()))
        row = [value / len(KINDS) for value in row]
        totals = [a + b for a, b in zip(totals, row)]
        print(f"{degradation:12}{row[0]:>10.2f}{row[1]:>12.2f}{row[2]:>10.2f}{row[3]:>12.2f}")
    totals = [value / len(DEGRADATIONS) for value in totals]
    print(f"{'mean':12}{totals[0]:>10.2f}{totals[1]:>12.2f}{totals[2]:>10.2f}{totals[3]:>12.2f}")


main()
