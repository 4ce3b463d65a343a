"""The fields that each of the printed schemas names, as sets of paths such as `hash[].field`."""

import re

WORD = re.compile(r"""\s*(?:([A-Za-z_][A-Za-z_0-9]*)|"([^"]+)"|'([^']+)'|`([^`]+)`|(\[\]|[-(){}<>,:=]))""")


def words(text):
    """Names and marks; names that are quoted are marked as such."""
    place, found = 0, []
    while text[place:].strip():
        match = WORD.match(text, place)
        if not match:
            raise ValueError(f"cannot be read: {text[place:place + 40]!r}")
        name, *quoted, mark = match.groups()
        found.append(name or next((word for word in quoted if word), None) or mark)
        place = match.end()
    return found


class TypeReader:
    """Reads types: `STRUCT(a T, b T[])` of DuckDB, `STRUCT<a: T>` and `ARRAY<T>` of Spark."""

    SCALARS = {"VARCHAR", "BIGINT", "UBIGINT", "UTINYINT", "INTEGER", "UINTEGER", "DOUBLE",
               "STRING", "SMALLINT", "INT", "JSON"}

    def __init__(self, text):
        self.words = words(text)
        self.place = 0

    def take(self, expected=None):
        word = self.words[self.place]
        if expected is not None and word != expected:
            raise ValueError(f"{word} instead of {expected}")
        self.place += 1
        return word

    def next_is(self, *marks):
        return self.place < len(self.words) and self.words[self.place] in marks

    def type(self, path):
        """The paths below a type, its own included."""
        word = self.take()
        if word == "STRUCT":
            paths = self.fields(path)
        elif word == "ARRAY":
            self.take("<")
            paths = self.type(path + "[]")
            self.take(">")
        elif word in self.SCALARS:
            paths = {path}
        else:
            raise ValueError(f"no type: {word}")
        while self.next_is("[]"):
            self.take()
            paths = {path + "[]" + other[len(path):] for other in paths}
        return paths

    def fields(self, path):
        close = {"(": ")", "<": ">"}[self.take()]
        paths = set()
        while True:
            name = self.take()
            if self.next_is(":"):
                self.take()
            paths |= self.type(f"{path}.{name}")
            if self.take() == close:
                return paths


def duckdb_fields(text):
    """Of `columns={'name':'TYPE',...}`."""
    columns = re.fullmatch(r"columns=\{(.*)\}\s*", text, re.S).group(1)
    paths = set()
    for name, kind in re.findall(r"'([^']+)':'([^']+)'", columns):
        paths |= TypeReader(kind).type(name)
    return paths


def spark_fields(text):
    """Of `name TYPE, ...`."""
    reader = TypeReader(text)
    paths = set()
    while True:
        paths |= reader.type(reader.take())
        if reader.place == len(reader.words):
            return paths
        reader.take(",")


def json_fields(schema):
    """Of a JSON Schema whose alternatives are objects."""
    def walk(part, path):
        while "$ref" in part:
            part = schema["$defs"][part["$ref"].removeprefix("#/$defs/")]
        if part.get("type") == "array":
            return walk(part["items"], path + "[]")
        if "properties" not in part:
            return {path}
        return set().union(*(walk(value, f"{path}.{name}" if path else name)
                             for name, value in part["properties"].items()))
    return set().union(*(walk(alternative, "") for alternative in schema["oneOf"]))
