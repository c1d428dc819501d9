"""Words that are in nearly every English text, and so tell nothing of one.

The index keeps their pairs (``terms.pairs``): after a change here, ``rebuild_search``.
"""

IDLE = frozenset(
    "a an and are as at be been but by for from had has have he her his i in is it its of on or our she so "
    "that the their them there these they this to us was we were what when where which who why will with "
    "would you your how do does did can could should not no if than then about into".split()
)
