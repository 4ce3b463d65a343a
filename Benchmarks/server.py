"""A real redis-server on a unix socket, for as long as a `with` block lasts."""

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

SEND_BYTES = 1 << 20


def bulk(value: bytes) -> bytes:
    """One RESP argument."""
    return b"$%d\r\n%b\r\n" % (len(value), value)


def command(*words: bytes) -> bytes:
    """One RESP command."""
    return b"*%d\r\n" % len(words) + b"".join(map(bulk, words))


class Server:
    """Serves one data directory; no TCP port is opened, nothing is saved unasked."""

    def __init__(self, directory: Path, file_name: str, appends: bool = False):
        self.directory = directory
        self.file_name = file_name
        self.appends = appends

    def __enter__(self) -> "Server":
        # A socket path holds about 100 bytes only: the cache may be deeper than that.
        self.socket_directory = tempfile.mkdtemp(prefix="rdbkit-")
        self.socket_path = self.socket_directory + "/s"
        options = {"port": "0", "unixsocket": self.socket_path, "save": "",
                   "appendonly": "yes" if self.appends else "no", "appendfsync": "no", "auto-aof-rewrite-percentage": "0",
                   "daemonize": "no", "dir": str(self.directory), "dbfilename": self.file_name}
        words = [word for name, value in options.items() for word in ("--" + name, value)]
        try:
            with open(self.socket_directory + "/log", "wb") as log:
                self.process = subprocess.Popen(["redis-server", *words], stdin=subprocess.DEVNULL, stdout=log)
            self.control = self._connect()
        except BaseException as failure:
            self.__exit__(type(failure))
            raise
        return self

    def __exit__(self, kind=None, *_) -> None:
        process = getattr(self, "process", None)
        if kind:
            log = Path(self.socket_directory, "log").read_text(errors="replace")
            print("the last words of redis-server:", *log.splitlines()[-5:], sep="\n", file=sys.stderr)
        if process:
            process.kill()
            process.wait()
        shutil.rmtree(self.socket_directory, ignore_errors=True)

    def _connect(self) -> socket.socket:
        for _ in range(200):
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.connect(self.socket_path)
                return connection
            except OSError:
                connection.close()
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError("redis-server did not start")

    def ask(self, *words: bytes) -> bytes:
        """The reply to one command; for replies of one line or one bulk string."""
        self.control.sendall(command(*words))
        with self.control.makefile("rb", buffering=0) as replies:
            line = replies.readline()
            if line.startswith(b"-"):
                raise RuntimeError(line.decode().strip())
            if not line.startswith(b"$"):
                return line[1:].strip()
            wanted = int(line[1:]) + 2
            body = b""
            while len(body) < wanted:
                body += replies.read(wanted - len(body))
            return body[:-2]

    def wait_until_loaded(self) -> None:
        while b"\r\nloading:0\r\n" not in self.ask(b"INFO", b"persistence"):
            time.sleep(0.1)

    def feed(self, commands: Iterable[bytes]) -> None:
        """Sends commands without waiting for replies, and fails if one of them was refused."""
        with self._connect() as connection:
            # Without replies there is nothing to read meanwhile, so neither side can block the other.
            connection.sendall(command(b"CLIENT", b"REPLY", b"OFF"))
            for block in blocks(commands):
                connection.sendall(block)
            # Answered only when everything before it is done.
            connection.sendall(command(b"CLIENT", b"REPLY", b"ON"))
            if connection.recv(64) != b"+OK\r\n":
                raise RuntimeError("redis-server broke off")
        if b"total_error_replies:0\r\n" not in self.ask(b"INFO", b"stats"):
            raise RuntimeError("redis-server refused some of the commands")


def blocks(pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Joins small pieces into blocks of about SEND_BYTES."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= SEND_BYTES:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)
