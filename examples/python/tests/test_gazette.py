"""The Python package: values, errors, params, archives, threads, and what its README shows."""

import datetime
import doctest
import gc
import importlib
import importlib.util
import os
import re
import tempfile
import threading
import unittest
import warnings
from pathlib import Path

from support import FACTS, LONG, gazette


class Values(unittest.TestCase):
    def setUp(self):
        self.archive = gazette.build(FACTS)

    def ask(self, text, **params):
        return self.archive.query(text, **params).to_dicts()

    def test_types(self):
        row = self.ask(
            'people | where id = "ada" | select name, n: count(events), half: 1 / 2, '
            "old: born < 1850, born, age: died - born, me: it, who: events.people, "
            "rec: {a: name, b: [1, null], c: {d: died}}"
        )[0]
        self.assertEqual(
            row,
            {
                "name": "Ada",
                "n": 2,
                "half": 0.5,
                "old": True,
                "born": "1815-12-10",
                "age": "P36Y11M17D",
                "me": "ada",
                "who": ["ada", "ben", "ada"],
                "rec": {"a": "Ada", "b": [1, None], "c": {"d": "1852-11-27"}},
            },
        )
        self.assertIs(row["old"], True)
        self.assertIs(type(row["n"]), int)
        self.assertIs(type(row["half"]), float)
        self.assertIs(type(row["rec"]["c"]["d"]), gazette.Date)

    def test_missing(self):
        row = self.ask(
            'people | where id = "cid" | select name, born, old: born < 1850, age: died - born, '
            "events, first: first(events | select title), n: int(name)"
        )[0]
        self.assertEqual(row.pop("events"), [])
        self.assertEqual(set(row.values()), {None})

    def test_dates(self):
        ada, ben, cid = (row["born"] for row in self.ask("people | sort id | select born"))
        self.assertEqual((ada.edtf, ben.edtf, cid), ("1815-12-10", "1870~", None))
        self.assertEqual(repr(ben), "Date('1870~')")
        first, last = ada.bounds
        self.assertEqual(last - first, 86399)
        epoch = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=first)
        self.assertEqual(epoch, datetime.datetime(1815, 12, 10))
        open_end = self.ask("[1] | select d: 1904-01-01..")[0]["d"]
        self.assertEqual(open_end.bounds[1], None)
        self.assertEqual(gazette.Date("1917").bounds, (None, None))

    def test_columns(self):
        result = self.archive.query("people | select name, born, who: events.people")
        self.assertEqual(result.columns, ["name", "born", "who"])
        self.assertEqual(result.types, ["text", "moment", "[person]"])
        self.assertIn("born: moment", repr(result))

    def test_rows_again(self):
        result = self.archive.query("people | sort id | select id")
        half = [row["id"] for row, _ in zip(result, range(2))]
        self.assertEqual(half, ["ada", "ben"])
        self.assertEqual([row["id"] for row in result], ["ada", "ben", "cid"])
        self.assertEqual((len(result), result[-1]), (3, {"id": "cid"}))

    def test_more_rows_than_a_batch(self):
        facts = "\n".join(f'person @p{i} {{ name: "{i}" }}' for i in range(20_000))
        rows = gazette.build(facts).query("people | select n: int(name)").to_dicts()
        self.assertEqual([row["n"] for row in rows], list(range(20_000)))

    def test_notes(self):
        result = self.archive.query("people | where born < 1850 | select id")
        self.assertEqual(len(result.notes), 1)
        self.assertIn("born", result.notes[0])
        self.assertEqual(len(result), 1)

    def test_text_is_text(self):
        odd = "a\tb \u202e ☃ 𝄞 '"
        archive = gazette.build(f'person @x {{ name: "{odd}" }}')
        self.assertEqual(archive.query("people | select name")[0]["name"], odd)


