import base64
import hashlib
import hmac
import os
import re
import sys
import time


def verify(secret, headers, body):
    id_, time_, signatures = (headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not id_ or not re.fullmatch("[0-9]{1,12}", time_) or abs(time.time() - int(time_)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{id_}.{time_}.".encode() + body
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    return any(hmac.compare_digest(each.encode(), expected) for each in signatures.split())


if __name__ == "__main__":
    names = ("webhook-id", "webhook-timestamp", "webhook-signature")
    print(verify(os.environ["WEBHOOK_SECRET"], dict(zip(names, sys.argv[1:])), sys.stdin.buffer.read()))
