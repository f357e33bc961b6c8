"""Results through Arrow and as pandas' tables: walked by hand, and read by others that are here."""

import ctypes
import gc
import os
import subprocess
import sys
import unittest
from ctypes import c_char_p, c_int32, c_int64, c_uint64, c_void_p
from pathlib import Path

from support import FACTS, gazette


class ArrowSchema(ctypes.Structure):
    pass


class ArrowArray(ctypes.Structure):
    pass


ArrowSchema._fields_ = [
    ("format", c_char_p),
    ("name", c_char_p),
    ("metadata", c_void_p),
    ("flags", c_int64),
    ("n_children", c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowSchema))),
    ("dictionary", c_void_p),
    ("release", ctypes.CFUNCTYPE(None, c_void_p)),
    ("private_data", c_void_p),
]
ArrowArray._fields_ = [
    ("length", c_int64),
    ("null_count", c_int64),
    ("offset", c_int64),
    ("n_buffers", c_int64),
    ("n_children", c_int64),
    ("buffers", ctypes.POINTER(c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(ArrowArray))),
    ("dictionary", c_void_p),
    ("release", ctypes.CFUNCTYPE(None, c_void_p)),
    ("private_data", c_void_p),
]


class Arrow(unittest.TestCase):
    def setUp(self):
        self.archive = gazette.build(FACTS)

    def stream(self, capsule):
        from gazette._arrow import ArrowArrayStream

        get = ctypes.pythonapi.PyCapsule_GetPointer
        get.restype, get.argtypes = c_void_p, (ctypes.py_object, c_char_p)
        return ArrowArrayStream.from_address(get(capsule, b"arrow_array_stream"))

    def test_stream(self):
        result = self.archive.query("people | sort id | select n: count(events), name")
        capsule = result.__arrow_c_stream__()
        stream = self.stream(capsule)
        schema, array = ArrowSchema(), ArrowArray()
        self.assertEqual(stream.get_schema(ctypes.addressof(stream), ctypes.addressof(schema)), 0)
        names = [schema.children[i].contents.name for i in range(schema.n_children)]
        formats = [schema.children[i].contents.format for i in range(schema.n_children)]
        self.assertEqual((names, formats), ([b"n", b"name"], [b"l", b"u"]))
        self.assertEqual(stream.get_next(ctypes.addressof(stream), ctypes.addressof(array)), 0)
        self.assertEqual(array.length, 3)
        numbers = array.children[0].contents
        self.assertEqual((c_int64 * 3).from_address(numbers.buffers[1])[:], [2, 1, 0])
        words = array.children[1].contents
        self.assertEqual(words.null_count, 1)
        self.assertEqual((c_int32 * 4).from_address(words.buffers[1])[:], [0, 3, 7, 7])
        self.assertEqual(ctypes.string_at(words.buffers[2], 7).decode(), "AdaBén")
        array.release(ctypes.addressof(array))
        schema.release(ctypes.addressof(schema))
        del capsule
        gc.collect()

    def test_unused_capsule(self):
        from gazette import _arrow

        for _ in range(3):
            self.archive.query("people").__arrow_c_stream__()
            gc.collect()
            self.assertEqual(_arrow._live, {})

    def test_capsules_at_exit(self):
        """Those that outlive the package are left to the system."""
        program = """if True:
            import builtins, sys
            from support import FACTS, gazette

            def capsule():
                return gazette.build(FACTS).query("people").__arrow_c_stream__()

            class Cycle:
                pass

            kept = [capsule(), Cycle()]
            kept[1].me, kept[1].capsule = kept[1], capsule()
            sys.kept, builtins.kept = capsule(), capsule()
            print("done")
        """
        ended = subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
        )
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, "done\n", ""))

    def test_pyarrow(self):
        try:
            import pyarrow
        except ImportError:
            self.skipTest("pyarrow is not here")
        text = "people | sort id | select name, born, n: count(events), who: events.people"
        table = self.archive.query(text).to_arrow()
        table.validate(full=True)
        self.assertEqual(table.to_pylist(), self.archive.query(text).to_dicts())
        if hasattr(pyarrow.RecordBatchReader, "from_stream"):
            self.assertEqual(pyarrow.table(self.archive.query(text)), table)
        self.assertEqual(table.schema.field("born").metadata, {b"gazette.type": b"moment"})

    def test_pandas_as_it_asks(self):
        """Later versions of pandas ask for the capsule; through pyarrow."""
        try:
            import pandas
            import pyarrow  # noqa: F401

            from_arrow = pandas.DataFrame.from_arrow
        except (ImportError, AttributeError):
            self.skipTest("no pandas with from_arrow and pyarrow is here")
        frame = from_arrow(self.archive.query("people | sort id | select id, n: count(events)"))
        self.assertEqual(frame.to_dict("list"), {"id": ["ada", "ben", "cid"], "n": [2, 1, 0]})


