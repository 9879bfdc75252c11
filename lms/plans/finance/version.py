"""The version of the sums, kept with every frozen plan; it changes when any figure may change."""

from __future__ import annotations

ENGINE_VERSION = "1.0"
