"""What is aimed at, and how far off it is: a row for each goal, from what has been measured. A ratio counts within one run."""
import statistics
from typing import NamedTuple, Optional

from tables import least, median

CORE, STARTER = "jtornado", "boot-jtornado"
PEERS = ("activej", "microhttp", "netty-nio", "netty-epoll", "vertx", "undertow")
KIB, MIB = 1024, 2**20


class Row(NamedTuple):
    scenario: str
    goal: str
    measured: str = "not measured"
    share: Optional[float] = None  # of what is allowed: more than 1 is missed

    def verdict(self):
        return "-" if self.share is None else "met" if self.share <= 1 else "**missed**"


class Goals:
    """The rows of PERFORMANCE: every function makes one."""

    def __init__(self, values):
        self.values = values

    def load(self, scenario, goal, ours, theirs, factor=1.0):
        """Processor time per request, against the best of theirs."""
        return self.against(scenario, goal, self.values.get("load-" + scenario, {}), ours, theirs, factor, least, "us", median)

    def latency(self, scenario):
        return self.against("p99, " + scenario, "≤ 1.20 x the best JVM peer", self.values.get("load-" + scenario, {}), CORE, PEERS,
                            1.2, lambda rounds: median(rounds, "p99"), "ms")

    def per_connection(self, goal, ours, theirs, factor, key):
        return self.against("idle connection", goal, self.values.get("idle", {}), ours, theirs, factor, lambda one: one[key], "B")

    def against(self, scenario, goal, seen, ours, theirs, factor, value, unit, also=None):
        present = [name for name in theirs if name in seen]
        if ours not in seen or not present:
            return Row(scenario, goal)
        best = min(present, key=lambda name: value(seen[name]))
        us, other = value(seen[ours]), value(seen[best])
        ratio = us / other if other > 0 else float("inf") if us > 0 else 0.0
        more = f"; medians {also(seen[ours]) / also(seen[best]):.2f}" if also else ""
        return Row(scenario, goal, f"{ratio:.2f} x {best} ({us:,.2f} / {other:,.2f} {unit}{more})", ratio / factor)

    @staticmethod
    def at_most(scenario, goal, value, most, unit):
        return Row(scenario, goal) if value is None else Row(scenario, goal, f"{value:,.2f} {unit}", value / most)

    def idle(self, server, *keys):
        one = self.values.get("idle", {}).get(server, {})
        for key in keys:
            one = (one or {}).get(key)
        return one / KIB if one is not None else None

    def start(self, server, key):
        one = self.values.get("start", {}).get(server)
        if not one:
            return None
        return one["jars"] and one["jars"] / MIB if key == "jars" else statistics.median(run[key] for run in one["starts"])

    def routing(self, kind):
        scores = {one["params"]["specs"]: one["primaryMetric"] for module in self.values.get("jmh", {}).values() for one in module
                  if one["benchmark"].endswith(".RouterBenchmark.last") and one["params"]["kind"] == kind}
        name, goal = f"routing, {kind}", "1,000 specs ≤ 1.50 x one"
        if not {"1", "1000"} <= scores.keys():
            return Row(name, goal)
        few, many = scores["1"]["score"], scores["1000"]["score"]
        return Row(name, goal, f"{many / few:.2f} ({many:.1f} / {few:.1f} ns)", many / few / 1.5)

    def allocation(self):
        found = [one["secondaryMetrics"]["gc.alloc.rate.norm"]["score"]
                 for module in self.values.get("jmh", {}).values() for one in module
                 if one["benchmark"].endswith(".TurnBenchmark.application") and one["params"]["request"] == "MINIMAL"]
        return self.at_most("plaintext in memory, handler object included", "≤ 1,024 B allocated", found[0] if found else None, 1024,
                            "B")

    def loops(self, scenario):
        rounds = self.values.get("loops", {}).get(scenario)
        name, goal = f"two loops, {scenario}", "≤ 1.10 x one loop"
        if not rounds:
            return Row(name, goal)
        one, two = median(rounds["1"]), median(rounds["2"])
        least_ratio = least(rounds["2"]) / least(rounds["1"])
        return Row(name, goal, f"{two / one:.2f} (medians {two:.2f} / {one:.2f} us; least {least_ratio:.2f})", two / one / 1.1)

    def core(self):
        yield from (self.load(s, "below every JVM peer", CORE, PEERS) for s in ("plaintext", "json", "user", "echo1k"))
        yield self.load("plaintext", "≤ 1.08 x limit", CORE, ("limit",), 1.08)
        yield self.load("c512", "below microhttp and ActiveJ", CORE, ("microhttp", "activej"))
        yield self.load("pipelined", "≤ 0.90 x ActiveJ", CORE, ("activej",), 0.9)
        yield self.load("pipelined", "≤ 1.35 x limit", CORE, ("limit",), 1.35)
        yield self.load("echo64k", "below ActiveJ", CORE, ("activej",))
        yield self.load("bytes1m", "below Undertow", CORE, ("undertow",))
        yield self.load("close", "below ActiveJ", CORE, ("activej",))
        # Not pipelined: wrk cannot time requests that it has sent together.
        yield from (self.latency(s) for s in ("plaintext", "json", "user", "echo1k", "echo64k", "bytes1m", "c512", "close"))
        yield self.at_most("idle connection", "≤ 0.90 KiB heap", self.idle(CORE, "heap"), 0.9, "KiB")
        yield self.per_connection("RSS not above microhttp's", CORE, ("microhttp",), 1, "rss")
        yield self.at_most("10,000 trickling heads", "≤ 1.20 KiB heap each", self.idle(CORE, "trickling", "heap"), 1.2, "KiB")
        slow = {name: one["trickling"] for name, one in self.values.get("idle", {}).items() if one.get("trickling")}
        for goal, key, unit in (("worst probe below microhttp's", "probe", "ms"), ("processor time per byte below microhttp's", "micros", "us")):
            yield self.against("10,000 trickling heads", goal, slow, CORE, ("microhttp",), 1, lambda one, key=key: one[key], unit)
        yield self.at_most("start of a core server", "≤ 350 ms", self.start(CORE, "ready"), 350, "ms")
        yield self.at_most("start of a core server", "jars ≤ 0.50 MiB beside slf4j", self.start(CORE, "jars"), 0.5, "MiB")

    def starter(self):
        for scenario in ("plaintext", "json", "user"):
            yield self.load(scenario, "starter ≤ 1.25 x core", STARTER, (CORE,), 1.25)
            yield self.load(scenario, "starter ≤ 0.45 x webflux", STARTER, ("boot-webflux",), 0.45)
            yield self.load(scenario, "starter ≤ 0.35 x webmvc", STARTER, ("boot-webmvc",), 0.35)
        for scenario, flux, mvc in (("echo1k", 0.12, 0.25), ("echo64k", 0.25, 0.4)):
            yield self.load(scenario, f"starter ≤ {flux:.2f} x webflux", STARTER, ("boot-webflux",), flux)
            yield self.load(scenario, f"starter ≤ {mvc:.2f} x webmvc", STARTER, ("boot-webmvc",), mvc)
        yield self.per_connection("starter ≤ 1.10 x core's heap", STARTER, (CORE,), 1.1, "heap")
        yield self.against("start of the application", "≤ 0.85 x webmvc", self.values.get("start", {}), STARTER, ("boot-webmvc",), 0.85,
                           lambda one: statistics.median(run["ready"] for run in one["starts"]), "ms")
        yield self.at_most("start of the application", "RSS then ≤ 165 MiB", self.start(STARTER, "rss"), 165, "MiB")
        jar = self.start(STARTER, "jars")
        yield self.at_most("start of the application", "jar ≤ 21 MB", jar and jar * MIB / 1e6, 21, "MB")

    def parts(self):
        yield from (self.routing(kind) for kind in ("LITERAL", "TEMPLATE", "REGEX"))
        yield self.allocation()
        yield from (self.loops(scenario) for scenario in ("pipelined", "plaintext"))

    def rows(self):
        """The losing ones first, by how much they lose; at the end what was not measured."""
        rows = [*self.core(), *self.starter(), *self.parts()]
        return sorted(rows, key=lambda row: (row.share is None, -(row.share or 0)))
