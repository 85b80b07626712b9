"""Addresses of this app."""

from django.urls import path

from elspace.hub.parts import part_of

from .views import done, files, previews

app_name = "imports"
urlpatterns = [
    path("import/", files.start, name="start"),
    path("import/everything/", files.everything, name="everything"),
    path("import/programme/<uuid:key>/", part_of("programme")(files.programme), name="programme"),
    path("import/template/<str:language>/<str:form>/", files.template, name="template"),
    path("import/<uuid:key>/", previews.preview, name="preview"),
    path("import/<uuid:key>/rows/", previews.rows, name="rows"),
    path("import/<uuid:key>/headers/", previews.explain, name="explain"),
    path("import/<uuid:key>/messages/", part_of("needs")(previews.choose), name="choose"),
    path("import/<uuid:key>/confirm/", previews.confirm, name="confirm"),
    path("import/<uuid:key>/cancel/", previews.cancel, name="cancel"),
    path("import/<uuid:key>/undo/", done.undo, name="undo"),
    path("import/<uuid:key>/done/", done.done, name="done"),
]
