"""The service worker's text: it names its scripts by their content, and so is installed anew when one changes."""

import json

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.templatetags.static import static
from django.urls import reverse

_SCRIPTS = ("store", "sending", "worker")


def worker_text() -> str:
    """Return the service worker: what it needs to know of our addresses, and its scripts."""
    places = {
        "page": reverse("offline"),
        "form": reverse("contact_new"),
        "grid": reverse("contacts_several"),
        "files": settings.STATIC_URL,
        # A file that is named by its content never changes: what is kept of it need not be asked for again.
        "areNamedByContent": isinstance(staticfiles_storage, ManifestFilesMixin),
    }
    scripts = [json.dumps(static(f"js/offline/{name}.js")) for name in _SCRIPTS]
    return f"self.headwayPlaces = {json.dumps(places)};\nimportScripts({', '.join(scripts)});\n"
