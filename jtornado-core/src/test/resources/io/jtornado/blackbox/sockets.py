"""The WebSockets of WebSocketAnswerTests, by the original; prints its port."""

import asyncio
import logging

import tornado
import tornado.httpserver
import tornado.ioloop
import tornado.netutil
import tornado.web
import tornado.websocket

logging.disable(logging.CRITICAL)


class Version(tornado.web.RequestHandler):
    def get(self):
        self.write(tornado.version)


class Echo(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        self.write_message(message, binary=isinstance(message, bytes))


class Small(Echo):
    max_message_size = 1024


class Coded(Echo):
    max_message_size = 1024

    def get_compression_options(self):
        return {}


class Closing(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        words = message.split(" ", 1)
        if words == [""]:
            self.close()
        elif len(words) == 1:
            self.close(int(words[0]))
        else:
            self.close(int(words[0]), words[1])


class Ending(tornado.websocket.WebSocketHandler):
    """Tells the next one what it was closed with."""

    told = []

    def open(self):
        for line in Ending.told:
            self.write_message(line)
        Ending.told = []

    def on_close(self):
        Ending.told.append("%s %s" % (self.close_code, self.close_reason))


class Failing(tornado.websocket.WebSocketHandler):
    def open(self):
        if self.get_argument("at") == "open":
            raise ValueError("secret")

    def on_message(self, message):
        raise ValueError("secret")


class Slow(tornado.websocket.WebSocketHandler):
    async def open(self):
        await asyncio.sleep(0.05)
        self.write_message("open")

    async def on_message(self, message):
        await asyncio.sleep(int(message) / 1000)
        self.write_message(message)


class Protocols(Echo):
    def select_subprotocol(self, subprotocols):
        return "good" if "good" in subprotocols else None


class Path(Echo):
    def open(self, group):
        self.write_message(group + " " + self.get_argument("n"))


class Pinger(tornado.websocket.WebSocketHandler):
    def on_message(self, message):
        self.ping(b"x" * int(message))

    def on_pong(self, data):
        self.write_message("%d" % len(data))


class Pinging(Echo):
    ping_interval = 0.1
    ping_timeout = 0.1


handlers = [
    ("/version", Version),
    ("/echo", Echo),
    ("/small", Small),
    ("/coded", Coded),
    ("/closing", Closing),
    ("/ending", Ending),
    ("/failing", Failing),
    ("/slow", Slow),
    ("/protocols", Protocols),
    ("/path/(.*)", Path),
    ("/pinger", Pinger),
    ("/pinging", Pinging),
]


async def main():
    sockets = tornado.netutil.bind_sockets(0, "127.0.0.1")
    tornado.httpserver.HTTPServer(tornado.web.Application(handlers)).add_sockets(sockets)
    print(sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
