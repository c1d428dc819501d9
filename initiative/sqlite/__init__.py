"""Django's SQLite backend, for a file that may be moved, replaced or missing while the site runs."""
