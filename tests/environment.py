"""Set before Django wakes up: tests have a data folder of their own."""
import os
import tempfile

os.environ.setdefault("SAAN_DATA", tempfile.mkdtemp(prefix="saan-test-"))