class Asking(unittest.TestCase):
    def setUp(self):
        self.archive = gazette.build(FACTS)

    def test_params(self):
        text = 'param y: date = 1900\nparam n: text = "-"\nparam t: truth = false\n'
        text += "people | where born < y | select id, n: n, t: t"
        self.assertEqual(len(self.archive.query(text)), 2)
        day = datetime.date(1816, 1, 1)
        self.assertEqual(len(self.archive.query(text, y=1850)), 1)
        self.assertEqual(len(self.archive.query(text, y="1850")), 1)
        self.assertEqual(len(self.archive.query(text, y=gazette.Date("1850"))), 1)
        rows = self.archive.query(text, y=day, n="Lenin", t=True).to_dicts()
        self.assertEqual(rows, [{"id": "ada", "n": "Lenin", "t": True}])
        rows = self.archive.query("people | where born < y | select id", "param y: date", y=1850)
        self.assertEqual(len(rows), 1)
        with self.assertRaises(TypeError):
            self.archive.query(text, y=object())
        for params, status in (
            ({"y": "yesterday"}, "GZT_DATA"),
            ({"n": 5.5}, "GZT_TYPE"),
            ({"t": "true"}, "GZT_TYPE"),
            ({"m": 1}, "GZT_NAME"),
        ):
            with self.assertRaises(gazette.Error) as caught:
                self.archive.query(text, **params)
            self.assertEqual(caught.exception.status, status, params)
            if status != "GZT_DATA":
                self.assertIn(f"'{next(iter(params))}'", str(caught.exception))

    def test_params_of_every_type(self):
        text = "param d: duration = 1 day\nparam r: real = 0\nparam i: int = 0\n"
        text += "[1] | select d: d, r: r, i: i"
        row = self.archive.query(text, d="5 years", r=3, i=None)[0]
        self.assertEqual(row, {"d": "P5Y", "r": 3.0, "i": None})
        row = self.archive.query(text, r=2.5, i=-7)[0]
        self.assertEqual(row, {"d": "P1D", "r": 2.5, "i": -7})

    def test_definitions_stay(self):
        with self.archive.session() as session:
            self.assertEqual(session.run("let old = people | where born < 1850"), [])
            self.assertEqual(session.query("old | select id").to_dicts(), [{"id": "ada"}])
            with self.assertRaises(ValueError):
                session.query("let none = people")

    def test_run(self):
        results = self.archive.session().run("count(people)\nassert true\nevents | select id")
        self.assertEqual([len(result) for result in results], [1, 2])
        with self.assertRaises(gazette.Error) as caught:
            self.archive.session().run('assert count(people) > 5, "too few"')
        self.assertEqual(caught.exception.status, "GZT_ASSERT")

    def test_errors(self):
        with self.assertRaises(gazette.Error) as caught:
            self.archive.query("people | where brn < 1880")
        error = caught.exception
        self.assertEqual((error.code, error.status), ("E0202", "GZT_NAME"))
        self.assertEqual((error.line, error.column, error.offset, error.length), (1, 16, 15, 3))
        self.assertIn("brn", error.message)
        self.assertIn("did you mean 'born'?", error.note)
        self.assertRegex(str(error), r"(?m)^error: .*\n 1 │ people .*\n +│ +\^\^\^ did you mean")

    def test_errors_while_running(self):
        result = self.archive.query("people | select year: int(id)")
        with self.assertRaises(gazette.Error) as caught:
            list(result)
        self.assertEqual(caught.exception.status, "GZT_DATA")
        self.assertIn("^", str(caught.exception))
        with self.assertRaises(ValueError):
            len(result)

    def test_errors_of_facts(self):
        with self.assertRaises(gazette.Error) as caught:
            gazette.build('person @a { nme: "A" }\nperson @b { nme: "B" }', name="mine.gzt")
        self.assertEqual((caught.exception.file, caught.exception.line), ("mine.gzt", 1))
        self.assertIn("mine.gzt:2:13", str(caught.exception))
        places = [(e["file"], e["line"], e["code"]) for e in caught.exception.all]
        self.assertEqual(places, [("mine.gzt", 1, "E0202"), ("mine.gzt", 2, "E0202")])
        with self.assertRaises(gazette.Error) as caught:
            gazette.build(FACTS).query("people | where brn < 1880 | select nme")
        self.assertEqual([error["column"] for error in caught.exception.all], [16, 36])
        with self.assertRaises(gazette.Error) as caught:
            gazette.Builder('person @a { nme: "A" }\nperson @b { nme: "B" }')
        self.assertEqual(len(caught.exception.all), 2)

    def test_limits(self):
        session = self.archive.session(rows=2)
        self.assertEqual(session.limit("rows"), 2)
        with self.assertRaises(gazette.Error) as caught:
            session.query("people").read()
        self.assertEqual(caught.exception.status, "GZT_LIMIT")
        with self.assertRaises(ValueError):
            session.limit("patience", 1)
        session = self.archive.session(steps=0, time_ms=100)
        with self.assertRaises(gazette.Error) as caught:
            session.query(LONG).read()
        self.assertIn("time", caught.exception.message)

    def test_closed(self):
        archive = gazette.build(FACTS)
        result = archive.query("people | select id")
        archive.close()
        archive.close()
        gc.collect()
        self.assertEqual(len(result), 3)  # it keeps what it needs
        with self.assertRaises(ValueError):
            archive.query("people")
        result.close()
        with self.assertRaises(ValueError):
            result.notes


