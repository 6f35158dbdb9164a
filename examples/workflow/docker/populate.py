"""Fill all automated tables once, upstream first."""

from workflow import acquisition, analysis, processing

TABLES = (
    acquisition.Recording,
    acquisition.Behavior,
    processing.Filtering,
    processing.SpikeSorting,
    analysis.UnitQuality,
    analysis.ToneResponse,
)

if __name__ == "__main__":
    for table in TABLES:
        table.populate(reserve_jobs=True, suppress_errors=True)
