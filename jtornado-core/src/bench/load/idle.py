#!/usr/bin/env python3
"""Memory of idle connections, and of heads that trickle in.

    idle.py --servers jtornado,microhttp,activej --connections 10000

For each server: heap (after two full collections) and resident memory per connection that has had one answer and waits;
then, unless --trickling is 0, the same for connections that send a byte of a head each second, with the processor time
per byte and the worst answer to a request on a connection of its own meanwhile.
"""
import argparse
import os
import re
import resource
import socket
import subprocess
import time

import results
import servers
import tables

QUICK = ["--connections", "1000", "--trickling", "1000", "--seconds", "3"]
REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEAD = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 64
PROBES = 20000  # so many that all of the young generation has been written to: else its pages count as the connections'


def jcmd(server, java, command):
    program = os.path.join(os.path.dirname(os.path.realpath(java)), "jcmd") if os.path.dirname(java) else "jcmd"
    return subprocess.run([program, str(server.pid), command], check=True, capture_output=True, text=True).stdout


def heap(server, java):
    """Bytes of live objects; None for what is no JVM."""
    if not server.jvm:
        return None
    for _ in range(2):
        jcmd(server, java, "GC.run")
    text = jcmd(server, java, "GC.heap_info")
    return sum(int(used) * 1024 for used in re.findall(r"(?:new generation|tenured generation|DefNew|Tenured)\s.*?used (\d+)K", text))


def connect(server, count):
    """Connections to several addresses of the loopback, for want of ports."""
    opened = []
    for i in range(count):
        one = socket.socket()
        one.settimeout(10)
        one.connect((f"127.0.0.{1 + i % 4}", server.port))
        opened.append(one)
    return opened


def answer(one):
    one.sendall(REQUEST)
    text = b""
    while not text.endswith(b"Hello, World!"):
        piece = one.recv(4096)
        if not piece:
            raise RuntimeError("closed without an answer")
        text += piece


def probe(server):
    """Milliseconds to an answer on a new connection."""
    before = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), 10) as one:
        answer(one)
    return (time.monotonic() - before) * 1e3


def trickle(server, connections, text):
    """Microseconds of processor time per byte, a byte of the text a second, and the worst probe."""
    worst, before, sent = 0, server.cpu(), 0
    for i in range(len(text)):
        due = time.monotonic() + 1
        for one in connections:
            one.send(text[i:i + 1])
            sent += 1
        worst = max(worst, probe(server))
        time.sleep(max(0, due - time.monotonic()))
    return (server.cpu() - before) * 1e6 / sent, worst


def grown(server, java, before, count):
    """Heap and resident memory per connection, in bytes."""
    heap_now, rss_now = heap(server, java), server.rss()
    return {"heap": (heap_now - before[0]) / count if server.jvm else None, "rss": (rss_now - before[1]) / count}


def measure(name, java, options):
    server, opened = servers.Server(name, java, "0"), []
    try:
        for _ in range(PROBES):
            probe(server)
        before = (heap(server, java), server.rss())
        opened = connect(server, options.connections)
        for one in opened:
            answer(one)
        seen = {"connections": options.connections, **grown(server, java, before, options.connections), "probe": probe(server)}
        while opened:
            opened.pop().close()
        if options.trickling and server.jvm:
            opened = connect(server, options.trickling)
            trickle(server, opened, HEAD[:options.seconds])  # until that is compiled, the compiler costs more than the bytes
            per_byte, worst = trickle(server, opened, HEAD[options.seconds:2 * options.seconds])
            seen["trickling"] = {**grown(server, java, before, options.trickling), "micros": per_byte, "probe": worst}
        return seen
    finally:
        for one in opened:
            one.close()
        server.stop()


def prepare():
    """As many sockets as may be, on the core that is not the server's."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    os.sched_setaffinity(0, {1})


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", default="jtornado,microhttp,activej,netty-nio")
    parser.add_argument("--connections", type=int, default=10000)
    parser.add_argument("--trickling", type=int, default=10000, help="0 for none")
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    java, seen = servers.java_of(options.jdk), {}
    prepare()
    for name in options.servers.split(","):
        seen[name] = measure(name, java, options)
        print(name, f"heap {tables.number(seen[name]['heap'])} RSS {seen[name]['rss']:.0f}", flush=True)
    results.save(java, "idle", seen, connections=options.connections, trickling=options.trickling)
    print("\n" + tables.idle(seen))


if __name__ == "__main__":
    main()
