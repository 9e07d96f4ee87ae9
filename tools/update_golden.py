"""Write the expected answers of the golden courses anew. Read the difference before you commit it.

python -m tools.update_golden
"""

import json

from tests.spec.verdict.golden import GOLDEN, whole_answer

if __name__ == "__main__":
    for golden in GOLDEN:
        golden.expected.parent.mkdir(exist_ok=True)
        text = json.dumps(whole_answer(golden), ensure_ascii=False, indent=1)
        golden.expected.write_text(text + "\n", encoding="utf-8")
