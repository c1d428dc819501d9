"""A draft shown by link, without an account: made and revoked at the desk, opened under /preview/."""
