"""The platforms that djdag is packaged for."""

from __future__ import annotations

import platform
import shutil
import sysconfig
from dataclasses import dataclass
from typing import Optional, Tuple

MACOS = "12.0"  # the oldest that Go supports


@dataclass(frozen=True)
class Target:
    """A platform, by its names in Go, in Python and in the package formats."""

    system: str  # as in GOOS
    machine: str  # as in GOARCH
    tags: Tuple[str, ...]  # the platforms of its wheel, sorted
    compilers: Tuple[str, ...]  # C compilers, the first that is there is used
    link: str  # flags for the linker of C

    @property
    def name(self) -> str:
        """The name in file names: linux_amd64."""
        return f"{self.system}_{self.machine}"

    @property
    def suffix(self) -> str:
        """The suffix of programs: ".exe" or nothing."""
        return ".exe" if self.system == "windows" else ""

    @property
    def programs(self) -> Tuple[str, ...]:
        """The file names of the programs."""
        return tuple(name + self.suffix for name in ("djdag", "djdag-graphviz"))

    def archive(self, version: str) -> str:
        """Return the file name of the archive, with the version of packages."""
        return f"djdag_{version}_{self.name}" + (".zip" if self.system == "windows" else ".tar.gz")

    def compiler(self) -> Optional[str]:
        """Return the C compiler for this target on this machine, or None."""
        for name in self.compilers:
            if shutil.which(name):
                return name
        return None


def _linux(machine: str, arch: str) -> Target:
    # A program without shared libraries runs with every C library. The tags are
    # those of the oldest ones that pip knows and that Go's kernels, 3.2 and
    # later, can have. Threads get the stack of glibc: that of musl, 128 KiB, is
    # a sixty-fourth of it.
    local = ("musl-gcc",) if platform.system() == "Linux" and platform.machine() == arch else ()
    return Target(
        "linux",
        machine,
        (f"manylinux2014_{arch}", f"manylinux_2_17_{arch}", f"musllinux_1_1_{arch}"),
        (f"{arch}-linux-musl-gcc",) + local,
        "-static -Wl,-z,stack-size=8388608",
    )


def _macos(machine: str, arch: str) -> Target:
    # Only Apple's compiler links for macOS.
    local = ("clang",) if platform.system() == "Darwin" else ()
    return Target("darwin", machine, (f"macosx_{MACOS.replace('.', '_')}_{arch}",), local, "")


TARGETS: Tuple[Target, ...] = (
    _linux("amd64", "x86_64"),
    _linux("arm64", "aarch64"),
    _macos("amd64", "x86_64"),
    _macos("arm64", "arm64"),
    # The linker of mingw-w64 writes the time into programs otherwise.
    Target("windows", "amd64", ("win_amd64",), ("x86_64-w64-mingw32-gcc",), "-static -Wl,--no-insert-timestamp"),
)


def target(name: str) -> Target:
    """Return the target called name, or raise a ValueError."""
    for candidate in TARGETS:
        if candidate.name == name:
            return candidate
    raise ValueError(f"unknown target {name}; the targets are " + ", ".join(t.name for t in TARGETS))


def host() -> Optional[Target]:
    """Return the target whose programs this Python can install and run, or None."""
    # "linux-x86_64", "macosx-12.0-universal2" or "win-amd64". On Windows and Linux
    # a 32-bit Python on a 64-bit system is no target.
    system, _, machine = sysconfig.get_platform().replace("win-", "windows-").partition("-")
    if system == "macosx":
        system, machine = "darwin", platform.machine()
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(machine, machine)
    for candidate in TARGETS:
        if (candidate.system, candidate.machine) == (system, machine):
            return candidate
    return None


def own_platform() -> str:
    """Return the platform tag of a program that needs the C library of this machine."""
    own = host()
    if own and own.system != "linux":
        return own.tags[0]
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
