"""Fill all automated tables once, upstream first."""

from imaging_pipeline import imaging, imaging_report, scan

TABLES = (
    scan.ScanInfo,
    imaging.Processing,
    imaging.MotionCorrection,
    imaging.Segmentation,
    imaging.MaskClassification,
    imaging.Fluorescence,
    imaging.Activity,
    imaging_report.ScanReport,
    imaging_report.TraceReport,
)

if __name__ == "__main__":
    for table in TABLES:
        table.populate(reserve_jobs=True, suppress_errors=True)
