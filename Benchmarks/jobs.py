"""What is compared: the one table of jobs, contenders and targets.

To add a job, add a `Job`: its yardstick comes first, then the contenders, each with its targets.
Words of a command may hold {file} (the data file), {other} (the same data, the keys in another order), {last_key} (the
name of the last key in the file), {tool} and {aoftool} (the programs) and {scratch} (a directory for output, emptied
before every run). A contender takes part where there is all that its command needs.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contender:
    name: str
    command: tuple[str, ...]
    # Per data set: the median wall time asked for, as a share of the yardstick's.
    targets: dict[str, float] = field(default_factory=dict)
    peak_mib: float | None = None
    status: int = 0


@dataclass(frozen=True)
class Job:
    name: str
    data: tuple[str, ...]
    yardstick: Contender
    contenders: tuple[Contender, ...]


SERVER_CHECK = Contender("redis-check-rdb", ("redis-check-rdb", "{file}"))

SERVER_CHECK_AOF = Contender("redis-check-aof", ("redis-check-aof", "{file}"))

def convert(form: str, *options: str, targets: dict[str, float]) -> Contender:
    # Into a pipe to nobody: what is measured is the conversion, not the disk.
    return Contender(" ".join(("rdbtool convert --to", form, *options)),
                     ("{tool}", "convert", "--to", form, *options, "-o", "/dev/null", "{file}"), targets, peak_mib=64)


def rewrite(*options: str, targets: dict[str, float]) -> Contender:
    # As above: to nobody, so not read back either.
    return Contender(" ".join(("rdbtool rewrite", *options)),
                     ("{tool}", "rewrite", *options, "-o", "/dev/null", "{file}"), targets, peak_mib=128)


JOBS = (
    Job(
        name="check",
        data=("mixed", "small", "blob"),
        yardstick=SERVER_CHECK,
        contenders=(
            Contender("rdbtool check", ("{tool}", "check", "{file}"),
                      {"mixed": 1 / 12, "small": 1 / 9, "blob": 1 / 4}, peak_mib=64),
            Contender("rdbtool check -j 1", ("{tool}", "check", "-j", "1", "{file}"),
                      {"mixed": 1 / 8, "small": 1 / 5, "blob": 1 / 4}, peak_mib=64),
        ),
    ),
    Job(
        name="convert",
        data=("mixed", "small"),
        yardstick=SERVER_CHECK,
        contenders=(
            convert("ndjson", targets={"mixed": 1 / 6, "small": 1 / 5}),
            convert("ndjson", "-j", "1", targets={"mixed": 1 / 4, "small": 1 / 4}),
            convert("resp", targets={"mixed": 1 / 5}),
            convert("csv", targets={}),
            convert("keys", targets={"mixed": 1 / 12, "small": 1 / 9}),
            Contender("rdbtool check", ("{tool}", "check", "{file}")),
        ),
    ),
    Job(
        name="digest",
        data=("mixed", "small"),
        yardstick=SERVER_CHECK,
        contenders=(Contender("rdbtool digest", ("{tool}", "digest", "{file}"), peak_mib=64),),
    ),
    # The yardstick reads one file, a comparison two.
    Job(
        name="diff",
        data=("mixed", "small"),
        yardstick=SERVER_CHECK,
        contenders=(
            Contender("rdbtool diff, same order", ("{tool}", "diff", "{file}", "{file}"), {"mixed": 2 / 5}),
            Contender("rdbtool diff, other order", ("{tool}", "diff", "{file}", "{other}"), {"mixed": 1}),
        ),
    ),
    Job(
        name="rewrite",
        data=("mixed", "small"),
        yardstick=SERVER_CHECK,
        contenders=(
            rewrite("--key", "*", targets={"mixed": 1 / 5}),
            rewrite("--rename", "s/^/x:/", targets={}),
            rewrite("--reencode", targets={"mixed": 1 / 1.5}),
        ),
    ),
    Job(
        name="get",
        data=("mixed", "small"),
        yardstick=SERVER_CHECK,
        contenders=(
            Contender("rdbtool get (last key)", ("{tool}", "get", "{file}", "{last_key}"), {"mixed": 1 / 10}, peak_mib=64),
            Contender("rdbtool dump", ("{tool}", "dump", "-o", "/dev/null", "{file}"), peak_mib=64),
        ),
    ),
    Job(
        name="check-aof",
        data=("log",),
        yardstick=SERVER_CHECK_AOF,
        contenders=(
            Contender("aoftool check", ("{aoftool}", "check", "{file}"), {"log": 1 / 20}, peak_mib=64),
            Contender("aoftool check -j 1", ("{aoftool}", "check", "-j", "1", "{file}"), {"log": 1 / 15}, peak_mib=64),
        ),
    ),
    Job(
        name="convert-aof",
        data=("log",),
        yardstick=SERVER_CHECK_AOF,
        contenders=(
            Contender("aoftool convert --to ndjson", ("{aoftool}", "convert", "-o", "/dev/null", "{file}"),
                      {"log": 1}, peak_mib=64),
            Contender("aoftool convert --to ndjson -j 1", ("{aoftool}", "convert", "-j", "1", "-o", "/dev/null", "{file}"),
                      {"log": 1}, peak_mib=64),
            Contender("aoftool convert --to resp", ("{aoftool}", "convert", "--to", "resp", "-o", "/dev/null", "{file}"),
                      peak_mib=64),
            Contender("aoftool dump", ("{aoftool}", "dump", "{file}"), peak_mib=64),
        ),
    ),
    Job(
        name="stats-aof",
        data=("log",),
        yardstick=SERVER_CHECK_AOF,
        contenders=(
            Contender("aoftool stats", ("{aoftool}", "stats", "{file}"), {"log": 1 / 3}),
            Contender("aoftool stats -j 1", ("{aoftool}", "stats", "-j", "1", "{file}"), {"log": 1 / 3}),
        ),
    ),
)
