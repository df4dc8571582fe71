#!/usr/bin/env python3
"""Runs the benchmarks of parts (JMH) of core, and of the starter where it has some, with the allocation profiler.

    jmh.py                          all of them, about half an hour
    jmh.py RouterBenchmark -f 5     those of a name, and any other option of JMH
"""
import json
import os
import sys

import build
import results
import servers
import tables

QUICK = ["-f", "1", "-wi", "2", "-i", "2", "-w", "500ms", "-r", "500ms"]


def main(arguments=None, jdk=None):
    java, seen = servers.java_of(jdk), {}
    arguments = sys.argv[1:] if arguments is None else arguments
    modules = build.modules_with_benchmarks()
    build.jmh(modules, java, ["-prof", "gc", "-rf", "json", "-rff", "jmh.json", *arguments])
    for module in modules:
        path = os.path.join(build.ROOT, module, "target", "jmh.json")
        with open(path) as file:
            seen[module] = json.load(file)
        os.remove(path)
    for one in (one for module in seen.values() for one in module):
        for raw in (one["primaryMetric"], *one["secondaryMetrics"].values()):
            raw.pop("rawData", None)
    results.save(java, "jmh", seen, options=" ".join(arguments) or "none")
    print(tables.jmh(seen))


if __name__ == "__main__":
    main()
