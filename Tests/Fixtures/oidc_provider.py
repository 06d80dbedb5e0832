"""An OpenID Connect provider that we did not write: oidc-provider-mock, with Authlib's access tokens of RFC 9068.

Prints its address, then serves until its standard input ends.
"""

import sys
import threading

import flask
import oidc_provider_mock
import werkzeug.serving
from authlib.oauth2.rfc9068 import JWTBearerTokenGenerator
from oidc_provider_mock._storage import User, storage


class AccessTokens(JWTBearerTokenGenerator):
    def __init__(self):
        super().__init__(issuer="", expires_generator=lambda client, grant: 300)

    def get_jwks(self):
        return {"keys": [storage.jwk.as_dict(is_private=True)]}

    def get_audiences(self, client, user, scope):
        return ["liefert", client.get_client_id()]

    def access_token_generator(self, client, grant_type, user, scope):
        self.issuer = flask.request.host_url.rstrip("/")
        return super().access_token_generator(client, grant_type, user, scope)


# Authlib asks its users for their id; the mock's have a subject.
User.get_user_id = lambda user: user.sub
app = oidc_provider_mock.app()


@app.before_request
def speak_rfc_9068():
    flask.g._authlib_authorization_server.register_token_generator("default", AccessTokens())


server = werkzeug.serving.make_server("127.0.0.1", 0, app, threaded=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(f"http://127.0.0.1:{server.server_port}", flush=True)
sys.stdin.read()
server.shutdown()
