"""Puts into a wheel what lies beside `lms/` in a checkout, and its compiled catalogues."""

import sys
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
from lms.catalogues import compile_one  # needs Babel and the standard library

FOLDERS = ("templates", "static", "courses")


class CustomBuildHook(BuildHookInterface):
    """Runs for every build; an editable install reads the checkout and needs none of this."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """version  "standard" or "editable"; build_data["force_include"]: from path, to path"""
        self.compiled = Path(mkdtemp(prefix="sse-lms-"))
        if self.target_name != "wheel" or version != "standard":
            return
        include = build_data["force_include"]
        root = Path(self.root)
        for folder in FOLDERS:
            if not (root / folder).is_dir():
                raise FileNotFoundError(f"A wheel needs the folder {folder}/ beside pyproject.toml")
            include[str(root / folder)] = f"lms/_data/{folder}"
        for source in sorted(root.glob("lms/locale/*/LC_MESSAGES/*.po")):
            target = source.relative_to(root).with_suffix(".mo")
            include[str(self.compile(source, target))] = target.as_posix()

    def compile(self, source: Path, target: Path) -> Path:
        """Write the catalogue beside nothing else, for `.mo` files have no place in a checkout."""
        compiled = self.compiled / target
        compiled.parent.mkdir(parents=True)
        compile_one(source, compiled)
        return compiled

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """The wheel is written: the compiled catalogues are no longer needed."""
        rmtree(self.compiled, ignore_errors=True)
