"""What a program adds to a session and asks it about: functions, tables, `use`, the authorizer,
limits, progress, completion, entities; and archives made from its own data."""

import datetime
import sqlite3
import unittest

from support import FACTS, gazette


class Failed(Exception):
    pass


class WithSession(unittest.TestCase):
    def setUp(self):
        self.session = gazette.build(FACTS).session()

    def ask(self, text, **params):
        return self.session.query(text, **params).to_dicts()

    def column(self, text, **params):
        return [next(iter(row.values())) for row in self.ask(text, **params)]

    def error(self, text, **params):
        with self.assertRaises(gazette.Error) as caught:
            self.ask(text, **params)
        return caught.exception


class Functions(WithSession):
    def test_arguments(self):
        seen = []

        @self.session.function("any, any, any, any, any, any, [any], [entity] -> truth")
        def no(*given):
            seen.append(given)

        self.session.function(
            "text, int, real, truth, date, duration, [text], person -> truth", name="note"
        )(lambda *given: bool(seen.append(given)))
        self.ask(
            'people | where id = "ada" | select n: note(name, 7, 1.5, 1 = 1, born, died - born, '
            "also, it)"
        )
        (given,) = seen
        self.assertEqual(given, ("Ada", 7, 1.5, True, "1815-12-10", "P36Y11M17D", [], "ada"))
        self.assertIs(type(given[4]), gazette.Date)
        self.assertEqual(given[4].bounds[1] - given[4].bounds[0], 86399)
        self.assertEqual(given[5].bounds[0], (12 * 36 + 11, 17 * 86400))

    def test_results(self):
        day = datetime.date(1917, 11, 7)
        for kind, values, expected in (
            ("text", ["a", None], ["a", None]),
            ("int", [5, True, None], [5, 1, None]),
            ("real", [5, 2.5, None], [5.0, 2.5, None]),
            ("truth", [True, False, None], [True, False, None]),
            ("date", ["1917-10~", day, 1917], ["1917-10~", "1917-11-07", "1917"]),
            ("date", [gazette.Date("1917"), -43, None], ["1917", "-0043", None]),
            ("duration", ["5 years", datetime.timedelta(days=1)], ["P5Y", "P1D"]),
            ("duration", [gazette.Duration("PT1H"), None], ["PT1H", None]),
            ("person", ["ada", None], ["ada", None]),
            ("[int]", [[1, 2], (), None], [[1, 2], [], []]),
            ("[text]", [["a", None]], [["a", None]]),
            ("[person]", [["ada", "ben"]], [["ada", "ben"]]),
        ):
            for batch in (False, True):
                with self.subTest(kind=kind, batch=batch):
                    session = gazette.build(FACTS).session()

                    def pick(i, values=values, batch=batch):
                        return [values[k] for k in i] if batch else values[i]

                    session.function(f"int -> {kind}", name="pick", batch=batch)(pick)
                    listed = ", ".join(map(str, range(len(values))))
                    rows = session.query(f"[{listed}] | select v: pick(it)").to_dicts()
                    self.assertEqual([row["v"] for row in rows], expected)

    def test_batch_arguments(self):
        seen = []

        @self.session.function(
            "text, int, real, truth, date, [text], person, int? -> int", batch=True
        )
        def both(*columns):
            seen.append(columns)
            return [1] * len(columns[0])

        self.ask(
            'people | where id != "cid" | sort id | select n: both(name, count(events), '
            "count(events) / 2, born < 1850, born, also, it)"
        )
        self.assertEqual(
            [tuple(row) for row in zip(*seen[0][:7])],
            [
                ("Ada", 2, 1.0, True, "1815-12-10", [], "ada"),
                ("Bén", 1, 0.5, False, "1870~", [], "ben"),
            ],
        )
        self.assertEqual(seen[0][7:], (None,))
        self.assertIsNotNone(seen[0][4][0].bounds[0])

    def test_left_out_and_missing(self):
        @self.session.function("text, int? -> int")
        def least(text, n=3):
            return n

        @self.session.function("date -> text", missing=True)
        def spelled(date):
            return "nobody knows" if date is None else str(date)

        self.assertEqual(self.ask('[1] | select a: least(""), b: least("", 5)'), [{"a": 3, "b": 5}])
        self.assertEqual(
            self.column("people | sort id | select spelled(died)"),
            ["1852-11-27", "nobody knows", "nobody knows"],
        )
        self.assertEqual(self.column("people | sort id | select least(name)"), [3, 3, None])

    def test_docstring(self):
        @self.session.function("text -> int")
        def vowels(word):
            """How many vowels a word has.

            In any case."""
            return sum(letter in "aeiou" for letter in word.lower())

        offered = {c.text: c.help for c in self.session.complete("people | select vow").candidates}
        self.assertEqual(offered["vowels"], "How many vowels a word has.")

    def test_errors(self):
        @self.session.function("entity -> int")
        def fails(person):
            raise Failed(f"not for {person}")

        error = self.error("people | sort id | select n: fails(it)")
        self.assertEqual((error.code, error.status), ("E0803", "GZT_DATA"))
        self.assertIn("not for ada", str(error))
        self.assertRegex(str(error), r"(?m)^ +│ +\^")
        self.assertIsInstance(error.__cause__, Failed)
        self.assertEqual(len(self.ask("people")), 3)

        @self.session.function("int -> int", batch=True)
        def short(column):
            return column[1:]

        error = self.error("[1, 2] | select n: short(it)")
        self.assertIn("1 results for 2 rows", str(error))
        for kind, wrong, cause in (
            ("int", "5", TypeError),
            ("int", 1 << 70, OverflowError),
            ("real", "x", ValueError),
            ("real", float("inf"), ValueError),
            ("truth", "yes", TypeError),
            ("text", 5, TypeError),
            ("date", "yesterday", ValueError),
            ("duration", 5, TypeError),
            ("person", "nobody", ValueError),
            ("[int]", 5, TypeError),
        ):
            for batch in (False, True):
                with self.subTest(kind=kind, wrong=wrong, batch=batch):
                    self.session = gazette.build(FACTS).session()
                    self.session.function(f"int -> {kind}", name="f", batch=batch)(
                        lambda _, wrong=wrong, batch=batch: [wrong] if batch else wrong
                    )
                    error = self.error("[1] | select n: f(it)")
                    self.assertIn(error.status, ("GZT_DATA", "GZT_MISUSE"))
                    self.assertTrue(batch or isinstance(error.__cause__, cause), error.__cause__)

    def test_what_is_no_error_ends_it(self):
        @self.session.function("int -> int")
        def leaves(n):
            raise SystemExit(3)

        with self.assertRaises(SystemExit):
            self.ask("[1] | select leaves(it)")
        self.assertEqual(len(self.ask("people")), 3)

    def test_names_end_at_no_nul(self):
        for work in (
            lambda: self.session.entity("ada\0x"),
            lambda: self.session.entity("ada")["name\0x"],
            lambda: self.session.function("int -> int", name="f\0x")(abs),
            lambda: self.session.table("t\0x", "n: int", []),
            lambda: self.ask("param n: int\n[n]", **{"n\0x": 1}),
            lambda: gazette.Builder().entity("person", "a\0x"),
        ):
            with self.assertRaises(ValueError):
                work()

    def test_refused(self):
        for name, signature in (
            ("count", "int -> int"),
            ("f", "int -> nonsense"),
            ("a b", "-> int"),
        ):
            with self.subTest(name), self.assertRaises(gazette.Error):
                self.session.function(signature, name=name)(lambda *_: None)

    def test_must_not_use_the_session(self):
        @self.session.function("int -> int")
        def inner(n):
            return self.session.query("count(people)")[0]["value"]

        error = self.error("[1] | select inner(it)")
        self.assertEqual(error.__cause__.status, "GZT_MISUSE")


