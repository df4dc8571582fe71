"""Builds what is measured, in whichever order it is asked for. Options for Maven, such as -o, come from MAVEN_ARGS."""
import os
import subprocess
import sys

import servers

ROOT = os.path.dirname(servers.CORE)
CORE, STARTER = "jtornado-core", "jtornado-spring-boot-starter"


def maven(*arguments):
    print("mvn", *arguments, file=sys.stderr, flush=True)
    subprocess.run(["mvn", "-B", "-ntp", "-q", *arguments], cwd=ROOT, check=True, stdout=sys.stderr)


def modules_with_benchmarks():
    return [module for module in (CORE, STARTER) if os.path.isdir(os.path.join(ROOT, module, "src", "bench", "java"))]


def peers():
    """Core, its benchmarks, BenchServer, and the peers: target/classes, bench-classes and bench of core."""
    maven("-Pbench", "-pl", CORE, "test-compile")


def boot():
    """Boot's stacks, and the jar of core. No tests are compiled: that takes a minute, and the gates are for others."""
    maven("-f", os.path.relpath(os.path.join(servers.BOOT, "pom.xml"), ROOT), "-Dmaven.test.skip", "package")


def jmh(modules, java, arguments):
    """Runs the benchmarks; Maven itself on its own Java, so that any version can be measured."""
    command = " ".join(["-cp %classpath org.openjdk.jmh.Main", *arguments])
    executable = ["-Dexec.executable=" + java] if os.path.dirname(java) else []
    maven("-Pbench", "-pl", ",".join(modules), "test-compile", "exec:exec", *executable, "-Dexec.args=" + command)
