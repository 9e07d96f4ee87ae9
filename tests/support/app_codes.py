"""An authenticator app, of other make than the one that checks it."""

from __future__ import annotations

import base64
import time

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

_STEP_S = 30


def code_of(secret: str, steps_ahead: int = 0) -> str:
    """What the app shows for a secret now, or some steps later."""
    app = TOTP(base64.b32decode(secret), 6, SHA1(), _STEP_S, enforce_key_length=False)
    return app.generate(int(time.time()) + _STEP_S * steps_ahead).decode()
