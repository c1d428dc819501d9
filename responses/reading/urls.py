from django.urls import path, register_converter

from responses.reading import calendars, citing, feeds, search, sitemaps, views
from responses.reading.converters import YearConverter

register_converter(YearConverter, "year")

app_name = "reading"
urlpatterns = [
    path("", views.home, name="home"),
    path("feed/", feeds.site_feed, name="feed"),
    path("calendar.ics", calendars.site_calendar, name="calendar"),
    path("threads/", views.thread_list, name="threads"),
    path("threads/<slug:slug>/", views.thread_detail, name="thread"),
    path("threads/<slug:slug>/card.png", views.thread_card, name="thread_card"),
    path("threads/<slug:slug>/full/", views.thread_full, name="thread_full"),
    path("threads/<slug:slug>/feed/", feeds.thread_feed, name="thread_feed"),
    path("threads/<slug:slug>/calendar.ics", calendars.thread_calendar, name="thread_calendar"),
    path("prompts/", views.prompts, name="prompts"),
    path("prompts/<slug:slug>/", views.prompt_detail, name="prompt"),
    path("responses/", views.archive, name="archive"),
    path("responses/undated/", views.undated, name="undated"),
    path("responses/<year:year>/", views.year, name="year"),
    path("responses/<slug:slug>/", views.response_detail, name="response"),
    path("responses/<slug:slug>/card.png", views.response_card, name="response_card"),
    path("themes/", views.theme_list, name="themes"),
    path("themes/<slug:slug>/", views.theme_detail, name="theme"),
    path("themes/<slug:slug>/feed/", feeds.theme_feed, name="theme_feed"),
    path("themes/<slug:slug>/calendar.ics", calendars.theme_calendar, name="theme_calendar"),
    path("calls/", views.calls, name="calls"),
    path("calls/feed/", feeds.calls_feed, name="calls_feed"),
    path("calls/<slug:slug>/", views.call_detail, name="call"),
    path("calls/<slug:slug>/calendar.ics", calendars.call_calendar, name="call_calendar"),
    path("people/", views.person_list, name="people"),
    path("people/<slug:slug>/", views.person_detail, name="person"),
    path("people/<slug:slug>/feed/", feeds.person_feed, name="person_feed"),
    path("people/<slug:slug>/calendar.ics", calendars.person_calendar, name="person_calendar"),
    *(
        path(f"{kind}s/<slug:slug>/cite.{extension}", view, name=f"{kind}_{extension}")
        for (kind, extension), view in citing.FILES.items()
    ),
    *(
        path(f"threads/<slug:slug>/full/cite.{extension}", view, name=f"thread_full_{extension}")
        for extension, view in citing.THREAD_FILES.items()
    ),
    path("t/<slug:short_id>", citing.short, name="short"),
    path("t/<slug:short_id>/", citing.short, name="short_as_typed"),
    path("search/", search.search, name="search"),
    path("search/feed/", search.search_feed, name="search_feed"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("<slug:slug>/", views.page_detail, name="page"),
]

unprefixed = [
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<int:part>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("images/<slug:key>/<int:width>.<str:extension>", views.image, name="image"),
    path("healthz", views.healthz, name="healthz"),
]
