"""The checks: one module a criterion, each with one pure function `check(reading) -> Finding`."""

from collections.abc import Callable

from telesales.checks import (
    benefit,
    complete_guide,
    consent,
    introduction,
    next_step,
    no_early_personal,
    no_health_claim,
    objection,
    open_question,
    permission,
    reason,
    respects_no,
    responsive,
    single_ask,
)
from telesales.checks.reading import Reading
from telesales.model import Finding

Check = Callable[[Reading], Finding]

CHECKS: dict[str, Check] = {
    "introduction": introduction.check,
    "reason": reason.check,
    "single-ask": single_ask.check,
    "permission": permission.check,
    "consent": consent.check,
    "no-early-personal": no_early_personal.check,
    "open-question": open_question.check,
    "benefit": benefit.check,
    "responsive": responsive.check,
    "objection": objection.check,
    "no-health-claim": no_health_claim.check,
    "next-step": next_step.check,
    "respects-no": respects_no.check,
    "complete-guide": complete_guide.check,
}

LOOK_FOR_VIOLATIONS = frozenset({"single-ask", "no-early-personal", "no-health-claim"})
"""Criteria that pass where nothing is found: they read every line, also one that is no spoken sentence."""
