#!/usr/bin/env python3
"""Digests RDB files a second time, from `rdbtool convert` and the description in docs/digest.md alone.

usage: reference_digest.py RDBTOOL FILE...

Compares with `rdbtool digest`: whole files, databases and keys. Files may hold strings, lists, sets, sorted sets and
hashes, of which none has more than 65,536 elements.
"""

import hashlib
import json
import struct
import subprocess
import sys
from base64 import b64decode

MASK = 2**64 - 1
TYPES = {"string": 0, "list": 1, "set": 2, "zset": 3, "hash": 4}
PI = 0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89


def sha(data):
    return hashlib.sha256(data).digest()


def text(string):
    return b64decode(string[7:]) if string.startswith("base64:") else string.encode()


def framed(string):
    data = text(string)
    length, head = len(data), b""
    while length >= 128:
        head += bytes([length & 127 | 128])
        length >>= 7
    return head + bytes([length]) + data


def block(form):
    return form.ljust(31, b"\0") + bytes([len(form)]) if len(form) <= 31 else sha(form)[:31] + b"\xff"


def fold(product):
    return (product & MASK) ^ (product >> 64)


def order(block):
    words = struct.unpack("<4Q", block)
    low = fold((words[0] ^ PI[0]) * (words[1] ^ PI[1]))
    high = fold((words[2] ^ PI[2]) * (words[3] ^ PI[3]))
    mix = (low + high * 0x9E3779B97F4A7C15) & MASK
    return mix, words


def elements(forms):
    blocks = sorted(map(block, forms), key=order)
    return struct.pack("<Q", len(blocks)) + b"".join(blocks)


def rotate(word, bits):
    return (word << bits | word >> 32 - bits) & 0xFFFFFFFF


def chacha(key):
    """2,048 bytes of ChaCha20's stream, counter and nonce zero."""
    return b"".join(chacha_block(key, counter) for counter in range(32))


def chacha_block(key, counter):
    start = struct.unpack("<4I8I", b"expand 32-byte k" + key) + (counter, 0, 0, 0)
    x = list(start)

    def quarter(a, b, c, d):
        for one, two, three, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            x[one] = (x[one] + x[two]) & 0xFFFFFFFF
            x[three] = rotate(x[three] ^ x[one], bits)

    for _ in range(10):
        for column in range(4):
            quarter(column, column + 4, column + 8, column + 12)
        for column in range(4):
            quarter(column, (column + 1) % 4 + 4, (column + 2) % 4 + 8, (column + 3) % 4 + 12)
    return struct.pack("<16I", *[(one + other) & 0xFFFFFFFF for one, other in zip(x, start)])


def value(kind, value):
    if kind == "string":
        return text(value)
    if kind == "list":
        return b"".join(map(framed, value))
    if kind == "set":
        return elements(map(framed, value))
    if kind == "zset":
        return elements(framed(item["member"]) + struct.pack("<d", float(item["score"]) + 0.0) for item in value)
    return elements(
        framed(item["field"]) + framed(item["value"])
        + (struct.pack("<q", item["expires_ms"]) if "expires_ms" in item else b"") for item in value)


def entry(key):
    digest = sha(bytes([1, TYPES[key["type"]]]) + value(key["type"], key[key["type"]]))
    expiry = b"\1" + struct.pack("<q", key["expires_ms"]) if "expires_ms" in key else b"\0"
    return sha(b"\1" + digest + expiry + text(key["key"]))


def database(entries):
    total = [0] * 1024
    for digest in entries:
        total = [(one + other) & 0xFFFF for one, other in zip(total, struct.unpack("<1024H", chacha(digest)))]
    return sha(struct.pack("<Q", len(entries)) + struct.pack("<1024H", *total))


def run(*words):
    return [json.loads(line) for line in subprocess.run(words, capture_output=True).stdout.splitlines()]


def check(tool, file):
    keys, whole, wrong = {}, b"\1\0", 0
    for key in run(tool, "convert", file):
        keys.setdefault(key["db"], []).append((key["key"], entry(key)))
    found = {(key["db"], key["key"]): key["digest"] for key in run(tool, "digest", "--keys", "--format", "json", file)}
    wrong += sum(found.get((number, name)) != digest.hex() for number in keys for name, digest in keys[number])
    report = run(tool, "digest", "--format", "json", file)[0]
    for part, (number, entries) in zip(report["databases"], sorted(keys.items()), strict=True):
        digest = database([digest for _, digest in entries])
        wrong += part["db"] != number or part["digest"] != digest.hex()
        whole += struct.pack("<Q", number) + digest
    return wrong + (report["digest"] != sha(whole + b"\xff" * 16).hex())


def main(tool, *files):
    wrong = sum(check(tool, file) for file in files)
    print(f"{len(files)} files, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
