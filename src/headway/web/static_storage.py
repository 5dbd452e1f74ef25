"""Where collected static files lie: named by content and compressed, quickly enough for a first start."""

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The strongest brotli takes twenty times as long for a twentieth of the size.
_QUALITY = 8


class QuickCompressor(Compressor):  # type: ignore[misc]
    """Compresses what browsers load while they show a page."""

    def should_compress(self, filename: str) -> bool:
        return not filename.endswith(".map") and bool(super().should_compress(filename))

    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=_QUALITY))


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Whitenoise's storage with our compressor."""

    def create_compressor(self, **options: Any) -> Compressor:
        return QuickCompressor(**options)
