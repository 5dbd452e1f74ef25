"""The API's operations, a file for each noun: every module here holds a router, and nobody keeps a list."""

import pkgutil
from importlib import import_module

from ninja import Router

ROUTERS: dict[str, Router] = {
    module.name: import_module(f"{__name__}.{module.name}").router for module in pkgutil.iter_modules(__path__)
}