class Tables(WithSession):
    ORDERS = [("a1", 20, 1.5, True, "1917-10", "ada"), ("a2", None, None, None, None, None)]
    COLUMNS = "id: text, total: int, weight: real, paid: truth, at: date, by: person"

    def test_rows(self):
        self.session.table("orders", self.COLUMNS, self.ORDERS)
        self.assertEqual([tuple(row.values()) for row in self.ask("orders")], self.ORDERS)
        self.assertEqual(self.column("orders | where total > 3 | select by.name"), ["Ada"])
        self.assertEqual(self.column("orders | where total > 3 | select by.name"), ["Ada"])

    def test_functions_and_dicts(self):
        walks = []

        def numbers():
            walks.append(1)
            return ({"n": i} if i % 2 else {} for i in range(5000))

        self.session.table("numbers", "n: int", numbers)
        self.assertEqual(self.column("count(numbers | where n > 0)"), [2500])
        self.assertEqual(self.column("sum(numbers.n)"), [2500 * 2500])
        self.assertEqual(len(walks), 2)

    def test_database(self):
        base = sqlite3.connect(":memory:", check_same_thread=False)
        base.execute("create table t (name text, n integer)")
        base.executemany("insert into t values (?, ?)", [("Ada", 3), ("Bén", None)])
        self.session.table("t", "name: text, n: int", lambda: base.execute("select * from t"))
        rows = self.ask("t | where n > 1 | select name")
        base.close()
        self.assertEqual(rows, [{"name": "Ada"}])

    def test_errors(self):
        def fails():
            yield (1,)
            raise Failed("the connection is gone")

        self.session.table("broken", "n: int", fails)
        error = self.error("broken")
        self.assertIn("the connection is gone", str(error))
        self.assertIsInstance(error.__cause__, Failed)
        for i, row in enumerate(((1, 2), {"m": 1}, ("x",), (None, None))):
            self.session.table(f"t{i}", "n: int", [row])
            self.assertIsNotNone(self.error(f"t{i}").__cause__)
        with self.assertRaises(TypeError):
            self.session.table("once", "n: int", iter([(1,)]))
        with self.assertRaises(gazette.Error):
            self.session.table("people", "n: int", [])


