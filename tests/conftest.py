"""No test sees the settings of whoever runs it, or touches their data and keys.

Property tests try the same cases each time, so that a red run is red again: TESTING.md says
how to look for new ones.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

from backcheck.web.configuration.configuration import HOME, Configuration
from backcheck.web.configuration.reading import FILE
from backcheck.web.configuration.setting import settings_of, variable

for name in (FILE, *map(variable, settings_of(Configuration))):
    os.environ.pop(name, None)
os.environ[HOME] = tempfile.mkdtemp(prefix="backcheck-tests-")
atexit.register(shutil.rmtree, os.environ[HOME], ignore_errors=True)
# How long a case takes depends on what else the machine does.
settings.register_profile("the_same_cases", derandomize=True, database=None, deadline=None)
settings.load_profile("the_same_cases")
