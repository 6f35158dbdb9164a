import contextlib
import io
import os
import re
import shutil
import tempfile
import unittest
from pathlib import Path

from support import EXAMPLES

MANUAL = EXAMPLES.parent / "docs" / "python.md"


class Manual(unittest.TestCase):
    """The code of docs/python.md runs, one block after the other."""

    def run_blocks(self, pattern: str) -> dict:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.addCleanup(os.chdir, os.getcwd())
        shutil.copytree(EXAMPLES, Path(folder.name) / "examples")
        os.chdir(folder.name)
        blocks = re.findall(rf"(?s)```python\n({pattern}.*?)```", MANUAL.read_text(encoding="utf-8"))
        self.assertTrue(blocks)
        names: dict = {}
        self.output = io.StringIO()
        with contextlib.redirect_stdout(self.output):
            for block in blocks:
                exec(block, names)
        return names

    def test_snippets(self) -> None:
        self.run_blocks("(?:import djdag|report)")
        self.assertIn("workflow.subject.Subject manual ('subject',)\n", self.output.getvalue())
        self.assertIn("['workflow.subject.Subject', 'workflow.acquisition.Session']\n", self.output.getvalue())
        self.assertIn("stage.py 5 import-cycle imports form a cycle", self.output.getvalue())
        self.assertTrue(Path("subject.pdf").stat().st_size)

    def test_the_test(self) -> None:
        import djdag

        names = self.run_blocks("# tests/test_pipeline.py")
        os.chdir("examples/workflow")
        names["test_pipeline"]()
        os.chdir("../cycles/import")
        with self.assertRaises(djdag.CheckFailed):
            names["test_pipeline"]()


if __name__ == "__main__":
    unittest.main()