class Use(WithSession):
    def test_loader(self):
        asked = []

        def load(name, origin):
            asked.append((name, origin))
            return {
                "a.gzt": 'use "b.gzt"\nlet old = people | where born < born_by',
                "b.gzt": "let born_by = 1850",
            }[name]

        self.session.loader(load)
        self.session.run('use "a.gzt"')
        self.assertEqual(self.column("old | select id"), ["ada"])
        self.assertEqual(asked, [("a.gzt", ""), ("b.gzt", "a.gzt")])
        error = self.error('use "c.gzt"')
        self.assertIsInstance(error.__cause__, KeyError)
        self.assertRegex(str(error), r"(?m)^ +│ +\^")
        self.session.loader(None)
        self.assertIsNone(self.error('use "d.gzt"').__cause__)

    def test_not_a_text(self):
        self.session.loader(lambda name, origin: 5)
        self.assertIsInstance(self.error('use "a.gzt"').__cause__, AttributeError)


class Authorizer(WithSession):
    def test_fields(self):
        self.session.authorizer(
            lambda kind, field: {"died": "denied", "born": "hidden"}.get(field, "open")
        )
        self.assertEqual(self.error("people | select died").code, "E0804")
        self.assertEqual(self.column("people | select born"), [None] * 3)
        self.assertEqual(self.column("people | sort id | select name"), ["Ada", "Bén", None])
        with self.assertRaises(ValueError):
            self.session.authorizer(lambda kind, field: "open")

    def test_failing(self):
        def fails(kind, field):
            raise Failed

        self.session.authorizer(fails)
        with self.assertRaises((Failed, gazette.Error)) as caught:
            self.ask("people | select name")
        error = caught.exception
        self.assertTrue(isinstance(error, Failed) or isinstance(error.__cause__, Failed))


class Limits(WithSession):
    def test_profiles(self):
        session = gazette.build(FACTS).session(profile="safe", rows=5)
        self.assertEqual((session.limit("rows"), session.limit("depth")), (5, 50))
        session.lock_limits()
        session.limit("rows", 2)
        with self.assertRaises(ValueError):
            session.limit("rows", 3)
        with self.assertRaises(ValueError):
            session.profile("trusted")
        for wrong in (lambda: session.profile("royal"), lambda: session.limit("rows", -1)):
            with self.assertRaises(ValueError):
                wrong()
        with self.assertRaises(gazette.Error) as caught:
            session.query("people").read()
        self.assertEqual(caught.exception.status, "GZT_LIMIT")

    def test_progress(self):
        reports = []
        self.session.table("many", "n: int", lambda: ((i,) for i in range(5000)))
        self.session.progress(lambda *report: reports.append(report), every=1000)
        self.ask("many | where n > 5")
        steps = [report[0] for report in reports]
        self.assertEqual(steps, sorted(steps))
        self.assertGreater(len(steps), 1)

        def stops(*_):
            raise Failed

        self.session.progress(stops, every=100)
        with self.assertRaises(Failed):
            self.ask("many | where n > 5")
        self.session.progress(None)
        self.assertEqual(len(self.ask("people")), 3)


