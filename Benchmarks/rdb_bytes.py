"""The few RDB encodings that the huge inputs are made of, as bytes."""

import struct

# Version 10 is read by Redis 7.0 and everything newer.
HEADER = b"REDIS0010\xfe\x00"
# A checksum of zero means that none was made: summing gigabytes in Python would take minutes.
TRAILER = b"\xff" + bytes(8)


def length(value: int) -> bytes:
    if value < 1 << 6:
        return bytes([value])
    if value < 1 << 14:
        return struct.pack(">H", 0x4000 | value)
    if value < 1 << 32:
        return b"\x80" + struct.pack(">I", value)
    return b"\x81" + struct.pack(">Q", value)


def string(value: bytes) -> bytes:
    return length(len(value)) + value


def backlen(size: int) -> bytes:
    """The size of a listpack element, to be read from its end: base 128, highest part first."""
    parts = [size & 127]
    # The limit of each width is one lower than it could be; this is what servers do.
    for limit in (127, 16382, 2097150, 268435454):
        if size > limit:
            parts.append(size >> (7 * len(parts)) & 127)
    last = len(parts) - 1
    return bytes(part | (0 if place == last else 128) for place, part in enumerate(parts))[::-1]


def element(value: bytes | int) -> bytes:
    """One listpack element; integers up to 16 bits are enough here."""
    if isinstance(value, bytes):
        body = text_element(value)
    elif 0 <= value < 128:
        body = bytes([value])
    elif -4096 <= value < 4096:
        body = struct.pack(">H", 0xC000 | value & 0x1FFF)
    else:
        body = b"\xf1" + struct.pack("<h", value)
    return body + backlen(len(body))


def text_element(value: bytes) -> bytes:
    if len(value) < 64:
        return bytes([0x80 | len(value)]) + value
    if len(value) < 4096:
        return struct.pack(">H", 0xE000 | len(value)) + value
    return b"\xf0" + struct.pack("<I", len(value)) + value


def listpack_head(body_size: int, count: int) -> bytes:
    """What precedes `body_size` bytes of elements; a count that does not fit means: walk and count."""
    return struct.pack("<IH", body_size + 7, min(count, 65535))


def listpack(elements: list[bytes | int]) -> bytes:
    body = b"".join(map(element, elements))
    return listpack_head(len(body), len(elements)) + body + b"\xff"
