#!/usr/bin/env python3
"""What a second loop costs: processor time per request of BenchServer with one loop and with two.

    loops.py --scenarios plaintext,pipelined --rounds 10

Servers with -Dworkers=1 and with -Dworkers=2 take turns under the same load: `wrk -t2`, which like them may use every core,
since nothing is pinned and everything that is not measured stands still. So both cores are full whichever is measured, and
what the loops do not take the load does: "cores busy" tells the server's part, of which a server of one loop cannot have
more than 1. Requests are pipelined, for one, since wrk then needs little for each. Processes of two loops of one build
differ by a quarter, each for as long as it lives; so there are several of each, and the medians over all of them decide.
On a machine of more than two cores this says what two loops cost, and nothing of a third.
"""
import argparse

import compare
import results
import servers
import tables

WORKERS = ("1", "2")
QUICK = ["--processes", "1", "--rounds", "2", "--seconds", "2"]


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenarios", default="pipelined,plaintext")
    parser.add_argument("--processes", type=int, default=4, help="of each number of loops")
    parser.add_argument("--rounds", type=int, default=3, help="of each process")
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    parser.add_argument("--target", default=servers.TARGET, help="target directory of the build")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    java, running, seen = servers.java_of(options.jdk), {}, {}

    def load(server, scenario, seconds):
        return compare.wrk(server, scenario, seconds, threads=2)
    try:
        for name in [f"{workers} loops, process {i}" for i in range(options.processes) for workers in WORKERS]:
            command = servers.core_command("BenchServer", options.target, "-Dworkers=" + name[0])
            server = running[name] = servers.Server(name, java, command=command)
            for scenario in options.scenarios.split(","):
                compare.warm_up(lambda scenario, seconds: load(server, scenario, seconds), scenario)
        for scenario in options.scenarios.split(","):
            rounds = compare.in_turns({name: lambda server=server: load(server, scenario, options.seconds)
                                       for name, server in running.items()}, options.rounds)
            seen[scenario] = {workers: [one for name in rounds if name[0] == workers for one in rounds[name]]
                              for workers in WORKERS}
    finally:
        for server in running.values():
            server.stop()
    results.save(java, "loops", seen, processes=options.processes, rounds=options.rounds, seconds=options.seconds)
    print(tables.loops(seen))


if __name__ == "__main__":
    main()
