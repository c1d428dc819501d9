"""A process that writes the letters of what went live, three readers a transaction, until it is killed.

It says each batch on a line once that is committed.
"""

import os

import django

if __name__ == "__main__":
    django.setup()
    from responses.notifications.news import writing
    from responses.notifications.news.finding import announce

    writing.BATCH = 3
    announce()
    while writing.write_waiting():
        os.write(1, b"written\n")
