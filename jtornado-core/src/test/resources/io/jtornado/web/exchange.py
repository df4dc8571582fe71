"""A Tornado that signs, verifies and checks; prints its port. Arguments: secret, or key version and secrets."""

import sys

import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web


class Sign(tornado.web.RequestHandler):
    def get(self):
        self.set_secure_cookie("key", self.get_argument("value"), version=int(self.get_argument("version", "2")))


class Read(tornado.web.RequestHandler):
    def get(self):
        self.write(self.get_secure_cookie("key", min_version=2) or "none")


class Page(tornado.web.RequestHandler):
    def get(self):
        self.write(self.xsrf_token)

    def post(self):
        self.write("done")


def settings(version, secrets):
    return {"cookie_secret": dict(enumerate(secrets)), "key_version": int(version)}


if len(sys.argv) == 2:
    found = {"cookie_secret": sys.argv[1], "xsrf_cookie_version": 1}
else:
    found = settings(sys.argv[1], sys.argv[2:])
application = tornado.web.Application(
    [("/sign", Sign), ("/read", Read), ("/page", Page)], xsrf_cookies=True, **found
)
sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
tornado.httpserver.HTTPServer(application).add_sockets(sockets)
print(sockets[0].getsockname()[1], flush=True)
tornado.ioloop.IOLoop.current().start()
