#!/usr/bin/env python3
"""Writes RDB files with one huge value each, to try the memory limits of a reader.

They are made piece by piece and can go through a pipe, so none needs memory or disk here.
Repetitive parts are built once as a template, and only a marker in it is replaced: that is what
makes tens of millions of elements possible in Python.
"""

import argparse
import random
import signal
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rdb_bytes import HEADER, TRAILER, element, length, listpack, listpack_head, string

Pieces = Iterator[bytes]
SEED = 20240607
START_MS = 1_700_000_000_000
PER_BLOCK = 1_000
PER_NODE = 100
# Stand for the number of a block, a score and the time part of a stream id.
BLOCK, SCORE, TIME = b"#####", b"<-score>", b"<--time>"


def numbered(total: int, item: Callable[[int], bytes]) -> Iterator[tuple[int, bytes]]:
    """Blocks of `total` items, each with the number of its first; BLOCK + 3 digits make an item unique."""
    template, size = b"", 0
    for start in range(0, total, PER_BLOCK):
        wanted = min(PER_BLOCK, total - start)
        if wanted != size:
            template, size = b"".join(map(item, range(wanted))), wanted
        yield start, template.replace(BLOCK, b"%05d" % (start // PER_BLOCK))


def string_value(scale: float) -> Pieces:
    size, block = int(scale * (2 << 30)), random.Random(SEED).randbytes(1 << 20)
    yield b"\x00" + string(b"string") + length(size)
    for start in range(0, size, len(block)):
        yield block[:size - start]


def hash_value(scale: float, repeats: int = 0) -> Pieces:
    total = max(1, int(scale * 20_000_000))
    yield b"\x04" + string(b"hash") + length(total + repeats)
    for _, block in numbered(total, lambda n: string(b"f" + BLOCK + b"%03d" % n) + string(b"v%03d" % n)):
        yield block
    # The first field once more, as far from its first place as can be.
    yield (string(b"f00000000") + string(b"again")) * repeats


def hash_value_with_duplicate(scale: float) -> Pieces:
    return hash_value(scale, repeats=1)


def set_value(scale: float) -> Pieces:
    total = max(1, int(scale * 20_000_000))
    yield b"\x02" + string(b"set") + length(total)
    for _, block in numbered(total, lambda n: string(b"m" + BLOCK + b"%03d" % n)):
        yield block


def sorted_set_value(scale: float) -> Pieces:
    """Falling scores, and falling members where scores are equal: the order that servers write."""
    total = max(1, int(scale * 5_000_000))
    yield b"\x05" + string(b"zset") + length(total)
    for start, block in numbered(total, lambda n: string(b"m" + BLOCK + b"%03d" % (999 - n)) + SCORE):
        yield block.replace(SCORE, struct.pack("<d", (total - start) / 4))


def listpack_value(scale: float) -> Pieces:
    """A hash that is one listpack node of many short elements."""
    def pair(n: int) -> bytes:
        return element(b"f" + BLOCK + b"%03d" % n) + element(b"v%03d" % n)
    pairs = max(1, int(scale * (32 << 20) / len(pair(0))))
    body = pairs * len(pair(0))
    yield b"\x10" + string(b"listpack") + length(body + 7) + listpack_head(body, 2 * pairs)
    for _, block in numbered(pairs, pair):
        yield block
    yield b"\xff"


def list_value(scale: float, node: bytes) -> Pieces:
    total = max(1, int(scale * 1_000_000))
    yield b"\x12" + string(b"list") + length(total)
    for start in range(0, total, 64):
        yield node * min(64, total - start)


def plain_list_value(scale: float) -> Pieces:
    return list_value(scale, length(1) + string(random.Random(SEED).randbytes(10 << 10)))


def packed_list_value(scale: float) -> Pieces:
    return list_value(scale, length(2) + string(listpack([random.Random(SEED).randbytes(10 << 10)])))


def stream_value(scale: float) -> Pieces:
    """Nodes are alike but for their id; a fifth of the entries are pending, for two consumers."""
    nodes = max(10, int(scale * 50_000) // 10 * 10)
    entries, last_ms = nodes * PER_NODE, START_MS + nodes - 1
    node = stream_node()
    yield b"\x13" + string(b"stream") + length(nodes)
    for number in range(nodes):
        yield string(struct.pack(">QQ", START_MS + number, 0)) + node
    # Length, last id, first id, highest deleted id, entries ever added, number of groups.
    yield b"".join(map(length, (entries, last_ms, PER_NODE - 1, START_MS, 0, 0, 0, entries, 1)))
    yield from stream_group(nodes // 5)


def stream_node() -> bytes:
    items: list[bytes | int] = [PER_NODE, 0, 2, b"sensor", b"value", 0]
    for number in range(PER_NODE):
        # Fields as in the master entry, same time as the node, then two values and the item count.
        items += [2, 0, number, b"s%02d" % number, number * 7, 5]
    return string(listpack(items))


def stream_group(nodes: int) -> Pieces:
    """The group with all entries of the first `nodes` nodes pending, node by node to one or the other."""
    delivered = struct.pack("<q", START_MS) + length(1)
    pending = b"".join(TIME + struct.pack(">Q", n) + delivered for n in range(PER_NODE))
    owned = b"".join(TIME + struct.pack(">Q", n) for n in range(PER_NODE))
    total = nodes * PER_NODE
    yield string(b"workers") + b"".join(map(length, (START_MS + nodes - 1, PER_NODE - 1, total, total)))
    for number in range(nodes):
        yield pending.replace(TIME, struct.pack(">Q", START_MS + number))
    yield length(2)
    for place, consumer in enumerate((b"anna", b"berta")):
        yield string(consumer) + struct.pack("<q", START_MS) + length(total // 2)
        for number in range(place, nodes, 2):
            yield owned.replace(TIME, struct.pack(">Q", START_MS + number))


def lzf_value(scale: float) -> Pieces:
    """Units of 1 KiB of output: a literal run and references near, overlapping and as far as they go."""
    choose, units = random.Random(SEED), max(16, int(scale * (1 << 20)))
    near = lzf_unit(choose.randbytes(32), far=False)
    block = b"".join(lzf_unit(choose.randbytes(32), far=True) for _ in range(256))
    # The first 8 KiB have no output that far behind them.
    yield b"\x00" + string(b"lzf") + b"\xc3" + length(len(near) * units) + length(units << 10) + near * 8
    for start in range(8, units, 256):
        yield block[:len(near) * (units - start)]


def lzf_unit(literal: bytes, far: bool) -> bytes:
    distances = (32, 1, 8192, 4096) if far else (32, 1, 17, 31)
    return bytes([len(literal) - 1]) + literal + b"".join(map(lzf_reference, (264, 264, 264, 200), distances))


def lzf_reference(size: int, distance: int) -> bytes:
    """A reference of nine bytes or more."""
    return bytes([0xE0 | (distance - 1) >> 8, size - 9, (distance - 1) & 255])


@dataclass(frozen=True)
class Huge:
    value: Callable[[float], Pieces]
    says: str
    # What `rdbtool check` has to answer.
    status: int = 0
    # Finding duplicates takes memory for each element; how much is for --memory to say.
    grows: bool = False
    # A packed node is walked as a whole: twice its size is allowed above 16 MiB.
    node_mib: int = 0


INPUTS = {
    "string2g": Huge(string_value, "one plain string of 2 GiB"),
    "lzf1g": Huge(lzf_value, "one LZF string of 1 GiB, 45 MiB stored"),
    "hash20m": Huge(hash_value, "hash of 20 million short fields", grows=True),
    "hash20m-dup": Huge(hash_value_with_duplicate, "the same, the first field again at its end", 1, True),
    "set20m": Huge(set_value, "set of 20 million members", grows=True),
    "zset5m": Huge(sorted_set_value, "sorted set of 5 million members", grows=True),
    "listpack32m": Huge(listpack_value, "hash in one listpack of 32 MiB", node_mib=64),
    "list1m": Huge(plain_list_value, "list of a million plain nodes of 10 KiB"),
    "list1m-packed": Huge(packed_list_value, "list of a million listpacks of one element of 10 KiB"),
    "stream5m": Huge(stream_value, "stream of 5 million entries, a million pending", grows=True),
}


def write(name: str, descriptor: int | str, scale: float) -> None:
    with open(descriptor, "wb", buffering=1 << 20) as target:
        target.write(HEADER)
        for piece in INPUTS[name].value(scale):
            target.write(piece)
        target.write(TRAILER)


def verify(scale: float) -> int:
    """Has redis-check-rdb look at all of them; the one with the duplicate must be refused."""
    wrong = 0
    for name, huge in INPUTS.items():
        with tempfile.NamedTemporaryFile(suffix=".rdb") as file:
            write(name, file.name, scale)
            status = subprocess.run(["redis-check-rdb", file.name], stdout=subprocess.DEVNULL).returncode
        fine = status == huge.status
        wrong += not fine
        print(f"{name}: redis-check-rdb {status}, {'as expected' if fine else f'expected {huge.status}'}")
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes an RDB file with one huge value.")
    parser.add_argument("name", nargs="?", choices=INPUTS)
    parser.add_argument("file", nargs="?", default="-", help="where to; - is stdout, the default")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size")
    parser.add_argument("--verify", action="store_true", help="try all with redis-check-rdb, best with --scale 0.001")
    options = parser.parse_args()
    if options.verify:
        return verify(options.scale)
    if not options.name:
        parser.error("name one of: " + ", ".join(INPUTS))
    # Whoever reads the pipe may stop early; that is no failure to speak of.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if options.file == "-" and sys.stdout.isatty():
        parser.error("will not write binary data to a terminal")
    write(options.name, sys.stdout.fileno() if options.file == "-" else options.file, options.scale)
    return 0


if __name__ == "__main__":
    sys.exit(main())
