"""Real shapes of manuscripts, each beside what must be read from it; `make.py` makes most of them anew."""
