import base64
import hashlib
import hmac
import json
import os
import sys
import time


def site_token(site, secret, user, unit_code, role, logged_in):
    return _sign(site, secret, {
        "sub": user,
        "purpose": "certification",
        "unit": {"code": unit_code},
        "role": role,
        "auth_time": int(logged_in),
    })


def status_token(site, secret):
    return _sign(site, secret, {"purpose": "status"})


def _sign(site, secret, more):
    now = int(time.time())
    header = {"alg": "HS256", "typ": "unit-certification+jwt"}
    claims = {"iss": site, "aud": "unit-certification", **more, "iat": now, "exp": now + 300}
    signed = b".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    signature = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return (signed + b"." + _base64(signature)).decode()


def _base64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


if __name__ == "__main__":
    site, secret = os.environ["SITE_ID"], os.environ["SITE_SECRET"]
    if sys.argv[1:] == ["status"]:
        print(status_token(site, secret))
    else:
        print(site_token(site, secret, "u-2001", "91320100MA1DEM015L", "administrator", time.time()))