class Archives(unittest.TestCase):
    def test_bundled(self):
        archive = gazette.open()
        self.assertIn("people", [kind.collection for kind in archive.kinds])
        self.assertTrue(archive.meta("title"))
        self.assertGreater(len(archive.query("people")), 50)

    def test_description(self):
        archive = gazette.build(FACTS)
        self.assertEqual(archive.meta("title"), "Test")
        self.assertIsNone(archive.meta("weight"))
        person = next(kind for kind in archive.kinds if kind.name == "person")
        self.assertEqual((person.collection, person.count), ("people", 3))
        self.assertEqual(person.fields["born"], "moment")
        self.assertEqual(person.fields["events"], "[event]")

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            facts, frozen = Path(folder, "a.gzt"), Path(folder, "a.gza")
            facts.write_text(FACTS, encoding="utf-8")
            gazette.open(facts).save(frozen)
            Path(folder, "b.gzt").write_text('person @dan { name: "Dan" }', encoding="utf-8")
            Path(folder, "c.gzt").write_text("#!a script\npeople | count\n", encoding="utf-8")
            for source, people in (
                (folder, 4),
                (str(facts), 3),
                ([facts, Path(folder, "b.gzt")], 4),
                (frozen, 3),
                (frozen.read_bytes(), 3),
            ):
                with gazette.open(source) as archive:
                    self.assertEqual(len(archive.query("people")), people, source)
            names = sorted(path.name for path in Path(folder).iterdir())
            self.assertEqual(names, ["a.gza", "a.gzt", "b.gzt", "c.gzt"])

    def test_damaged(self):
        block = gazette.build(FACTS).to_bytes()
        for bad in (b"", b"nonsense", block[:-16], block[:100]):
            with self.assertRaises(gazette.Error):
                gazette.open(bad)
        with self.assertRaises(FileNotFoundError):
            gazette.open("no/such/file.gzt")


    def test_formats(self):
        with tempfile.TemporaryDirectory() as folder:
            table, map_file = Path(folder, "ships.csv"), Path(folder, "map.gzt")
            table.write_text("name;built\nAurora;1900\nFram;soon\n", encoding="utf-8")
            map_file.write_text(
                "kind ship as ships { name: text, built: date }\n"
                'map ship from "ships.csv" { name: name, built: built }\n',
                encoding="utf-8",
            )
            builder = gazette.Builder()
            report = builder.load(table, map_file)
            self.assertEqual((report.loaded, report.left_out, report.guessed), (2, 0, ""))
            self.assertEqual([fault["line"] for fault in report.faults], [3])  # soon
            ships = builder.finish()
            self.assertEqual(ships.query("ships | select name")[0], {"name": "Aurora"})
            self.assertEqual(ships.export("csv", Path(folder, "out")), {})
            out = Path(folder, "out", "ships.csv").read_text("utf-8").splitlines()
            self.assertIn("Aurora", out[1])
            with self.assertRaises(FileExistsError):
                ships.export("csv", Path(folder, "out"))
            with self.assertRaises(ValueError):
                ships.export("parchment", Path(folder, "out2"))
            with self.assertRaises(IsADirectoryError):  # of a callback
                ships.export("gzt", folder)
            with self.assertRaises(FileNotFoundError):
                builder.load(Path(folder, "none.csv"))

    def test_one_format(self):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder, "export.dat")
            table.write_text("id\tname\nada\tAda\n", encoding="utf-8")
            builder = gazette.Builder()
            self.assertEqual(builder.load(table, format="csv").loaded, 1)
            with self.assertRaises(gazette.Error):
                gazette.Builder().load(table, format="parchment")


