"""Ctrl-C and cancelling, at work of every kind: heard at once, nothing leaked, all still usable.

A real SIGINT is sent when the work is known to have begun; nothing depends on time.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from support import FACTS, LONG, gazette, hearing, interrupted, nothing_leaked

INTERRUPTED = -6


class Interrupt(unittest.TestCase):
    def stops(self, name, work, status=INTERRUPTED, times=1):
        with interrupted(name, times) as returned:
            with self.assertRaises(KeyboardInterrupt):
                work()
        self.assertEqual(returned, [status] if status is not None else returned)
        self.assertEqual(len(returned), 1)

    def test_archives(self):
        with tempfile.TemporaryDirectory() as folder:
            facts, frozen = Path(folder, "a.gzt"), Path(folder, "a.gza")
            facts.write_text(FACTS, encoding="utf-8")
            gazette.open(facts).save(frozen)
            block = frozen.read_bytes()
            for name, status, work in (
                ("archive_build", INTERRUPTED, lambda: gazette.build(FACTS)),
                ("archive_build", INTERRUPTED, lambda: gazette.open(facts)),
                ("archive_build", INTERRUPTED, lambda: gazette.open(folder)),
                ("archive_open", None, lambda: gazette.open(frozen)),
                ("archive_open", None, lambda: gazette.open(block)),
            ):
                with self.subTest(name), nothing_leaked(self):
                    self.stops(name, work, status)
                    self.assertEqual(len(gazette.build(FACTS).query("people")), 3)

    def test_writing_an_archive(self):
        with nothing_leaked(self), tempfile.TemporaryDirectory() as folder:
            archive = gazette.build(FACTS)
            self.stops("archive_write", archive.to_bytes, -8)
            self.stops("archive_write", lambda: archive.save(Path(folder, "a.gza")), -8)
            self.assertEqual(list(Path(folder).iterdir()), [])
            self.assertEqual(len(gazette.open(archive.to_bytes()).query("people")), 3)
            del archive

    def test_builder(self):
        with nothing_leaked(self):
            builder = gazette.Builder(FACTS)
            self.stops("builder_finish", builder.finish)
            with self.assertRaises(gazette.Error):
                builder.finish()  # it has ended
            many = "\n".join(f"person @p{i} {{}}" for i in range(1000))
            self.stops("builder_facts", lambda: gazette.Builder(many))
            del builder

    def test_queries(self):
        text = "people | select id"
        for name, status, work in (
            ("prepare", None, lambda s: s.query(text)),
            ("script_next", None, lambda s: s.query(text)),
            ("result_fetch", INTERRUPTED, lambda s: s.query(text).read()),
            ("result_fetch", INTERRUPTED, lambda s: list(s.query(text))),
            ("result_fetch", INTERRUPTED, lambda s: s.run(text)),
            ("result_fetch", INTERRUPTED, lambda s: s.query(text).notes),
            ("result_fetch", INTERRUPTED, lambda s: s.query(text).__arrow_c_stream__()),
            ("batches_arrow", 0, lambda s: s.query(text).__arrow_c_stream__()),
            ("result_write", INTERRUPTED, lambda s: s.query(text).write("csv")),
            ("query_json", INTERRUPTED, lambda s: s.json(text)),
            ("entity", None, lambda s: s.entity("ada")),
        ):
            with self.subTest(name), nothing_leaked(self):
                session = gazette.build(FACTS).session()
                self.stops(name, lambda: work(session), status)
                self.assertEqual(len(session.query("people")), 3)
                del session

    def test_pandas(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            self.skipTest("pandas is not here")
        session = gazette.build(FACTS).session()
        self.stops("result_fetch", session.query("people | select id").to_pandas)
        self.assertEqual(len(session.query("people").to_pandas()), 3)

    def test_twice(self):
        session = gazette.build(FACTS).session()
        self.stops("result_fetch", session.query("people | select id").read, times=2)
        self.assertEqual(len(session.query("people")), 3)

    def test_an_interrupted_result(self):
        """It does not seem to have ended."""
        result = gazette.build(FACTS).query("people | select id")
        self.stops("result_fetch", result.read)
        for work in (result.read, lambda: list(result), lambda: len(result), lambda: result.notes):
            with self.assertRaises(ValueError):
                work()

    def test_in_the_middle(self):
        """While steps are done: a report on progress says so."""
        with nothing_leaked(self):
            session = gazette.build(FACTS).session(steps=0, time_ms=0)
            session.progress(lambda *_: os.kill(os.getpid(), signal.SIGINT), every=1000)
            with self.assertRaises(KeyboardInterrupt):
                session.query(LONG).read()
            session.progress(None)
            self.assertEqual(len(session.query("people")), 3)
            del session

    def test_a_function_that_does_not_end(self):
        """The third Ctrl-C leaves it alone; the session goes on when it has ended all the same."""
        session, heard, go_on = gazette.build(FACTS).session(), threading.Event(), threading.Event()

        @session.function("entity -> int")
        def stuck(person):
            for _ in range(3):
                heard.clear()
                os.kill(os.getpid(), signal.SIGINT)
                heard.wait()
            go_on.wait()

        with hearing(heard), self.assertRaises(KeyboardInterrupt):
            session.query("people | select stuck(it)").read()
        self.assertFalse(go_on.is_set())
        go_on.set()
        self.assertEqual(len(session.query("people")), 3)

    def test_leaving_with_it(self):
        """A program may end while such a function goes on."""
        program = """if True:
            import os, signal, threading
            from support import FACTS, gazette, hearing

            session, heard = gazette.build(FACTS).session(), threading.Event()

            @session.function("entity -> int")
            def stuck(person):
                for _ in range(3):
                    heard.clear()
                    os.kill(os.getpid(), signal.SIGINT)
                    heard.wait()
                threading.Event().wait()

            try:
                with hearing(heard):
                    session.query("people | select stuck(it)").read()
            except KeyboardInterrupt:
                print("left")
        """
        ended = subprocess.run(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
        )
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, "left\n", ""))

    def test_other_handlers(self):
        """What a handler raises comes out, whatever it is; raising nothing, it stops nothing."""

        class Stop(BaseException):
            pass

        def handler(number, frame):
            raise Stop

        session = gazette.build(FACTS).session()
        old = signal.signal(signal.SIGINT, handler)
        try:
            with interrupted("result_fetch"), self.assertRaises(Stop):
                session.query("people | select id").read()
            seen, other = threading.Event(), gazette.build(FACTS)

            def asks(number, frame):  # while its own thread waits for another answer
                if len(other.query("people")) == 3:
                    seen.set()

            signal.signal(signal.SIGINT, asks)

            @session.function("entity -> int")
            def signalled(person):
                os.kill(os.getpid(), signal.SIGINT)
                seen.wait()
                return 1

            rows = session.query("people | select n: signalled(it)").to_dicts()
            self.assertEqual(rows, [{"n": 1}] * 3)
        finally:
            signal.signal(signal.SIGINT, old)


class Cancel(unittest.TestCase):
    def test_from_another_thread(self):
        session = gazette.build(FACTS).session(steps=0, time_ms=0)
        begun = threading.Event()
        session.progress(lambda *_: begun.set(), every=1000)

        def cancel():
            begun.wait()
            session.cancel()

        thread = threading.Thread(target=cancel)
        thread.start()
        with self.assertRaises(gazette.Error) as caught:
            session.query(LONG).read()
        thread.join()
        self.assertEqual(caught.exception.status, "GZT_INTERRUPTED")
        session.progress(None)
        self.assertEqual(len(session.query("people")), 3)

    def test_in_another_thread(self):
        """Where no signal is heard, the work is done in the thread itself."""
        session, seen = gazette.build(FACTS).session(), []

        @session.function("entity -> int")
        def noted(person):
            seen.append(threading.current_thread())
            return 1

        thread = threading.Thread(target=lambda: session.query("people | select noted(it)").read())
        thread.start()
        thread.join()
        self.assertEqual(set(seen), {thread})


if __name__ == "__main__":
    unittest.main()
