#!/usr/bin/env python3
"""What idle connections consist of: jcmd GC.class_histogram with them, less the same without, class by class.

    histogram.py --server jtornado --connections 19000

Each connection has had one answer, the server has been warmed up with connections that have gone again, and full
collections come first, as GC.class_histogram has them. The counterpart of the sum in idle.py.
"""
import argparse
import re

import idle
import results
import servers
import tables

QUICK = ["--connections", "2000"]


def classes(server, java):
    """{class: [objects, bytes]}."""
    text = idle.jcmd(server, java, "GC.class_histogram")
    return {name: [int(count), int(size)]
            for count, size, name in re.findall(r"^\s*\d+:\s+(\d+)\s+(\d+)\s+(\S+)", text, re.M)}


def delta(before, after):
    names = before.keys() | after.keys()
    pairs = {name: (before.get(name, [0, 0]), after.get(name, [0, 0])) for name in names}
    return {name: [now[0] - then[0], now[1] - then[1]] for name, (then, now) in pairs.items() if now != then}


def measure(name, java, connections):
    server, opened = servers.Server(name, java, "0"), []
    try:
        for _ in range(2000):
            idle.probe(server)
        before = classes(server, java)
        opened = idle.connect(server, connections)
        for one in opened:
            idle.answer(one)
        return {"server": name, "connections": connections, "classes": delta(before, classes(server, java))}
    finally:
        for one in opened:
            one.close()
        server.stop()


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", default="jtornado")
    parser.add_argument("--connections", type=int, default=19000)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    java = servers.java_of(options.jdk)
    idle.prepare()
    seen = measure(options.server, java, options.connections)
    results.save(java, "histogram", seen, connections=options.connections)
    print(tables.histogram(seen))


if __name__ == "__main__":
    main()
