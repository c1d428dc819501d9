"""What answers what, while several texts are changed in one act."""

from collections.abc import Collection, Mapping

from responses.threads.models import Thread


def hold_threads(numbers: Collection[int]) -> None:
    """Hold these threads till the end of the transaction: what answers what stays as it is meanwhile."""
    list(Thread.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers).order_by("pk"))


def depths(answers: Mapping[int, int | None]) -> dict[int, int]:
    """How many of these essays stand above each, given what each answers: 0 for one that answers no other."""

    def depth(essay: int | None) -> int:
        steps = 0
        while essay is not None and essay in answers:
            essay, steps = answers[essay], steps + 1
        return steps

    return {essay: depth(above) for essay, above in answers.items()}
