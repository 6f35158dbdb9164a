import hashlib
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from djdag_build import archive, programs, release, targets  # noqa: E402


class Fetch(unittest.TestCase):
    """A folder stands for the releases on GitHub."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.releases = self.folder / "releases"
        (self.releases / "v1.2.0").mkdir(parents=True)
        environment = mock.patch.dict(os.environ, DJDAG_RELEASES=str(self.releases))
        environment.start()
        self.addCleanup(environment.stop)

    def publish(self, target: targets.Target) -> Path:
        path = self.releases / "v1.2.0" / target.archive("1.2.0")
        files = {f"top/{name}": (name.encode(), 0o755) for name in target.programs}
        files["top/LICENSES-LINKED.txt"] = (b"the licenses\n", 0o644)
        (archive.write_zip if path.suffix == ".zip" else archive.write_tar)(path, files)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        (self.releases / "v1.2.0" / "SHA256SUMS").write_text(f"{'0' * 64}  another.tar.gz\n{digest}  {path.name}\n")
        return path

    def test_programs(self) -> None:
        for name in ("linux_amd64", "windows_amd64"):
            target = targets.target(name)
            self.publish(target)
            self.assertEqual("the licenses\n", release.fetch(self.folder / name, target, "1.2.0"))
            for program in target.programs:
                path = self.folder / name / program
                self.assertEqual(program, path.read_text())
                self.assertTrue(os.access(path, os.X_OK))

    def test_development_version(self) -> None:
        self.assertIsNone(release.fetch(self.folder, targets.target("linux_amd64"), "1.2.0.dev0"))

    def test_failures(self) -> None:
        linux = targets.target("linux_amd64")
        base = self.releases / "v1.2.0"

        def message(version: str = "1.2.0", target: targets.Target = linux) -> str:
            with self.assertRaises(programs.BuildError) as raised:
                release.fetch(self.folder / "out", target, version)
            self.assertFalse((self.folder / "out").exists())
            return str(raised.exception)

        self.assertRegex(message(), rf"^cannot read {base}/SHA256SUMS: .*; set DJDAG_RELEASES to a mirror, or DJDAG_FROM_SOURCE=1 to build it$")
        path = self.publish(linux)
        path.write_bytes(path.read_bytes() + b"!")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.assertRegex(message(), f"^{path} has the SHA-256 {digest}, but SHA256SUMS says [0-9a-f]{{64}}$")
        self.assertEqual(f"{base}/SHA256SUMS does not list djdag_1.2.0_linux_arm64.tar.gz", message(target=targets.target("linux_arm64")))

    def test_place(self) -> None:
        with mock.patch.dict(os.environ, DJDAG_RELEASES=""):
            self.assertEqual("https://github.com/djdag/djdag/releases/download/v1.2.0", release.place("v1.2.0"))


if __name__ == "__main__":
    unittest.main()
