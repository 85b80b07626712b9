"""Addresses of this app."""

from django.urls import path

from . import views

app_name = "imports"
urlpatterns = [
    path("import/", views.start, name="start"),
    path("import/everything/", views.everything, name="everything"),
    path("import/programme/<uuid:key>/", views.programme, name="programme"),
    path("import/template/<str:language>/<str:form>/", views.template, name="template"),
    path("import/<uuid:key>/", views.preview, name="preview"),
    path("import/<uuid:key>/rows/", views.rows, name="rows"),
    path("import/<uuid:key>/headers/", views.explain, name="explain"),
    path("import/<uuid:key>/messages/", views.choose, name="choose"),
    path("import/<uuid:key>/confirm/", views.confirm, name="confirm"),
    path("import/<uuid:key>/cancel/", views.cancel, name="cancel"),
    path("import/<uuid:key>/undo/", views.undo, name="undo"),
    path("import/<uuid:key>/done/", views.done, name="done"),
]
