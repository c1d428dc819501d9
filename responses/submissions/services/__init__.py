"""The verbs of submissions, one noun a file."""