class Writing(WithSession):
    def test_awaited(self):
        self.assertIsNone(self.session.awaited("people"))
        self.assertTrue(self.session.awaited("people | where (born < 1850"))
        with self.assertRaises(gazette.Error):
            self.session.awaited("people | | where")

    def test_complete(self):
        text = 'people | where name = "é" and bo'
        found = self.session.complete(text)
        self.assertEqual(found.start, len(text) - 2)
        born = next(c for c in found.candidates if c.text == "born")
        self.assertEqual((born.what, born.type), ("field", "moment"))
        start, candidates = self.session.complete("people | sel name", 12)
        self.assertEqual((start, candidates[0].text), (9, "select"))

    def test_highlight(self):
        text = 'people | where name = "é" and brn < 1850 # note'
        spans = [(text[s.start : s.end], s.what) for s in self.session.highlight(text)]
        for span in (("people", "name"), ("where", "keyword"), ('"é"', "text"), ("brn", "unknown")):
            self.assertIn(span, spans)
        self.assertEqual(spans[-1], ("# note", "comment"))

    def test_dump(self):
        self.assertIn("people", self.session.dump("people | where born < 1850"))
        self.assertIn("born", self.session.dump("people | where born < 1850", "tokens"))
        with self.assertRaises(ValueError):
            self.session.dump("people", "future")

    def test_explain(self):
        result = self.session.query("people | where born < 1850")
        result.read()
        self.assertIn("people", result.explain())
        self.assertIn("E0202", [error.code for error in [self.error("people | where brn < 1")]])
        self.assertTrue(gazette.explain("E0202"))
        self.assertIsNone(gazette.explain("E9999"))
        self.assertIn("count", [function.name for function in gazette.functions()])
        self.session.function("int -> int", name="twice")(lambda n: 2 * n)
        self.assertIn("twice", [function.name for function in self.session.functions])

    def test_formats(self):
        text = "people | sort id | take 1 | select id, name"
        self.assertEqual(self.session.query(text).write("csv"), "id,name\r\nada,Ada\r\n")
        self.assertIn("| Ada |", self.session.query(text).write("markdown"))
        self.assertIn("Ada", self.session.query(text).write())
        self.assertEqual(self.session.json(f"{text}\n{text}"), '[{"id":"ada","name":"Ada"}]\n' * 2)
        result = self.session.query(text)
        with self.assertRaises(gazette.Error):
            result.write("papyrus")
        result = self.session.query(text)
        result.write("csv")
        self.assertEqual(result.notes, [])
        with self.assertRaises(ValueError):
            result.read()
        result = self.session.query(text)
        result.read()
        with self.assertRaises(ValueError):
            result.write("csv")


class Scripts(WithSession):
    def test_again(self):
        script = self.session.prepare("param y: date = 1900\npeople | where born < y | select id")
        self.assertIn("y", script.params)
        self.assertEqual(len(script.query()), 2)
        self.assertEqual(len(script.query(y=1850)), 1)
        self.assertEqual(len(script.query()), 1)  # it keeps the value
        self.assertEqual([len(result) for result in script.run(y=1900)], [2])
        with self.assertRaises(gazette.Error):
            script.query(z=1)

    def test_durations(self):
        text = "param d: duration\n[1] | select d: d"
        for given in (
            datetime.timedelta(days=1, seconds=5),
            gazette.Duration("P1DT5S"),
            "86405 seconds",
        ):
            self.assertEqual(self.column(text, d=given)[0].timedelta.total_seconds(), 86405)
        with self.assertRaises(ValueError):
            self.ask(text, d=datetime.timedelta(microseconds=1))
        self.assertEqual(gazette.Duration("P53Y/P54Y").bounds, ((636, 0), (648, 0)))
        self.assertEqual(gazette.Duration("-PT1H30M").bounds[0], (0, -5400))
        self.assertEqual(gazette.Duration("P1Y-2DT-3H").bounds[1], (12, -183600))
        self.assertIsNone(gazette.Duration("P1M").timedelta)
        self.assertEqual(repr(gazette.Duration("P1M")), "Duration('P1M')")
        with self.assertRaises(ValueError):
            gazette.Duration("soon").bounds


