"""The handlers of TornadoAnswerTests, by the original; prints its port."""

import logging

import tornado
import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web

logging.disable(logging.CRITICAL)


class Version(tornado.web.RequestHandler):
    def get(self):
        self.write(tornado.version)


class Echo(tornado.web.RequestHandler):
    def get(self):
        self.write(",".join(self.get_arguments("n")))

    def post(self):
        self.write(",".join(self.get_body_arguments("n")) + "/%d" % len(self.request.body))


class Group(tornado.web.RequestHandler):
    def get(self, group):
        self.write(group)


class Flushing(tornado.web.RequestHandler):
    def get(self):
        self.write("first")
        self.flush()
        self.write("second")

    def head(self):
        self.get()


class Failing(tornado.web.RequestHandler):
    def get(self):
        raise tornado.web.HTTPError(409, "secret")

    def post(self):
        raise ValueError("secret")


class Bare(tornado.web.RequestHandler):
    def get(self):
        self.set_status(204)


class Wrong(tornado.web.RequestHandler):
    def get(self):
        self.set_header("Content-Length", self.get_argument("length"))
        self.write("Hello")


class Field(tornado.web.RequestHandler):
    def get(self):
        self.set_header("X-Field", self.get_argument("value"))
        self.write("set")


class Cookie(tornado.web.RequestHandler):
    def get(self):
        self.write(self.get_cookie("n", "none"))


handlers = [
    ("/version", Version),
    ("/echo", Echo),
    ("/group/(.*)", Group),
    ("/flushing", Flushing),
    ("/failing", Failing),
    ("/bare", Bare),
    ("/wrong", Wrong),
    ("/field", Field),
    ("/cookie", Cookie),
]
sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
tornado.httpserver.HTTPServer(tornado.web.Application(handlers)).add_sockets(sockets)
print(sockets[0].getsockname()[1], flush=True)
tornado.ioloop.IOLoop.current().start()
