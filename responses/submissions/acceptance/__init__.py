"""What comes after “accepted”: the draft, what its author adds and allows, approval, the day it is live."""
