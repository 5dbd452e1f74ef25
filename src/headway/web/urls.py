"""The addresses of all pages: a folder of the web layer that has a `urls.py` is a feature and is found by itself."""

from importlib.util import find_spec
from pkgutil import iter_modules

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from headway import web

_FEATURES = sorted(module.name for module in iter_modules(web.__path__, f"{web.__name__}.") if module.ispkg)

urlpatterns = [path("", include(f"{name}.urls")) for name in _FEATURES if find_spec(f"{name}.urls")]
urlpatterns += [path("account/", include("allauth.urls"))]


def _problem(status: int) -> object:
    def page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return render(request, f"{status}.html", status=status)

    return page


handler400 = _problem(400)
handler403 = _problem(403)
handler404 = _problem(404)
