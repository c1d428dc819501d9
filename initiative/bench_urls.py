"""The site map with two addresses that only the bench's own server has."""

from initiative import bench_bare, urls
from initiative.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*bench_bare.urlpatterns, *urls.urlpatterns]
