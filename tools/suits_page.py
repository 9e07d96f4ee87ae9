"""The page docs/generated/suits.md: who it may suit."""

from __future__ import annotations

from backcheck.knowledge.planned import Answer
from backcheck.knowledge.suits import Asking, suitability, suits
from tools.who_says import item, who_says

YES, NO, UNSURE = Answer.YES, Answer.NO, Answer.UNSURE
# Days, returning, disc, growing weakness, doctor needed, physiotherapy.
EXAMPLES = {
    "pain for ten days, for the first time": Asking(10, NO, NO, NO, False, NO),
    "pain for ten days, as twice a year": Asking(10, YES, NO, NO, False, NO),
    "pain for two years, physiotherapy at the same time": Asking(730, YES, NO, NO, False, YES),
    "a disc, and a foot that gets weaker": Asking(60, NO, YES, YES, False, NO),
    "a warning sign is open": Asking(730, YES, NO, NO, True, NO),
    "nobody asked about weakness": Asking(730, YES, NO, None, False, NO),
}


def suits_page() -> str:
    """Examples, each with what is said to either reader."""
    parts = [
        "# Who it may suit\n\n"
        "Nobody can say whom acupuncture helps, so nothing here says that it suits somebody: only "
        "that a doctor comes first, that there is time to wait, or that it may be offered and "
        "checked. It never sees warning signs itself: whoever calls it says whether one is open. "
        f"Not asked is never a no. {who_says(suits().provenance)}\n"
    ]
    for words, asking in EXAMPLES.items():
        found = suitability(asking)
        said = (found.why, *found.advice, *found.shared_note)
        checks = ", ".join(f"{days:g}" for days in found.checks_days)
        parts.append(
            f"\n## {words.capitalize()}\n\n→ `{found.outcome}`"
            f"{f'; looked at again after {checks} days' if checks else ''}\n\n"
            + "".join(item(each.said, each.provenance) for each in said)
        )
    return "".join(parts)
