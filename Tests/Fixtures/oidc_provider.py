"""An OpenID Connect provider that we did not write: oidc-provider-mock, with Authlib's access tokens of RFC 9068.

Prints its address, then serves until its standard input ends.
"""

import sys
import threading

import flask
import oidc_provider_mock
import werkzeug.serving
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from oidc_provider_mock._storage import storage


class AccessTokens(JWTBearerTokenGenerator):
    def get_jwks(self):
        return {"keys": [storage.jwk.as_dict(is_private=True)]}

    def get_audiences(self, client, user, scope):
        return ["liefert", client.get_client_id()]

    def _get_expires_in(self, client, grant_type):
        return 300


def make_token(client, grant_type, user, scope):
    issuer = flask.request.host_url.rstrip("/")
    return AccessTokens(issuer).access_token_generator(client, grant_type, user, scope)


app = oidc_provider_mock.app()
app.config["OAUTH2_ACCESS_TOKEN_GENERATOR"] = make_token
server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_port}", flush=True)
sys.stdin.read()
server.shutdown()
