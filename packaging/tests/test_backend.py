import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import djdag_build  # noqa: E402
from djdag_build import project, targets, wheel  # noqa: E402


class Backend(unittest.TestCase):
    def test_prepared_metadata_is_that_of_the_wheel(self) -> None:
        linux = targets.target("linux_amd64")
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            info = djdag_build.prepare_metadata_for_build_wheel(name)
            self.assertEqual(f"djdag-{project.version()}.dist-info", info)
            with zipfile.ZipFile(wheel.write(folder, [], linux.tags, "")) as archive:
                for path in (folder / info).iterdir():
                    self.assertEqual(archive.read(f"{info}/{path.name}"), path.read_bytes())


if __name__ == "__main__":
    unittest.main()
