"""Calls and the codes that open them: one import line a table."""

from responses.calls.models.calls import Call as Call
from responses.calls.models.calls import Limit as Limit
from responses.calls.models.invitations import Invitation as Invitation
