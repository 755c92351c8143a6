"""Digests: what decides whether two values are the same. The only place that hashes."""

import hashlib
from typing import Any

import msgspec

SIZE = 16
"""Bytes of a digest. 128 bits: no chance collision in any archive."""

_encode = msgspec.msgpack.Encoder(order="deterministic").encode


def digest(*parts: bytes) -> bytes:
    """Digest of the parts in order; each is length-prefixed, so that moving a boundary changes it."""
    h = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        h.update(len(part).to_bytes(8, "little"))
        h.update(part)
    return h.digest()


def digest_text(text: str) -> str:
    """Digest of a text, in hex, for files that people read."""
    return digest(text.encode("utf-8", "surrogatepass")).hex()


def digest_value(value: Any) -> bytes:
    """Digest of a value (Struct, tuple, dict, str, number ...) by its deterministic encoding."""
    return digest(_encode(value))


def sha256(data: bytes) -> str:
    """SHA-256 in hex: for what others should be able to check (the file list, clippings)."""
    return hashlib.sha256(data).hexdigest()
