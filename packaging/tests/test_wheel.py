import base64
import csv
import hashlib
import io
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from djdag_build import project, targets, wheel  # noqa: E402

LINUX = targets.target("linux_amd64")


class Wheel(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def write(self, folder: str = "one", target: targets.Target = LINUX) -> Path:
        programs = self.folder / folder / "programs"
        programs.mkdir(parents=True)
        for name in target.programs:
            (programs / name).write_bytes(b"\x7fELF of " + name.encode())
        return wheel.write(self.folder / folder, [programs / name for name in target.programs], target.tags, "the licenses\n")

    def test_name(self) -> None:
        version = project.version()
        self.assertEqual(f"djdag-{version}-py3-none-manylinux2014_x86_64.manylinux_2_17_x86_64.musllinux_1_1_x86_64.whl", self.write().name)
        self.assertEqual(f"djdag-{version}-py3-none-win_amd64.whl", self.write("windows", targets.target("windows_amd64")).name)

    def test_record(self) -> None:
        """RECORD lists every file but itself with its hash and size."""
        with zipfile.ZipFile(self.write()) as archive:
            self.assertIsNone(archive.testzip())
            record = f"djdag-{project.version()}.dist-info/RECORD"
            rows = list(csv.reader(io.StringIO(archive.read(record).decode())))
            self.assertEqual(sorted(archive.namelist()), sorted(row[0] for row in rows))
            self.assertEqual([record, "", ""], rows[-1])
            for name, digest, size in rows[:-1]:
                content = archive.read(name)
                hash = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
                self.assertEqual((f"sha256={hash}", str(len(content))), (digest, size))

    def test_programs_are_executable(self) -> None:
        with zipfile.ZipFile(self.write()) as archive:
            modes = {entry.filename.rpartition("/")[2]: entry.external_attr >> 16 for entry in archive.infolist() if "/scripts/" in entry.filename}
        self.assertEqual({"djdag": 0o100755, "djdag-graphviz": 0o100755}, modes)

    def test_same_bytes(self) -> None:
        self.assertEqual(self.write("one").read_bytes(), self.write("other").read_bytes())

    def test_metadata(self) -> None:
        with zipfile.ZipFile(self.write()) as archive:
            info = f"djdag-{project.version()}.dist-info"
            metadata = archive.read(f"{info}/METADATA").decode()
            self.assertIn(f"\nVersion: {project.version()}\n", metadata)
            self.assertIn("\nRequires-Python: >=3.8\n", metadata)
            self.assertNotIn("Requires-Dist", metadata)
            self.assertEqual(
                "Wheel-Version: 1.0\nGenerator: djdag_build\nRoot-Is-Purelib: false\n"
                "Tag: py3-none-manylinux2014_x86_64\nTag: py3-none-manylinux_2_17_x86_64\nTag: py3-none-musllinux_1_1_x86_64\n",
                archive.read(f"{info}/WHEEL").decode(),
            )
            self.assertIn("[mkdocs.plugins]\ndjdag = djdag.mkdocs:DjdagPlugin\n", archive.read(f"{info}/entry_points.txt").decode())
            self.assertEqual("the licenses\n", archive.read(f"{info}/licenses/LICENSES-LINKED.txt").decode())
            self.assertIn("djdag/py.typed", archive.namelist())


class Readme(unittest.TestCase):
    def test_links(self) -> None:
        """Links work outside the repository; images are raw files; those to other sites stay."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "README.md").write_text(
                '[a](docs/a.md) [b](https://b) [c](#c) ![d](d.svg)\n<img src="e.svg"> <a href="f.md"> <a href="https://g">\n[![h](h.svg)](h.md)\n'
            )
            text = wheel.readme(Path(folder), "1.2.0")
        pages, images = "https://github.com/djdag/djdag/blob/v1.2.0/", "https://github.com/djdag/djdag/raw/v1.2.0/"
        self.assertEqual(
            f'[a]({pages}docs/a.md) [b](https://b) [c](#c) ![d]({images}d.svg)\n<img src="{images}e.svg"> <a href="{pages}f.md"> <a href="https://g">\n'
            f"[![h]({images}h.svg)]({pages}h.md)\n",
            text,
        )


if __name__ == "__main__":
    unittest.main()
