package extract_test

import (
	"fmt"
	"strings"
	"testing/fstest"
)

// generate returns a pipeline like those of real laboratories: modules that
// import earlier ones, tables with parts and foreign keys, and the functions
// that fill the tables, which make up nine tenths of the text.
func generate(modules, tables int) fstest.MapFS {
	fsys := fstest.MapFS{"lab/__init__.py": &fstest.MapFile{Data: []byte(`import datajoint as dj

db_prefix = dj.config["custom"].get("database.prefix", "lab_")


def get_schema_name(name):
	"""The name of a schema in the database."""
	return db_prefix + name
`)}}
	for m := range modules {
		fsys[fmt.Sprintf("lab/%s.py", moduleName(m))] = &fstest.MapFile{Data: []byte(generateModule(m, tables))}
	}
	return fsys
}

func moduleName(m int) string { return fmt.Sprintf("stage%03d", m) }

func generateModule(m, tables int) string {
	var b strings.Builder
	b.WriteString(`"""Stage of the pipeline."""
import logging
import pathlib
from datetime import datetime, timedelta

import datajoint as dj
import numpy as np
from scipy import ndimage, signal

from . import get_schema_name
`)
	for _, up := range []int{m - 1, m / 2} {
		if up >= 0 && up < m {
			fmt.Fprintf(&b, "from . import %s\n", moduleName(up))
		}
	}
	fmt.Fprintf(&b, `
logger = logging.getLogger(__name__)
schema = dj.schema(get_schema_name("%s"))

`, moduleName(m))
	for t := range tables {
		b.WriteString(generateTable(m, t))
	}
	return b.String()
}

func generateTable(m, t int) string {
	tier, parent := "Computed", ""
	switch {
	case t == 0 && m == 0:
		tier = "Manual"
	case t == 0:
		tier, parent = "Imported", fmt.Sprintf("-> %s.Result0\n    ", moduleName(m-1))
	default:
		parent = fmt.Sprintf("-> Result%d\n    ", t/2)
	}
	secondary := ""
	if m > 1 {
		secondary = fmt.Sprintf("\n    -> [nullable] %s.Result%d.proj(reference='stage%d_id')", moduleName(m/2), 0, 0)
	}
	own := ""
	if t == 0 && m%10 == 0 {
		own = fmt.Sprintf("stage%d_id : int  # counts from 1\n    ", m)
	}
	name := fmt.Sprintf("Result%d", t)
	return strings.NewReplacer("$NAME", name, "$TIER", tier, "$PARENT", parent, "$OWN", own, "$SECOND", secondary).Replace(tableTemplate)
}

const tableTemplate = `
@schema
class $NAME(dj.$TIER):
    definition = """
    # what $NAME holds
    $PARENT$OWN---
    quality=null : float  # between 0 and 1
    version='1.0' : varchar(16)
    computed_at=CURRENT_TIMESTAMP : timestamp$SECOND
    """

    class Trace(dj.Part):
        definition = """
        -> master
        trace : smallint
        ---
        samples : longblob  # in volts
        rate : float        # in hertz
        """

    def make(self, key):
        """Fill the table for one key.

        The recording is read in chunks, filtered, and reduced to its peaks.
        """
        files = sorted(pathlib.Path(self._root(key)).glob("*.dat"))
        if not files:
            logger.warning("no files for %s", key)
            return
        rate, window = (self & key).fetch1("rate", "window") if key else (3e4, 0.5)
        threshold = 4 * np.median(np.abs(np.random.randn(100))) / 0.6745
        rows, quality = [], 0.0
        for i, file in enumerate(files):
            try:
                data = np.memmap(file, dtype="int16", mode="r").reshape(-1, 64)
            except (OSError, ValueError) as err:
                logger.error("cannot read %s: %s", file, err)
                continue
            sos = signal.butter(3, [300, 6000], btype="bandpass", fs=rate, output="sos")
            filtered = signal.sosfiltfilt(sos, data.astype("float32"), axis=0)
            peaks, _ = signal.find_peaks(-filtered[:, i % 64], height=threshold, distance=int(window * rate))
            snippets = np.stack([filtered[p - 20 : p + 40] for p in peaks if 20 <= p < len(filtered) - 40])
            quality = max(quality, float(np.mean(snippets.std(axis=0) < threshold)))
            rows.append(dict(key, trace=i, samples=snippets.mean(axis=0), rate=rate))
            if len(rows) > 1_000 and quality > 0.95:
                break
        else:
            quality = min(quality, 1.0)
        self.insert1({**key, "quality": quality, "version": "1.0", "computed_at": datetime.now()})
        self.Trace.insert(rows, skip_duplicates=True)

    @staticmethod
    def _root(key, base="/data"):
        """The folder of a recording."""
        date = key.get("date", datetime(2020, 1, 1)) + timedelta(days=1)
        parts = [base, str(key.get("subject", "nobody")), f"{date:%Y-%m-%d}", "session_%02d" % key.get("session", 0)]
        return "/".join(p for p in parts if p)

    @classmethod
    def smooth(cls, image, sigma=(1.5, 1.5), *, mode="nearest"):
        """Smooth an image, but for what is masked."""
        weights = ndimage.gaussian_filter((~np.isnan(image)).astype(float), sigma, mode=mode)
        values = ndimage.gaussian_filter(np.nan_to_num(image), sigma, mode=mode)
        with np.errstate(divide="ignore", invalid="ignore"):
            result = values / weights
        result[weights < 1e-3] = np.nan
        return result

    def plot(self, key, axis=None, **kwargs):
        import matplotlib.pyplot as plt

        axis = axis or plt.gca()
        traces = (self.Trace & key).fetch("samples", order_by="trace")
        for i, trace in enumerate(traces):
            axis.plot(np.arange(len(trace)) / 30, trace + i * 10, lw=0.5, color="k", **kwargs)
        axis.set(xlabel="time (ms)", ylabel="trace", title=" ".join("%s=%s" % kv for kv in key.items()))
        return axis

`
