"""The admin of content: one file a noun; importing this registers them all."""

from responses.editorial.admin import calls as calls
from responses.editorial.admin import editions as editions
from responses.editorial.admin import essays as essays
from responses.editorial.admin import images as images
from responses.editorial.admin import publications as publications
from responses.editorial.admin import site as site
from responses.editorial.admin import threads as threads
from responses.editorial.admin import views as views
