"""The formula for Homebrew, which installs the archives."""

from __future__ import annotations

from pathlib import Path
from typing import Dict

from . import project
from .targets import TARGETS

_SYSTEMS = {"darwin": "macos", "linux": "linux"}
_MACHINES = {"amd64": "intel", "arm64": "arm"}


def write(folder: Path, checksums: Dict[str, str], root: Path = project.ROOT) -> Path:
    """Write djdag.rb into a folder, for the archives that checksums lists, and return its path."""
    about = project.metadata(root)
    version = project.package_version(about["version"])
    tag = project.tag(about["version"]) or f"v{version}"
    systems = []
    for system, on_system in _SYSTEMS.items():
        machines = []
        for target in TARGETS:
            archive = target.archive(version)
            if target.system == system and archive in checksums:
                url = f"{project.REPOSITORY}/releases/download/{tag}/{archive}"
                machines.append(f'    on_{_MACHINES[target.machine]} do\n      url "{url}"\n      sha256 "{checksums[archive]}"\n    end\n')
        if machines:
            systems.append(f"  on_{on_system} do\n{''.join(machines)}  end\n")
    path = folder / "djdag.rb"
    path.write_text(
        f"""class Djdag < Formula
  desc "{about['description']}"
  homepage "{about['urls']['Source']}"
  version "{version}"
  license "{about['license']}"

{chr(10).join(systems)}
  def install
    bin.install "djdag", "djdag-graphviz"
    man1.install Dir["man/*.1"]
    bash_completion.install "completions/djdag.bash" => "djdag"
    fish_completion.install "completions/djdag.fish"
    zsh_completion.install "completions/_djdag"
  end

  test do
    (testpath/"lab.py").write <<~PYTHON
      import datajoint as dj

      schema = dj.Schema("lab")


      @schema
      class Subject(dj.Manual):
          definition = "subject : int"
    PYTHON
    assert_equal "lab.Subject", shell_output("#{{bin}}/djdag order --level table lab.py").strip
    system bin/"djdag", "render", "lab.py", "-o", "lab.png"
  end
end
"""
    )
    return path
