"""A text while it is written: kept as it is typed, filled from a Word file, shown as it will look."""
