"""Runs one program and measures it; says what machine this is."""

import os
import platform
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

MIB = 1 << 20
# ru_maxrss is in kilobytes, on macOS in bytes.
RSS_UNIT = 1 if platform.system() == "Darwin" else 1024


@dataclass(frozen=True)
class Run:
    """One finished program. `status` is its exit status, or minus the signal that ended it."""

    status: int
    wall: float
    cpu: float
    peak_mib: float
    other_cpu: float | None
    errors: str


def run(command: Sequence[str], stdin: int | None = None, timeout: float = 3600) -> Run:
    """Runs `command` with its output thrown away; `stdin` is a descriptor or nothing."""
    with tempfile.TemporaryFile() as errors:
        actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                   (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)]
        if stdin is None:
            actions.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
        else:
            actions.append((os.POSIX_SPAWN_DUP2, stdin, 0))
        busy, start = busy_seconds(), time.perf_counter()
        # Python ignores SIGPIPE, and a child would inherit that.
        child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions,
                                setsigdef=[signal.SIGPIPE])
        alarm = threading.Timer(timeout, os.kill, (child, signal.SIGKILL))
        alarm.start()
        try:
            _, status, usage = os.wait4(child, 0)
        except BaseException:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise
        finally:
            alarm.cancel()
        wall, cpu = time.perf_counter() - start, usage.ru_utime + usage.ru_stime
        other = None if busy is None else max(0.0, busy_seconds() - busy - cpu)
        errors.seek(0)
        return Run(os.waitstatus_to_exitcode(status), wall, cpu, usage.ru_maxrss * RSS_UNIT / MIB,
                   other, errors.read().decode(errors="replace"))


def busy_seconds() -> float | None:
    """CPU seconds that all processes of this machine used so far; only Linux tells."""
    try:
        with open("/proc/stat") as table:
            user, nice, system, _, _, irq, softirq, steal = map(int, table.readline().split()[1:9])
    except (OSError, ValueError):
        return None
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def floor_mib() -> float:
    """The least peak that can be seen: a child's count starts with its parent's memory."""
    return run(["true"]).peak_mib


def summary(runs: Sequence[Run]) -> dict:
    """Best and median of the runs, with the runs themselves."""
    result: dict = {"runs": [asdict(one) for one in runs]}
    for name in ("wall", "cpu", "peak_mib"):
        values = [getattr(one, name) for one in runs]
        result[name] = {"best": min(values), "median": statistics.median(values), "worst": max(values)}
    return result


def version(command: Sequence[str]) -> str:
    """The first line that a program says of its version, or why there is none."""
    try:
        answer = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as failure:
        return f"unknown ({failure.__class__.__name__})"
    lines = answer.stdout.strip().splitlines()
    return lines[0] if lines and answer.returncode == 0 else "unknown"


def cpu_model() -> str:
    try:
        with open("/proc/cpuinfo") as table:
            names = [line.split(":", 1)[1].strip() for line in table if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()


def machine() -> dict:
    """What a reader must know to judge the numbers."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "CPU": cpu_model(),
        "cores": os.cpu_count(),
        "kernel": f"{platform.system()} {platform.release()} {platform.machine()}",
        "memory": f"{memory / (1 << 30):.0f} GiB",
        "server": version(["redis-server", "--version"]).split(" sha=")[0],
    }
