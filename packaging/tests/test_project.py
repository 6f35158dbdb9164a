import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from djdag_build import project  # noqa: E402


class Versions(unittest.TestCase):
    def test_names_of_a_version(self) -> None:
        for version, tag, program, package in (
            ("1.2.0", "v1.2.0", "v1.2.0", "1.2.0"),
            ("1.2.0rc1", "v1.2.0-rc.1", "v1.2.0-rc.1", "1.2.0-rc.1"),
            ("1.2.0.dev0", None, "v1.2.0-dev", "1.2.0-dev"),
        ):
            with self.subTest(version):
                self.assertEqual((tag, program, package), (project.tag(version), project.program_version(version), project.package_version(version)))


class Commits(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "packaging").mkdir()
        self.file = self.root / "packaging" / "commit.txt"
        self.file.write_text("$Format:%H %ct$\n")
        (self.root / ".gitattributes").write_text("/packaging/commit.txt export-subst\n")

    def git(self, *args: str) -> str:
        command = ["git", "-C", str(self.root), "-c", "user.name=a", "-c", "user.email=a@b", *args]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.decode().strip()

    def test_of_a_clone_and_of_an_archive(self) -> None:
        self.assertIsNone(project.commit(self.root))
        self.git("init", "--quiet")
        self.git("add", ".")
        self.git("commit", "--quiet", "--message=first", "--date=2026-11-30T23:30:00-0500")
        clone = project.commit(self.root)
        assert clone
        self.assertEqual(self.git("rev-parse", "HEAD")[:12], clone.name)
        self.assertEqual(int(self.git("log", "-1", "--format=%ct")), clone.seconds)
        with tempfile.TemporaryDirectory() as folder:
            archive = Path(folder) / "source.tar"
            self.git("archive", f"--output={archive}", "HEAD")
            subprocess.run(["tar", "-xf", archive, "-C", folder], check=True)
            self.assertEqual(clone, project.commit(Path(folder)))
        self.file.write_text("changed\n")
        changed = project.commit(self.root)
        assert changed
        self.assertEqual(clone.name + "+dirty", changed.name)

    def test_day_is_in_utc(self) -> None:
        self.assertEqual("2026-12-01", project.Commit("4673a6d0c1f2", 1796099400).day)


if __name__ == "__main__":
    unittest.main()
