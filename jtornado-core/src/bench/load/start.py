#!/usr/bin/env python3
"""Time from the start of the process to the first answer; memory and processor time then; the size of what was started.

The server may use every core, as it would. Jars are those that the server needs to answer, without slf4j and the JSON library.
"""
import argparse
import glob
import os

import results
import servers
import tables

QUICK = ["--starts", "2"]
NETTY = ("netty-buffer", "netty-codec-base", "netty-codec-compression", "netty-codec-http-", "netty-common", "netty-handler-4",
         "netty-resolver-4", "netty-transport-4")
EPOLL = ("netty-transport-classes-epoll", "netty-transport-native")
JARS = {
    "jtornado": ("jspecify",),
    "activej": ("activej",),
    "microhttp": ("microhttp",),
    "netty-nio": NETTY,
    "netty-epoll": (*NETTY, *EPOLL),
    "vertx": ("vertx-core", "jackson-core-2", "netty"),
    "undertow": ("undertow", "xnio", "jboss", "wildfly", "smallrye"),
}


def jars(name):
    """Bytes; None if they are not all there."""
    if name in JARS:
        files = [glob.glob(os.path.join(servers.TARGET, "bench", prefix + "*.jar")) for prefix in JARS[name]]
        own = [[jar for jar in glob.glob(os.path.join(servers.TARGET, "jtornado-core-*.jar")) if "sources" not in jar]]
        files += own if name == "jtornado" else []
    else:
        files = [glob.glob(os.path.join(servers.BOOT, name, "target", name + ".jar"))]
    return sum(os.path.getsize(file) for found in files for file in found) if all(files) else None


def measure(name, java):
    server = servers.Server(name, java)
    try:
        return {"ready": server.ready * 1e3, "cpu": server.cpu() * 1e3, "rss": server.rss() / 2**20}
    finally:
        server.stop()


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", default="jtornado,microhttp,activej,netty-nio")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    names, java = options.servers.split(","), servers.java_of(options.jdk)
    seen = {name: {"starts": [], "jars": jars(name)} for name in names}
    for _ in range(options.starts):
        for name in names:
            seen[name]["starts"].append(measure(name, java))
    results.save(java, "start", seen, starts=options.starts)
    print(tables.start(seen))


if __name__ == "__main__":
    main()
