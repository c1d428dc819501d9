"""The desk: posting, publishing, withdrawing; the admin of content."""
