"""What has been measured, kept under target until the report is made: one JSON file for each step, with where and when."""
import datetime
import json
import os
import platform
import re
import subprocess

import servers


def jdk(java):
    """Such as 25.0.3, Temurin-25.0.3+9-LTS."""
    text = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    version = re.search(r'version "([^"]+)"', text).group(1)
    build = re.search(r"Environment (.*?) ?\(", text)
    return f"{version}, {build.group(1)}" if build else version


def directory(java):
    """One for each version of Java, lest a report mix them."""
    return os.path.join(servers.TARGET, "measured", "jdk" + re.match(r"\d+", jdk(java)).group())


def machine():
    with open("/proc/cpuinfo") as info:
        model = re.search(r"model name\s*:\s*(.*)", info.read())
    return f"{os.cpu_count()} cores of {model.group(1) if model else platform.machine()}"


def commit():
    def git(*command):
        return subprocess.run(["git", "-C", servers.CORE, *command], capture_output=True, text=True).stdout.strip()
    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if git("status", "--porcelain", "-uno") else "")


def save(java, step, value, **how):
    """Keeps what a step has measured, and tells where."""
    head = {"machine": machine(), "kernel": platform.release(), "jdk": jdk(java), "commit": commit(),
            "date": datetime.datetime.now().astimezone().isoformat(timespec="minutes"), "how": how}
    path = os.path.join(directory(java), step + ".json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump({"head": head, "value": value}, file, indent=1)
    return path


def read(where):
    """All that is kept there: {step: {"head": ..., "value": ...}}."""
    found = {}
    for name in sorted(os.listdir(where)) if os.path.isdir(where) else []:
        if name.endswith(".json"):
            with open(os.path.join(where, name)) as file:
                found[name[:-len(".json")]] = json.load(file)
    return found
