"""Checks the traces that systole writes against Perfetto's own definitions and against the run's ledger.

    check.py SYSTOLE WORKLOADS

Shipped workloads are traced in both formats, in every residency mode. Exit status 1 and a line for each fault.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from google.protobuf.unknown_fields import UnknownFieldSet
from perfetto.protos.perfetto.trace import perfetto_trace_pb2 as perfetto

FAULTS = []


def fault(place, text):
    FAULTS.append(f"{place}: {text}")


def unknown_fields(message, path=""):
    """The paths of fields that the definitions do not have."""
    found = [f"{path}#{field.field_number}" for field in UnknownFieldSet(message)]
    for descriptor, value in message.ListFields():
        if descriptor.message_type is None:
            continue
        for item in value if descriptor.is_repeated else [value]:
            found += unknown_fields(item, f"{path}.{descriptor.name}")
    return found


class Timeline:
    """What both formats say: names of tracks, and events in the order of the file."""

    def __init__(self):
        self.tracks = {}
        self.counters = {}
        # (phase, track, time, name, category, arguments, flows); phases are those of Chrome.
        self.events = []
        # Arrows: identifiers in the order of their stations in time.
        self.flows = []


def read_perfetto(path, place):
    trace = perfetto.Trace()
    trace.ParseFromString(path.read_bytes())
    for found in unknown_fields(trace):
        fault(place, f"unknown field {found}")
    timeline = Timeline()
    names, categories, keys = {}, {}, {}
    event_type = perfetto.TrackEvent.Type
    phases = {
        event_type.TYPE_SLICE_BEGIN: "B", event_type.TYPE_SLICE_END: "E", event_type.TYPE_COUNTER: "C",
    }
    for number, packet in enumerate(trace.packet):
        if (number == 0) != (packet.sequence_flags == perfetto.TracePacket.SEQ_INCREMENTAL_STATE_CLEARED):
            fault(place, f"packet {number} has sequence flags {packet.sequence_flags}")
        for table, entries in [
            (names, packet.interned_data.event_names),
            (categories, packet.interned_data.event_categories),
            (keys, packet.interned_data.debug_annotation_names),
        ]:
            for entry in entries:
                if entry.iid in table:
                    fault(place, f"text {entry.iid} is sent twice")
                table[entry.iid] = entry.name
        if packet.HasField("track_descriptor"):
            descriptor = packet.track_descriptor
            table = timeline.counters if descriptor.HasField("counter") else timeline.tracks
            if not descriptor.HasField("process"):
                table[descriptor.uuid] = descriptor.name
        if not packet.HasField("track_event"):
            continue
        event = packet.track_event
        if event.HasField("name_iid") and event.name_iid not in names:
            fault(place, f"packet {number} names text {event.name_iid}, which was not sent")
        arguments = {
            keys[a.name_iid]: a.int_value if a.HasField("int_value") else a.string_value
            for a in event.debug_annotations
        }
        phase = phases[event.type]
        if phase == "C":
            arguments = {"value": event.counter_value}
        name = event.name if event.HasField("name") else names.get(event.name_iid)
        category = [categories[iid] for iid in event.category_iids]
        timeline.events.append((phase, event.track_uuid, packet.timestamp, name, category, arguments))
        timeline.flows += [(packet.timestamp, flow, event.track_uuid) for flow in event.flow_ids]
    return timeline


def read_chrome(path, place):
    document = json.loads(path.read_text())
    if document["displayTimeUnit"] != "ns":
        fault(place, "displayTimeUnit is not ns")
    timeline = Timeline()
    for event in document["traceEvents"]:
        time = round(event.get("ts", 0) * 1000)
        if event["ph"] == "M":
            if event["name"] == "thread_name":
                timeline.tracks[event["tid"]] = event["args"]["name"]
        elif event["ph"] in "stf":
            timeline.flows.append((time, event["id"], event["tid"]))
        else:
            if event["ph"] == "C":
                timeline.counters[event["tid"]] = event["name"]
            timeline.events.append(
                (event["ph"], event["tid"], time, event.get("name"), [event.get("cat")], event.get("args", {})))
    return timeline


def check_tracks(timeline, place):
    """Slices are closed and nested, times never go back; returns (begin, end, depth, name, category, arguments)."""
    open_slices, last, slices = {}, {}, {}
    for phase, track, time, name, category, arguments in timeline.events:
        if track not in timeline.tracks and track not in timeline.counters:
            fault(place, f"event on unknown track {track}")
        if time < last.get(track, 0):
            fault(place, f"time goes back on track {timeline.tracks.get(track)}: {last[track]} to {time}")
        last[track] = time
        stack = open_slices.setdefault(track, [])
        if phase == "B":
            stack.append((time, name, category))
        elif phase == "E":
            if not stack:
                fault(place, f"a slice is closed at {time} that is not open")
                continue
            begin, name, category = stack.pop()
            slices.setdefault(timeline.tracks[track], []).append(
                (begin, time, len(stack), name, category[0], arguments))
        elif track not in timeline.counters:
            fault(place, f"a counter value on the track {track} of slices")
    for track, stack in open_slices.items():
        if stack:
            fault(place, f"{len(stack)} slices of {timeline.tracks[track]} stay open")
    return slices


def check_ledger(slices, ledger, commands, place):
    """What slices say of each unit's cycles is what the run's ledger says."""
    kinds = ("inference", "stage", "iteration", "layer")
    for unit, causes in ledger.items():
        leaves = [s for s in slices.get(unit, []) if s[4] not in kinds]
        if commands:
            # A command lies within the slice of its operation.
            leaves = [s for s in leaves if s[3] in COMMAND_NAMES and "commands" not in s[5]]
            if unit != "array" and sum(s[1] - s[0] for s in leaves) != causes["working"]:
                fault(place, f"{unit}: commands last {sum(s[1] - s[0] for s in leaves)}, not {causes['working']}")
        else:
            for begin, end, *_, arguments in leaves:
                if end - begin < arguments.get("working", 0):
                    fault(place, f"{unit}: a slice of {end - begin} cycles works {arguments['working']}")
        for cause in ("working", "loadingStationary", "waitingForMemory", "waitingForSpace", "waitingForUnit"):
            found = sum(s[5].get(cause, 0) for s in leaves)
            if found != causes[cause]:
                fault(place, f"{unit}.{cause}: slices add up to {found}, the ledger says {causes[cause]}")


COMMAND_NAMES = {
    "tile", "load", "store", "softmax", "layerNorm", "rmsNorm", "gelu", "silu", "multiply", "add", "rope", "scale",
    "mask", "concatenate", "sinusoid", "eulerStep",
}


def check(systole, arguments, commands, folder):
    place = " ".join(pathlib.Path(a).name if "/" in a else a for a in arguments)
    result = json.loads(
        subprocess.run([systole, "simulate", *arguments, "--format", "json"], check=True, capture_output=True).stdout)
    for style, read in [("perfetto", read_perfetto), ("chrome", read_chrome)]:
        for detail in [[], ["--commands"]] if commands else [[]]:
            name = f"{style} {' '.join(detail)}: {place}"
            path = folder / "trace"
            subprocess.run(
                [systole, "trace", *arguments, *detail, "--format", style, "--output", str(path)], check=True)
            timeline = read(path, name)
            slices = check_tracks(timeline, name)
            check_ledger(slices, result["unitCycles"], bool(detail), name)
            progress = slices["progress"]
            first, last = min(s[0] for s in progress), max(s[1] for s in progress)
            if (first, last) != (0, result["cycles"]):
                fault(name, f"progress runs from {first} to {last}, the run takes {result['cycles']} cycles")
            if sum(s[1] - s[0] for s in progress if s[4] == "operation") != result["cycles"]:
                fault(name, "operations of the progress track do not add up to the run")
            if max(time for _, _, time, *_ in timeline.events) != result["cycles"]:
                fault(name, "the last event is not at the end of the run")
            if sum(s[5].get("bytes", 0) for s in slices["memory"]) != result["hbm"]["movedBytes"]:
                fault(name, "bytes of the memory track do not add up")
            counters = {name: [] for name in timeline.counters.values()}
            for phase, track, _, _, _, values in timeline.events:
                if phase == "C":
                    counters[timeline.counters[track]].append(values["value"])
            if max(counters["SRAM taken"]) != result["sram"]["peakBytes"]:
                fault(name, f"SRAM peaks at {max(counters['SRAM taken'])}, not {result['sram']['peakBytes']}")
            if any(values[-1] != 0 for values in counters.values()):
                fault(name, "a counter does not end at 0")
            stations = {}
            for time, flow, _ in timeline.flows:
                stations.setdefault(flow, []).append(time)
            for flow, times in stations.items():
                if times != sorted(times):
                    fault(name, f"arrow {flow} has stations at {times}")
            # A computation that began before its only load has no arrow, which leaves the load's end of it.
            if sum(len(times) > 1 for times in stations.values()) < 0.9 * len(stations):
                fault(name, "most arrows lead nowhere")


def check_size(systole, arguments, most_bytes, most_memory, folder):
    """A trace of SmolVLA is no larger than that, and neither is the process that writes it."""
    path = folder / "trace"
    process = subprocess.Popen([systole, "trace", *arguments, "--format", "perfetto", "--output", str(path)])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    place = "perfetto " + " ".join(arguments)
    if process.returncode != 0:
        fault(place, f"ends with {process.returncode}")
        return
    size, memory = path.stat().st_size, usage.ru_maxrss * 1024
    print(f"{place}: {size / 1e6:.2f} MB of file, {memory / 1e6:.1f} MB of memory, {usage.ru_utime:.2f} s of work")
    if size >= most_bytes:
        fault(place, f"has {size} bytes, expected less than {most_bytes}")
    if memory >= most_memory:
        fault(place, f"takes {memory} bytes of memory, expected less than {most_memory}")


def main():
    systole, workloads = sys.argv[1], pathlib.Path(sys.argv[2])
    tiny, derivation = str(workloads / "tiny.json"), str(workloads / "derivation.json")
    # Arguments, and whether commands are traced too: reading tens of thousands of them takes Python a while.
    runs = [([], True), ([tiny, "--set", "run.inferences=3", "--residency", "pinned"], True), ([derivation, "--residency", "resident"], False), ([tiny], True)]
    for mode in ("resident", "pinned", "lru", "belady"):
        runs += [([tiny, "--residency", mode], True), (["--residency", mode, "--set", "array.rows=16"], False)]
    with tempfile.TemporaryDirectory() as folder:
        check_size(systole, [], 3_000_000, 100_000_000, pathlib.Path(folder))
        small_array = ["--commands", "--set", "array.rows=16", "--set", "array.columns=16"]
        check_size(systole, small_array, 300_000_000, 150_000_000, pathlib.Path(folder))
        for arguments, commands in runs:
            check(systole, arguments, commands, pathlib.Path(folder))
    for line in FAULTS[:40]:
        print(line)
    print(f"{len(runs)} runs, {len(FAULTS)} faults")
    sys.exit(1 if FAULTS else 0)


main()
