"""What is said of the other signs: those that do not go along, then all of them together."""

from __future__ import annotations

from backcheck.knowledge.sentence import Sentence
from backcheck.knowledge.thresholds import thresholds

from .because import coverage
from .diary import Diary, also_started
from .rules import Verdict
from .several import Combined, Discordance, Several

_OPPOSED = (Discordance.WORSE, Discordance.BETTER, Discordance.BELOW, Discordance.ABOVE)


def signs_said(diary: Diary, verdict: Verdict, several: Several) -> tuple[Sentence, ...]:
    """Nothing where no other sign could be judged."""
    primary = diary.sign.id
    said = [
        Sentence(f"signs.discord.{each.discordance}", {"sign": each.sign.id, "primary": primary})
        for each in several.discordant
    ]
    if several.combined is not None:
        bearing = _bearing(diary, verdict, several.combined.p_helping)
        divided = any(each.discordance in _OPPOSED for each in several.discordant)
        said.append(_together(diary, several.combined, "divided" if divided else bearing))
    return tuple(said)


def _together(diary: Diary, combined: Combined, bearing: str) -> Sentence:
    between = (combined.effect.low, combined.effect.high)
    return Sentence(
        f"signs.together.{bearing}",
        {
            "primary": diary.sign.id,
            "signs": combined.signs,
            "mean": combined.effect.mean,
            "between": between,
            "coverage": coverage(),
            "prob": combined.p_helping,
        },
    )


def _bearing(diary: Diary, verdict: Verdict, p_helping: float) -> str:
    """What all signs together do to the verdict, which they never change."""
    rules = thresholds()
    enough = p_helping >= rules.helping.probably_prob
    if verdict.is_helping:
        return "supports" if enough else "limits"
    if verdict is Verdict.LITTLE_SIGN_OF_HELP and p_helping < rules.little.helping_below_prob:
        return "supports"
    return "more" if enough and also_started(diary) is None else "neither"
