"""Backups: one file with every row and every kept file of the site, and a site made of such a file.

``making`` writes one while the site runs, ``restoring`` reads it. Either database writes and reads it.
"""