class Pandas(unittest.TestCase):
    def setUp(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not here")
        self.pandas, self.archive = pandas, gazette.build(FACTS)

    def test_types(self):
        text = (
            "people | sort id | select id, born, n: count(events), year: year(died), "
            "half: count(events) / 2, gone: length(name) / 2, yes: 1 = 1, old: born < 1850, "
            "age: died - born, who: events.people, rec: {a: name}, none: null"
        )
        frame = self.archive.query(text).to_pandas()
        self.assertEqual(
            {name: str(kind) for name, kind in frame.dtypes.items()},
            {
                **{"id": "object", "born": "object", "n": "int64", "year": "Int64"},
                **{"half": "float64", "gone": "float64", "yes": "bool", "old": "boolean"},
                **{"age": "object", "who": "object", "rec": "object", "none": "object"},
            },
        )
        listed = frame.astype(object).where(frame.notna(), None).to_dict("records")
        self.assertEqual(listed, self.archive.query(text).to_dicts())
        self.assertEqual(frame["n"].sum(), 3)
        self.assertEqual(frame["born"][0].bounds, self.archive.query(text)[0]["born"].bounds)

    def test_shapes(self):
        many = gazette.build("\n".join(f'person @p{i} {{ name: "{i}" }}' for i in range(40_000)))
        result = many.query("people | select n: int(name), odd: int(name) % 2 = 1")
        frame = result.to_pandas()
        self.assertEqual(list(frame["n"]), list(range(40_000)))
        self.assertEqual(frame["odd"].sum(), 20_000)
        self.assertEqual(len(result), 40_000)  # it can be read as rows all the same
        empty = many.query('people | where id = "x" | select n: int(name), id').to_pandas()
        self.assertEqual((len(empty), str(empty["n"].dtype)), (0, "int64"))
        self.assertEqual(list(empty.columns), ["n", "id"])

    def test_outlives(self):
        frame = self.archive.query("people | sort id | select n: count(events)").to_pandas()
        self.archive.close()
        gc.collect()
        self.assertEqual(list(frame["n"]), [2, 1, 0])


# ---- DuckDB --------------------------------------------------------------------------------------


class DuckResult(ctypes.Structure):
    _fields_ = [("members", c_void_p * 8)]


class Duck:
    """DuckDB through its C interface: another's reader of Arrow's."""

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        self.c.duckdb_value_varchar.restype = c_void_p
        self.c.duckdb_value_varchar.argtypes = (c_void_p, c_uint64, c_uint64)
        self.c.duckdb_row_count.restype = self.c.duckdb_column_count.restype = c_uint64
        self.c.duckdb_result_error.restype = c_char_p
        self.c.duckdb_arrow_scan.argtypes = (c_void_p, c_char_p, c_void_p)
        self.c.duckdb_free.argtypes = (c_void_p,)
        self.db, self.connection = c_void_p(), c_void_p()
        if self.c.duckdb_open(None, ctypes.byref(self.db)):
            raise MemoryError
        self.c.duckdb_connect(self.db, ctypes.byref(self.connection))

    def close(self):
        self.c.duckdb_disconnect(ctypes.byref(self.connection))
        self.c.duckdb_close(ctypes.byref(self.db))

    def take(self, name, result):
        """A table of the rows of a result, read through its stream."""
        from gazette._arrow import filled

        stream = filled(result._export)
        address = ctypes.addressof(stream)
        if self.c.duckdb_arrow_scan(self.connection, b"stream", address):
            raise AssertionError("DuckDB does not take the stream")
        self.ask(f"create table {name} as select * from stream")
        self.ask("drop view stream")
        stream.release(address)

    def ask(self, sql):
        """The rows, each cell as text, None where it is null."""
        result = DuckResult()
        at = ctypes.byref(result)
        if self.c.duckdb_query(self.connection, sql.encode(), at):
            raise AssertionError(self.c.duckdb_result_error(at).decode())
        columns = range(self.c.duckdb_column_count(at))
        rows = [[self._cell(at, c, r) for c in columns] for r in range(self.c.duckdb_row_count(at))]
        self.c.duckdb_destroy_result(at)
        return rows

    def _cell(self, at, column, row):
        place = self.c.duckdb_value_varchar(at, column, row)
        if not place:
            return None
        text = ctypes.string_at(place).decode()
        self.c.duckdb_free(place)
        return text


def worded(value, inside=False):
    """A value as DuckDB writes it."""
    if value is None:
        return "NULL" if inside else None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(worded(v, True) for v in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"'{k}': {worded(v, True)}" for k, v in value.items()) + "}"
    return str(value)


class DuckReads(unittest.TestCase):
    def setUp(self):
        path = os.environ.get("GZT_BENCH_DUCKDB")
        if not path:
            self.skipTest("DuckDB is not here: GZT_BENCH_DUCKDB=/path/to/libduckdb.so names none")
        self.duck, self.archive = Duck(path), gazette.build(FACTS)
        self.addCleanup(self.duck.close)

    def test_every_type(self):
        result = self.archive.query(
            "people | sort id | select id, name, born, n: count(events), year: year(died), "
            "half: count(events) / 2, old: born < 1850, age: died - born, me: it, "
            "who: events.people, dates: events.date, also, none: null, "
            "rec: {a: id, b: [1, null], c: {d: died, e: [born < 1850]}}, "
            "deep: events.people.name"
        )
        self.duck.take("mine", result)
        rows = self.duck.ask("select columns(*)::varchar from mine")
        self.assertEqual(
            rows, [[worded(cell) for cell in row.values()] for row in result.to_dicts()]
        )
        types = {name: kind for name, kind, *_ in self.duck.ask("describe mine")}
        self.assertEqual((types["n"], types["half"], types["old"]), ("BIGINT", "DOUBLE", "BOOLEAN"))
        self.assertEqual((types["born"], types["dates"]), ("VARCHAR", "VARCHAR[]"))
        self.assertEqual(
            types["rec"], "STRUCT(a VARCHAR, b BIGINT[], c STRUCT(d VARCHAR, e BOOLEAN[]))"
        )

    def test_many_batches(self):
        facts = "\n".join(
            f'person @p{i} {{ name: "{i}" {f", born: {1800 + i % 100}" if i % 3 else ""} '
            f', also: [{", ".join(chr(34) + str(k) + chr(34) for k in range(i % 4))}] }}'
            for i in range(50_000)
        )
        result = gazette.build(facts).query("people | select n: int(name), born, also, me: it")
        self.duck.take("many", result)
        self.assertEqual(
            self.duck.ask(
                "select count(*), sum(n), count(born), min(born), max(born), "
                "sum(len(also)), count(distinct me) from many"
            ),
            [["50000", str(50_000 * 49_999 // 2), "33333", "1800", "1899", "75000", "50000"]],
        )
        self.assertEqual(
            self.duck.ask("select count(*) from many where me = 'p' || n and len(also) = n % 4"),
            [["50000"]],
        )

    def test_no_rows(self):
        self.duck.take("none", self.archive.query('people | where id = "x" | select id, born'))
        self.assertEqual(self.duck.ask("select * from none"), [])
        self.assertEqual([row[0] for row in self.duck.ask("describe none")], ["id", "born"])


if __name__ == "__main__":
    unittest.main()
