#!/usr/bin/env python3
"""Time from the start of the process to the first answer, and memory and processor time then; median of --starts."""
import argparse
import statistics

import servers


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", default="jtornado,microhttp,activej,netty-nio")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    options = parser.parse_args()
    names, java = options.servers.split(","), servers.java_of(options.jdk)
    seen = {name: [] for name in names}
    for _ in range(options.starts):
        for name in names:
            server = servers.Server(name, java)
            try:
                seen[name].append((server.ready * 1e3, server.cpu() * 1e3, server.rss() / 2**20))
            finally:
                server.stop()
    print("| server | first answer ms | CPU ms | RSS MiB |\n|---|---:|---:|---:|")
    for name, starts in seen.items():
        print(f"| {name} | " + " | ".join(f"{statistics.median(column):.0f}" for column in zip(*starts)) + " |")


if __name__ == "__main__":
    main()
