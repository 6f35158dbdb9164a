"""The readers, on files that the tests write."""

import numpy as np
import pytest

from imaging_pipeline import readers


def test_planes_are_in_numerical_order(tmp_path):
    for number in (10, 2, 0):
        (tmp_path / "suite2p" / f"plane{number}").mkdir(parents=True)
    names = [plane.folder.name for plane in readers.planes(tmp_path)]
    assert names == ["plane0", "plane2", "plane10"]


def test_no_output_means_no_planes(tmp_path):
    assert readers.planes(tmp_path) == []


def test_a_scan_without_files_is_an_error():
    with pytest.raises(FileNotFoundError):
        readers.tiff_header([])


def test_traces(tmp_path):
    np.save(tmp_path / "F.npy", np.ones((2, 5)))
    np.save(tmp_path / "Fneu.npy", np.zeros((2, 5)))
    fluorescence, surround = readers.Plane(tmp_path).traces
    assert fluorescence.sum() == 10
    assert surround.sum() == 0
