"""The form of the file: its names and its limits. docs/clinic-export.md tells other programs."""

from __future__ import annotations

import re

FORMAT, VERSION = "backcheck clinic", 2
TABLES = "tables"
README, SCHEMA, MANIFEST = "README.txt", "SCHEMA.md", "manifest.json"
TRAIL, TRAIL_CSV, EARLIER = "trail.jsonl", "trail.csv", "earlier-trail.jsonl"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)

LINE_BYTES = 16 * 2**20  # of a row, its end included
MANIFEST_BYTES = 2**20
DIRECTORY_BYTES = 2**18  # of the list at the end of the ZIP
FILES = 300
FAULTS_TOLD = 100
# A row begins with keys that don't compress: a file that grows more than this is no clinic.
GROWTH = 200
SMALL_BYTES = 64 * 2**20  # and no harm, however much it grows


def file_of(table: str) -> str:
    """Where the rows of a table stand."""
    return f"{TABLES}/{table}.jsonl"
