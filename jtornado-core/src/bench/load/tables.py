"""Markdown tables of what has been measured. Each function takes the value of one step, or of all scenarios of load."""
import statistics


def table(title, columns, rows, words=1):
    """A table whose first columns are words, the others numbers."""
    ruler = "|---" * words + "|---:" * (len(columns) - words) + "|"
    lines = [f"### {title}", "", "| " + " | ".join(columns) + " |", ruler]
    return "\n".join(lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]) + "\n"


def number(value, digits=0):
    return "-" if value is None else f"{value:,.{digits}f}"


def least(rounds):
    return min(one["micros"] for one in rounds)


def median(rounds, key="micros"):
    return statistics.median(one[key] for one in rounds)


def load(scenarios):
    """Of {scenario: {server: [round, ...]}}."""
    names = list(dict.fromkeys(name for servers in scenarios.values() for name in servers))

    def one(title, figure):
        rows = [[name] + [number(figure(servers[name]), 2) if name in servers else "-" for servers in scenarios.values()]
                for name in names]
        return table(title, ["server", *scenarios], rows)
    return "\n".join([
        one("Processor time per request, least of the rounds, in microseconds", least),
        one("The same, median", median),
        one("99th percentile of the latency, median of the rounds, in milliseconds", lambda rounds: median(rounds, "p99"))])


def idle(servers):
    rows = []
    for name, one in servers.items():
        slow = one.get("trickling") or {}
        rows.append([name, one["connections"], number(one["heap"]), number(one["rss"]), number(one["probe"], 1),
                     number(slow.get("heap")), number(slow.get("rss")), number(slow.get("micros"), 1), number(slow.get("probe"), 1)])
    return table("Idle connections, and heads that trickle in, per connection",
                 ["server", "connections", "heap B", "RSS B", "probe ms", "trickling: heap B", "RSS B", "CPU us/byte",
                  "worst probe ms"], rows)


def histogram(value):
    count = value["connections"]
    rows = [[f"`{name}`", number(instances / count, 2), number(size / count, 1)]
            for name, (instances, size) in sorted(value["classes"].items(), key=lambda entry: -entry[1][1])
            if abs(size) >= count / 10]
    rest = sum(size for _, size in value["classes"].values() if abs(size) < count / 10)
    total = sum(size for _, size in value["classes"].values())
    return table(f"What {count:,} idle connections to {value['server']} consist of, per connection",
                 ["class", "objects", "bytes"],
                 rows + [["all others", "", number(rest / count, 1)], ["together", "", number(total / count, 1)]])


def start(servers):
    rows = [[name] + [number(statistics.median(run[key] for run in one["starts"])) for key in ("ready", "cpu", "rss")]
            + [number(one["jars"] and one["jars"] / 2**20, 2)] for name, one in servers.items()]
    return table("Start to the first answer, median of the starts", ["server", "first answer ms", "CPU ms", "RSS MiB then", "jars MiB"], rows)


def loops(scenarios):
    rows = [[scenario] + [number(figure(rounds[workers]), 2) for workers in ("1", "2") for figure in (least, median)]
            + [number(least(rounds["2"]) / least(rounds["1"]), 2), number(median(rounds["2"]) / median(rounds["1"]), 2)]
            + [number(median(rounds[workers], "busy"), 2) for workers in ("1", "2")]
            for scenario, rounds in scenarios.items()]
    return table("Processor time per request with one loop and with two, in microseconds",
                 ["scenario", "1: least", "1: median", "2: least", "2: median", "ratio of least", "of medians",
                  "1: cores busy", "2: cores busy"], rows)


def jmh(modules):
    rows = []
    for one in (one for module in modules.values() for one in module):
        name = one["benchmark"].removeprefix("io.jtornado.")
        values = ", ".join(f"{key} {value}" for key, value in one.get("params", {}).items())
        score, bytes_each = one["primaryMetric"], one["secondaryMetrics"].get("gc.alloc.rate.norm")
        error = score["scoreError"]
        rows.append([f"{name} {values}".strip(), number(score["score"], 1),
                     "-" if error in ("NaN", None) else number(error, 1), score["scoreUnit"],
                     number(bytes_each and bytes_each["score"])])
    return table("Parts, in memory (JMH)", ["benchmark", "score", "±", "unit", "B/operation"], rows)
