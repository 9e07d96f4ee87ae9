"""Write the expected answers of the golden courses and screenings anew. Read the difference before
you commit it.

python -m tools.update_golden
"""

import json
from pathlib import Path
from typing import Any

from tests.spec.screening import golden as screenings
from tests.spec.verdict import golden as courses


def _write(expected: Path, answer: dict[str, Any]) -> None:
    expected.parent.mkdir(exist_ok=True)
    text = json.dumps(answer, ensure_ascii=False, indent=1)
    expected.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    for course in courses.GOLDEN:
        _write(course.expected, courses.whole_answer(course))
    for screening in screenings.GOLDEN:
        _write(screening.expected, screenings.whole_answer(screening))