class Entities(WithSession):
    def test_fields(self):
        ada = self.session.entity("ada")
        self.assertEqual((ada.id, ada.kind, ada.label, str(ada)), ("ada", "person", "Ada", "Ada"))
        self.assertEqual(ada["born"], "1815-12-10")
        self.assertIsNotNone(ada["born"].bounds[0])
        self.assertEqual([event["title"] for event in ada["events"]], ["Talk", "Walk"])
        self.assertEqual(ada["events"][0]["people"][0], ada)
        self.assertEqual(len({ada, self.session.entity("ada", "person")}), 1)
        self.assertEqual(self.session.entity("cid")["also"], ["Sid", "El Cid"])
        self.assertIsNone(self.session.entity("cid")["born"])
        self.assertIn("@ada", repr(ada))

    def test_errors(self):
        for work in (
            lambda: self.session.entity("nobody"),
            lambda: self.session.entity("ada", "event"),
            lambda: self.session.entity("ada")["brn"],
        ):
            with self.assertRaises(gazette.Error):
                work()


class Builders(unittest.TestCase):
    def test_everything(self):
        builder = gazette.Builder(
            "kind ship as ships { name: text, tons: int, length: real, afloat: truth,\n"
            "  built: date, age: duration, captain: person inverse commands, log: [int],\n"
            "  crew: [person] }"
        )
        builder.meta("title", "Ships")
        ada = builder.entity("person", "ada", name="Ada", born=datetime.date(1815, 12, 10))
        ben = builder.entity("person", name="Ben", born="1870~", died=None)
        builder.entity(
            "ship", "a-1", name="Aurora", tons=6731, length=127, afloat=True, built=1900,
            age=datetime.timedelta(days=2), captain=ada, log=[1, 2], crew=(ada, ben),
        )  # fmt: skip
        self.assertEqual(builder.find("ada"), ada)
        builder.add(ada, "died", "1852-11-27", certainty="likely", note="by letter")
        builder.facts('event @e { title: "Launch", people: [@ada] }')
        with builder.finish() as archive:
            self.assertEqual(archive.meta("title"), "Ships")
            row = archive.query(
                "ships | select id, name, tons, length, afloat, built, age, captain, log, crew"
            )[0]
            self.assertEqual(
                row,
                {
                    **{"id": "a-1", "name": "Aurora", "tons": 6731, "length": 127.0},
                    **{"afloat": True, "built": "1900", "age": "P2D", "captain": "ada"},
                    **{"log": [1, 2], "crew": ["ada", "person-2"]},
                },
            )
            self.assertEqual(archive.query("@ada.died")[0]["value"], "1852-11-27")
            self.assertEqual(archive.query("@ada.events | select title")[0]["title"], "Launch")

    def test_errors(self):
        builder = gazette.Builder()
        ada = builder.entity("person", "ada")
        for work, code in (
            (lambda: builder.entity("persn"), "E0209"),
            (lambda: builder.entity("person", "ada"), ""),
            (lambda: builder.add(ada, "nme", "x"), ""),
            (lambda: builder.add(ada, "born", "yesterday"), ""),
            (lambda: builder.find("nobody"), ""),
        ):
            with self.assertRaises(gazette.Error) as caught:
                work()
            self.assertTrue(caught.exception.message)
            self.assertIn(code, caught.exception.code)
        builder.add(ada, "name", "Ada")  # nothing was changed: it goes on
        for field, wrong in (("name", object()), ("name", 5), ("born", 1.5), ("born", ada)):
            with self.assertRaises(TypeError):
                builder.add(ada, field, wrong)
        self.assertEqual(builder.finish().query("people | select name")[0]["name"], "Ada")
        with self.assertRaises(gazette.Error):
            builder.entity("person")


if __name__ == "__main__":
    unittest.main()
