#!/usr/bin/env python3
"""What a second loop costs: processor time per request of BenchServer with one loop and with two.

    loops.py --scenarios plaintext,pipelined --rounds 10

Two servers, -Dworkers=1 and -Dworkers=2, take turns under the same load: `wrk -t2`, which like them may use every core,
since nothing is pinned and everything that is not measured stands still. Requests are pipelined, for one because wrk then
needs little for each: with one at a time it, and not the server, would take most of two cores, and no loop would be
saturated. "Cores busy" tells whether loops were: a server of one loop cannot pass 1. On a machine of more than two cores
this says what two loops cost, nothing beyond.
"""
import argparse

import compare
import results
import servers
import tables

QUICK = ["--rounds", "2", "--seconds", "2"]


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenarios", default="pipelined,plaintext")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    parser.add_argument("--target", default=servers.TARGET, help="target directory of the build")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    java, running, seen = servers.java_of(options.jdk), {}, {}

    def load(server, scenario, seconds):
        return compare.wrk(server, scenario, seconds, threads=2)
    try:
        for workers in ("1", "2"):
            command = servers.core_command("BenchServer", options.target, "-Dworkers=" + workers)
            server = running[workers] = servers.Server("workers-" + workers, java, command=command)
            for scenario in options.scenarios.split(","):
                compare.warm_up(lambda scenario, seconds: load(server, scenario, seconds), scenario)
            server.freeze()
        for scenario in options.scenarios.split(","):
            seen[scenario] = compare.in_turns({workers: lambda server=server: load(server, scenario, options.seconds)
                                               for workers, server in running.items()}, options.rounds)
    finally:
        for server in running.values():
            server.stop()
    results.save(java, "loops", seen, rounds=options.rounds, seconds=options.seconds)
    print(tables.loops(seen))


if __name__ == "__main__":
    main()
