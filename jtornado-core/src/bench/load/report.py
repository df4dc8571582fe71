#!/usr/bin/env python3
"""Prints what has been measured as one report in Markdown: goals, losing rows first, then what they rest on.

    report.py                              of what is kept for the Java that JAVA_HOME or --jdk name
    report.py --jdk 17 > report.md
"""
import argparse

import compare
import goals
import results
import servers
import tables

DETAILS = {"idle": tables.idle, "histogram": tables.histogram, "start": tables.start, "loops": tables.loops, "jmh": tables.jmh}


def sources(found):
    rows = [[step, head["date"], head["commit"], head["jdk"], ", ".join(f"{name} {value}" for name, value in head["how"].items())]
            for step, head in ((step, one["head"]) for step, one in found.items())]
    machines = sorted({f"{one['head']['machine']}, Linux {one['head']['kernel']}" for one in found.values()})
    return "\n".join(machines) + "\n\n" + tables.table("Runs", ["step", "date", "commit", "JDK", "how"], rows, words=5)


def ranking(values):
    rows = goals.Goals(values).rows()
    missed, measured = (sum(row.share is not None and row.share > most for row in rows) for most in (1, -1))
    return tables.table(f"Goals: {missed} missed of {measured} measured",
                        ["scenario", "goal", "measured", "verdict", "of what is allowed"],
                        [[row.scenario, row.goal, row.measured, row.verdict(), tables.number(row.share, 2)] for row in rows],
                        words=4)


def report(found):
    values = {step: one["value"] for step, one in found.items()}
    scenarios = {name: values["load-" + name] for name in compare.SCENARIOS if "load-" + name in values}
    parts = [sources(found), ranking(values)]
    parts += [tables.load(scenarios)] if scenarios else []
    parts += [show(values[step]) for step, show in DETAILS.items() if step in values]
    return "\n".join(parts)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jdk", help="version of an installed JDK; by default JAVA_HOME's")
    where = results.directory(servers.java_of(parser.parse_args(arguments).jdk))
    found = results.read(where)
    if not found:
        raise SystemExit(f"Nothing has been measured: {where} is empty")
    print(report(found))


if __name__ == "__main__":
    main()
