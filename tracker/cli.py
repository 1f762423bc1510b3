"""The commands: `flask --app wsgi …`. Each package with commands of its own brings a click group; here they are joined."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register every command."""
