from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from responses.people.models import User


def signed_in(request: HttpRequest) -> User:
    """The user of a page that is only opened by someone who signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
