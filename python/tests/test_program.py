import os
import sys
import tempfile
import unittest
import warnings
from pathlib import Path
from unittest import mock

import djdag
from djdag import _program


class Find(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.name = "djdag.exe" if os.name == "nt" else "djdag"

    def program(self, folder: str) -> Path:
        path = self.folder / folder / self.name
        path.parent.mkdir()
        path.write_bytes(b"")
        path.chmod(0o755)
        return path

    def found(self) -> Path:
        scripts = mock.patch("sysconfig.get_path", lambda name, scheme=None: str(self.folder / (scheme or name)))
        interpreter = mock.patch.object(sys, "executable", str(self.folder / "bin" / "python"))
        path = mock.patch.dict(os.environ, PATH=str(self.folder / "path"))
        with scripts, interpreter, path:
            return _program.find()

    def test_the_nearest_wins(self) -> None:
        """Beside the interpreter, then among the scripts, the user's, and on PATH."""
        for folder in ("path", f"{os.name}_user", "scripts", "bin"):
            program = self.program(folder)
            self.assertEqual(program, self.found())

    def test_nowhere(self) -> None:
        with self.assertRaises(djdag.ProgramNotFound) as raised:
            self.found()
        self.assertEqual(
            'the program djdag is neither installed with this package nor on PATH; run "pip install --force-reinstall djdag"',
            str(raised.exception),
        )


class Errors(unittest.TestCase):
    def test_version(self) -> None:
        self.assertRegex(djdag.version(), r"^djdag v\d+\.\d+\.\d+\S* (\([0-9a-f]{12}(\+dirty)? of \d{4}-\d\d-\d\d\) )?go\S+ \w+/\w+$")

    def test_no_such_directory(self) -> None:
        with self.assertRaises(djdag.DjdagError) as raised:
            djdag.check("nowhere")
        self.assertRegex(str(raised.exception), "^cannot read nowhere: ")
        self.assertEqual(3, raised.exception.code)

    def test_path_like_a_flag(self) -> None:
        with self.assertRaises(djdag.DjdagError) as raised:
            djdag.check("--strict")
        self.assertRegex(str(raised.exception), "^cannot read --strict: ")

    def test_wrong_flag(self) -> None:
        with self.assertRaises(djdag.UsageError) as raised:
            djdag.check(flags=["--strikt"])
        self.assertEqual("unknown flag --strikt; did you mean --strict?", str(raised.exception))
        self.assertEqual(2, raised.exception.code)

    def test_message_of_a_success_is_a_warning(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            code = "import datajoint as dj\nfrom element_lab import lab\n\nschema = dj.Schema('a')\n\n\n@schema\nclass S(dj.Manual):\n    definition = '-> lab.Lab'\n"
            (Path(folder) / "s.py").write_text(code)
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                djdag.Diagram(folder, flags=["--no-environment"]).svg()
        self.assertEqual([djdag.DjdagWarning], [warning.category for warning in caught])
        self.assertIn("cannot find the package element_lab", str(caught[0].message))
        self.assertEqual(__file__, caught[0].filename)


if __name__ == "__main__":
    unittest.main()
