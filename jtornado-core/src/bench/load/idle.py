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

import servers

REQUEST = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEAD = b"GET /plaintext HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 64


def heap(server, java):
    """Bytes of live objects; None for what is no JVM."""
    if not server.jvm:
        return None
    jcmd = os.path.join(os.path.dirname(os.path.realpath(java)), "jcmd") if os.path.dirname(java) else "jcmd"
    for _ in range(2):
        subprocess.run([jcmd, str(server.pid), "GC.run"], check=True, capture_output=True)
    text = subprocess.run([jcmd, str(server.pid), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
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


def trickle(server, connections, seconds):
    """Microseconds of processor time per byte, and the worst probe."""
    worst, before, sent = 0, server.cpu(), 0
    for i in range(seconds):
        due = time.monotonic() + 1
        for one in connections:
            one.send(HEAD[i:i + 1])
            sent += 1
        worst = max(worst, probe(server))
        time.sleep(max(0, due - time.monotonic()))
    return (server.cpu() - before) * 1e6 / sent, worst


def per_connection(server, java, before, count):
    heap_now, rss_now = heap(server, java), server.rss()
    grown = f"{(heap_now - before[0]) / count:.0f}" if before[0] is not None else "-"
    return f"{grown} | {(rss_now - before[1]) / count:.0f}"


def measure(name, java, options):
    server = servers.Server(name, java, "0")
    opened = []
    try:
        for _ in range(2000):
            probe(server)
        before = (heap(server, java), server.rss())
        opened = connect(server, options.connections)
        for one in opened:
            answer(one)
        row = per_connection(server, java, before, options.connections) + f" | {probe(server):.1f}"
        while opened:
            opened.pop().close()
        if options.trickling and server.jvm:
            opened = connect(server, options.trickling)
            per_byte, worst = trickle(server, opened, options.seconds)
            row += " | " + per_connection(server, java, before, options.trickling) + f" | {per_byte:.1f} | {worst:.1f}"
        print(f"| {name} | {row} |", flush=True)
    finally:
        for one in opened:
            one.close()
        server.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", default="jtornado,microhttp,activej,netty-nio")
    parser.add_argument("--connections", type=int, default=10000)
    parser.add_argument("--trickling", type=int, default=10000, help="0 for none")
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    os.sched_setaffinity(0, {1})
    print("| server | heap B/connection | RSS B/connection | probe ms | trickling: heap B | RSS B | CPU us/byte | worst probe ms |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name in options.servers.split(","):
        measure(name, servers.java_of(options.jdk), options)


if __name__ == "__main__":
    main()
