import base64
import json
import os
import sys
import time
import urllib.request

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256


def verify(assertion, bff, issuer, site):
    try:
        header, claims, signature = (_decode(part) for part in assertion.split("."))
        header, claims = json.loads(header), json.loads(claims)
        if header["alg"] != "ES256" or header["typ"] != "unit-registration+jwt":
            return None
        r, s = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
        signed = assertion.rpartition(".")[0].encode()
        _key(bff, header["kid"]).verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
        for_you = claims["iss"] == issuer and claims["aud"] == site
        return claims if for_you and claims["exp"] + 30 > time.time() else None
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return None


def _key(bff, kid):
    with urllib.request.urlopen(bff + "/.well-known/jwks.json", timeout=10) as answer:
        keys = {key["kid"]: key for key in json.load(answer)["keys"]}
    x, y = (int.from_bytes(_decode(keys[kid][name]), "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def _decode(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


if __name__ == "__main__":
    bff = os.environ["BFF"]
    print(verify(sys.argv[1], bff, bff, os.environ["SITE_ID"]))
