import json
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import djdag
from support import WORKFLOW, needs


@needs("IPython")
class Magic(unittest.TestCase):
    def test_in_ipython(self) -> None:
        from IPython.core.interactiveshell import InteractiveShell

        shell = InteractiveShell()
        shell.run_line_magic("load_ext", "djdag")
        shown = shell.run_line_magic("djdag", f"'{WORKFLOW}' --focus subject --title 'One schema'")
        bundle = shown._repr_mimebundle_()
        self.assertIn("One schema", bundle["image/svg+xml"])
        self.assertEqual(f"<djdag '{WORKFLOW}' --focus subject --title 'One schema'>", bundle["text/plain"])
        for line, message in (
            ("--focus nowhere", "nowhere"),
            ("--all -o figures", "^--all does not go with a figure on a page$"),
            ("-ofigure.svg", "^-ofigure.svg does not go with a figure on a page$"),
            ("--title 'open", "No closing quotation"),
        ):
            with self.assertRaisesRegex(djdag.UsageError, message):
                shell.run_line_magic("djdag", f"{WORKFLOW} {line}")


@needs("nbclient", "nbformat", "ipykernel")
class Notebook(unittest.TestCase):
    def test_headless(self) -> None:
        import nbformat
        from nbclient import NotebookClient

        cells = [
            f"import djdag\ndiagram = djdag.Diagram({str(WORKFLOW)!r}, select='Subject')",
            "diagram + 1",
            "%load_ext djdag\n%djdag " + str(WORKFLOW) + " --collapse all",
            "diagram.order()",
        ]
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        # The kernel is this interpreter, as in an environment where both are installed.
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, JUPYTER_PATH=folder):
            kernel = Path(folder) / "kernels" / "this" / "kernel.json"
            kernel.parent.mkdir(parents=True)
            kernel.write_text(json.dumps({"argv": argv, "display_name": "this", "language": "python"}))
            NotebookClient(notebook, timeout=120, kernel_name="this").execute()
        outputs = [output.data for cell in notebook.cells for output in cell.outputs]
        self.assertIn("Session", outputs[0]["image/svg+xml"])
        self.assertIn("workflow_subject", outputs[0]["text/plain"])
        self.assertIn('class="node collapsed"', outputs[1]["image/svg+xml"])
        self.assertEqual("['workflow.subject.Subject']", outputs[2]["text/plain"])


if __name__ == "__main__":
    unittest.main()