class Threads(unittest.TestCase):
    def test_one_archive(self):
        archive, wrong = gazette.build(FACTS), []

        def work():
            for _ in range(20):
                rows = archive.query("people | sort id | select id").to_dicts()
                if [row["id"] for row in rows] != ["ada", "ben", "cid"]:
                    wrong.append(rows)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    def test_fork(self):
        """The threads that worked for the parent are not there in a child."""
        archive = gazette.build(FACTS)
        self.assertEqual(len(archive.query("people")), 3)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forking with threads
            child = os.fork()
        if child == 0:
            try:
                os._exit(len(archive.query("people")))
            finally:
                os._exit(1)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 3)


class Examples(unittest.TestCase):
    maxDiff = None

    """What is shown is what comes out."""

    def runs(self, text, name, known):
        shown = doctest.DocTestParser().get_doctest(text, dict(known), name, name, 0)
        complaints = []
        runner = doctest.DocTestRunner(verbose=False)
        runner.run(shown, out=complaints.append)
        self.assertEqual("".join(complaints), "")
        return len(shown.examples)

    def test_readme(self):
        text = Path(__file__).resolve().parents[1].joinpath("README.md").read_text("utf-8")
        if importlib.util.find_spec("pandas") is None:
            text = re.sub(r"(?m)^>>> .*frame.*$", "", text)
        shown = re.findall(r"(?m)^```python$", text)
        self.assertEqual(len(shown), text.count("```python"))
        self.assertGreater(self.runs(re.sub(r"(?m)^```.*$", "", text), "README.md", {}), 30)

    def test_other_libraries(self):
        """Each line for which what it needs is here."""
        text = Path(__file__).resolve().parents[1].joinpath("README.md").read_text("utf-8")
        lines = re.search(r"(?ms)^```py$\n(.*?)^```$", text).group(1).splitlines()
        left_out = set()
        for line in lines:
            known = {"archive": gazette.build(FACTS)}
            needed = [n for n in ("pyarrow", "polars", "duckdb") if n in line]
            self.assertTrue(needed, line)
            try:
                known.update({name: importlib.import_module(name) for name in needed})
            except ImportError as error:
                left_out.add(error.name)
                continue
            self.assertEqual(len(eval(line.partition("#")[0].strip(), known)), 3, line)
        if left_out:
            self.skipTest(f"{' and '.join(sorted(left_out))} is not here")

    def test_docstrings(self):
        archive, shown = gazette.build(FACTS), 0
        for path in sorted(Path(gazette.__file__).parent.glob("_*.py")):
            name = "gazette" if path.stem == "__init__" else f"gazette.{path.stem}"
            if path.stem == "_frame":
                continue  # which needs pandas, and shows nothing
            for found in doctest.DocTestFinder().find(importlib.import_module(name)):
                known = {"gazette": gazette, "archive": archive, "session": archive.session()}
                shown += self.runs(found.docstring or "", found.name, known)
        self.assertGreater(shown, 10)


if __name__ == "__main__":
    unittest.main()
