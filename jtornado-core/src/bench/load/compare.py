#!/usr/bin/env python3
"""Compares servers under load: processor time of the server per request, in rounds that take turns.

    compare.py                                        all of them that are built, about 40 minutes
    compare.py --servers limit,jtornado,activej --scenarios plaintext,pipelined --rounds 10
    compare.py --old OTHER/jtornado-core/target       this tree against another build of it

Each server is pinned to one core and wrk to the other; those that are not measured stand still. The figure is
(user + system time of the process) / requests, least and median of the rounds: other work on the machine halves the
requests per second, but moves the processor time by a few percent. Only ratios within one run mean anything.
"""
import argparse
import os
import re
import statistics
import subprocess
import sys

import servers

# path, connections, script of wrk, its argument, whether the limit can do it
SCENARIOS = {
    "plaintext": ("/plaintext", 64, None, None, True),
    "json": ("/json", 64, None, None, False),
    "user": ("/", 64, "user.lua", None, False),
    "pipelined": ("/plaintext", 64, "pipelined.lua", "16", True),
    "echo1k": ("/echo", 64, "post.lua", "1024", False),
    "echo64k": ("/echo", 64, "post.lua", "65536", False),
    "bytes1m": ("/bytes?size=1048576", 16, None, None, False),
    "c512": ("/plaintext", 512, None, None, True),
    "close": ("/plaintext", 64, "close.lua", None, True),
}
NO_CLOSE = {"microhttp"}  # keeps the connection though asked to close it
UNITS = {"us": 1, "ms": 1e3, "s": 1e6, "m": 6e7}


class Round:
    """What one run of wrk said, and what it cost the server."""

    def __init__(self, server, scenario, seconds, cpu):
        path, connections, script, argument, _ = SCENARIOS[scenario]
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s", "--latency"]
        command += ["-s", os.path.join(servers.HERE, script)] if script else []
        command += [f"http://127.0.0.1:{server.port}{path}"] + (["--", argument] if argument else [])
        server.thaw()
        before = server.cpu()
        text = subprocess.run(["taskset", "-c", cpu, *command], capture_output=True, text=True, check=True).stdout
        spent = server.cpu() - before
        server.freeze()
        self.requests = int(re.search(r"(\d+) requests in", text).group(1))
        if self.requests == 0 or "Non-2xx" in text or "Socket errors" in text and scenario != "close":
            raise RuntimeError(f"{server.name}, {scenario}: {text}")
        self.micros = spent * 1e6 / self.requests
        amount, unit = re.search(r"^\s*99%\s+([\d.]+)(us|ms|s|m)", text, re.M).groups()
        self.p99 = float(amount) * UNITS[unit] / 1e3


def warm_up(server, cpus):
    """Until two steps of three seconds differ by less than 6 %, but twelve steps at most."""
    last = None
    for _ in range(12):
        micros = Round(server, "plaintext", 3, cpus[1]).micros
        if last and abs(micros / last - 1) < 0.06:
            return
        last = micros


def measure(running, scenario, rounds, seconds, cpus):
    """The rounds of each server, in turns; each turn begins with another one."""
    takers = [s for s in running if (s.name != "limit" or SCENARIOS[scenario][4])
              and not (scenario == "close" and s.name in NO_CLOSE)]
    for server in takers:
        Round(server, scenario, 2, cpus[1])
    results = {server.name: [] for server in takers}
    for turn in range(rounds):
        for server in takers[turn % len(takers):] + takers[:turn % len(takers)]:
            results[server.name].append(Round(server, scenario, seconds, cpus[1]))
    return results


def table(title, names, results, value):
    print(f"\n### {title}\n\n| server | " + " | ".join(results) + " |\n|---" + "|---:" * len(results) + "|")
    for name in names:
        cells = [value(rounds[name]) if name in rounds else "-" for rounds in results.values()]
        print(f"| {name} | " + " | ".join(cells) + " |")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", help="names, comma-separated; by default all but Boot's")
    parser.add_argument("--scenarios", default=",".join(SCENARIOS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    parser.add_argument("--old", help="target directory of another build, measured as 'old'")
    parser.add_argument("--cpus", default="0,1", help="of the server, of wrk")
    options = parser.parse_args()
    names = options.servers.split(",") if options.servers else [n for n in servers.COMMANDS if not n.startswith("boot-")]
    java, cpus = servers.java_of(options.jdk), options.cpus.split(",")
    running, results = [], {}
    try:
        for name in names + (["old"] if options.old else []):
            command = servers.core_command("BenchServer", os.path.abspath(options.old)) if name == "old" else None
            running.append(servers.Server(name, java, cpus[0], command))
            warm_up(running[-1], cpus)
        for scenario in options.scenarios.split(","):
            results[scenario] = measure(running, scenario, options.rounds, options.seconds, cpus)
            print(scenario, *(f"{n} {min(r.micros for r in rs):.2f}" for n, rs in results[scenario].items()), flush=True)
    finally:
        for server in running:
            server.stop()
    shown = [server.name for server in running]
    table("Processor time per request, least of the rounds, in microseconds", shown, results,
          lambda rounds: f"{min(r.micros for r in rounds):.2f}")
    table("The same, median", shown, results, lambda rounds: f"{statistics.median(r.micros for r in rounds):.2f}")
    table("99th percentile of the latency, median of the rounds, in milliseconds", shown, results,
          lambda rounds: f"{statistics.median(r.p99 for r in rounds):.2f}")


if __name__ == "__main__":
    main()
