"""The editors' side of what was sent: lists, reading one after another, files out of it, a report."""
