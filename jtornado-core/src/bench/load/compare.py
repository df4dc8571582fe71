#!/usr/bin/env python3
"""Compares servers under load: processor time of the server per request, in rounds that take turns.

    compare.py                                        all of them that are built, about 40 minutes
    compare.py --servers limit,jtornado,activej --scenarios plaintext,pipelined --rounds 10
    compare.py --old OTHER/jtornado-core/target       this tree against another build of it

Each server is pinned to one core and wrk to the other; those that are not measured stand still. The figure is
(user + system time of the process) / requests, least and median of the rounds: other work on the machine halves the
requests per second, but moves the processor time by a few percent. Only ratios within one run mean anything. A round
during which others worked a tenth of a core more than in the quietest one is repeated, twice at most: the latency needs it.
"""
import argparse
import os
import re
import resource
import subprocess
import time

import results
import servers
import tables

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
QUICK = ["--rounds", "2", "--seconds", "1"]


def machine_busy():
    """Seconds that all cores together have worked so far."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, irq, softirq, *_ = map(int, stat.readline().split()[1:])
    return (user + nice + system + irq + softirq) / servers.TICKS


def own_load():
    """The same of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def wrk(server, scenario, seconds, prefix=(), threads=1):
    """What one run of wrk said, and what it cost the server."""
    path, connections, script, argument, _ = SCENARIOS[scenario]
    command = [*prefix, "wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "5s", "--latency"]
    command += ["-s", os.path.join(servers.HERE, script)] if script else []
    command += [f"http://127.0.0.1:{server.port}{path}"] + (["--", argument] if argument else [])
    server.thaw()
    began, before, all_before, own_before = time.monotonic(), server.cpu(), machine_busy(), own_load()
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent, elapsed = server.cpu() - before, time.monotonic() - began
    others = machine_busy() - all_before - spent - (own_load() - own_before)
    server.freeze()
    requests = int(re.search(r"(\d+) requests in", text).group(1))
    if requests == 0 or "Non-2xx" in text or "Socket errors" in text and scenario != "close":
        raise RuntimeError(f"{server.name}, {scenario}: {text}")
    amount, unit = re.search(r"^\s*99%\s+([\d.]+)(us|ms|s|m)", text, re.M).groups()
    return {"micros": spent * 1e6 / requests, "p99": float(amount) * UNITS[unit] / 1e3, "requests": requests,
            "busy": spent / elapsed, "others": others / elapsed}


def warm_up(run, scenario="plaintext"):
    """Until two steps of three seconds differ by less than 6 %, but twelve steps at most."""
    last = None
    for _ in range(12):
        micros = run(scenario, 3)["micros"]
        if last and abs(micros / last - 1) < 0.06:
            return
        last = micros


def in_turns(runs, rounds):
    """The rounds of each of {name: function that measures one}, in turns; each turn begins with another one."""
    names, seen, quietest = list(runs), {name: [] for name in runs}, float("inf")
    for turn in range(rounds):
        for name in names[turn % len(names):] + names[:turn % len(names)]:
            for tried in range(3):
                one = runs[name]() | {"tried": tried + 1}
                quietest = min(quietest, one["others"])
                if one["others"] <= quietest + 0.1:
                    break
            seen[name].append(one)
    return seen


def measure(running, scenario, options):
    prefix = ["taskset", "-c", options.cpus.split(",")[1]]
    takers = [s for s in running if (s.name != "limit" or SCENARIOS[scenario][4])
              and not (scenario == "close" and s.name in NO_CLOSE)]
    for server in takers:
        wrk(server, scenario, min(2, options.seconds), prefix)
    return in_turns({server.name: lambda server=server: wrk(server, scenario, options.seconds, prefix)
                     for server in takers}, options.rounds)


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", help="names, comma-separated; by default all but Boot's")
    parser.add_argument("--scenarios", default=",".join(SCENARIOS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    parser.add_argument("--old", help="target directory of another build, measured as 'old'")
    parser.add_argument("--cpus", default="0,1", help="of the server, of wrk")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse(arguments)
    names = options.servers.split(",") if options.servers else [n for n in servers.COMMANDS if not n.startswith("boot-")]
    java, (own, other) = servers.java_of(options.jdk), options.cpus.split(",")
    running, seen = [], {}
    try:
        for name in names + (["old"] if options.old else []):
            command = servers.core_command("BenchServer", os.path.abspath(options.old)) if name == "old" else None
            server = servers.Server(name, java, own, command)
            running.append(server)
            warm_up(lambda scenario, seconds: wrk(server, scenario, seconds, ["taskset", "-c", other]))
        for scenario in options.scenarios.split(","):
            seen[scenario] = measure(running, scenario, options)
            results.save(java, "load-" + scenario, seen[scenario], rounds=options.rounds, seconds=options.seconds)
            print(scenario, *(f"{n} {tables.least(rs):.2f}" for n, rs in seen[scenario].items()), flush=True)
    finally:
        for server in running:
            server.stop()
    print("\n" + tables.load(seen))


if __name__ == "__main__":
    main()
