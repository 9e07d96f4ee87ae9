"""Compile every catalogue (.po) to the .mo that is read at run time.

python tools/compile_words.py
"""

from pathlib import Path

import polib

LOCALE = Path(__file__).parent.parent / "src/backcheck/knowledge/locale"

if __name__ == "__main__":
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
        print(source.with_suffix(".mo").relative_to(LOCALE))
