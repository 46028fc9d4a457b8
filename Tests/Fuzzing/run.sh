#!/bin/sh
# Fuzzes with the toolchain's libFuzzer: MINUTES for each target, or for TARGET alone.
#
# The modules are compiled with coverage of every branch and with the address sanitizer, and linked here: the package
# manager cannot link a fuzzer, whose `main` is libFuzzer's. Inputs that reach something new are kept between runs in
# the scratch folder; inputs that crash are left in Tests/Fuzzing/Crashes. Every run starts with them, and
# `FuzzInputTests` feeds them and the seeds to the same targets.
set -eu
minutes=${MINUTES:-1}
targets=${TARGET:-quantities arguments workload model accelerator sweep structured}
scratch=${SCRATCH:-.build-fuzz}
swift=${SWIFT:-swift}
flags="-sanitize=fuzzer,address"

# A trap must end the process at once, not after a backtrace of seconds.
export SWIFT_BACKTRACE=enable=no

"$swift" build -c release --scratch-path "$scratch" --target systole \
    -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing
folder=$scratch/release
# Modules of the package see each other's declarations under its name, which is that of its folder.
package=$(basename "$PWD" | tr 'A-Z' 'a-z' | tr -c 'a-z0-9\n' '_')
shared="Tests/PropertyTests/FuzzTarget.swift Tests/PropertyTests/RandomWorkload.swift Tests/PropertyTests/RandomWorkload+Blocks.swift
    Tests/PropertyTests/RandomMachine.swift Tests/PropertyTests/SeededGenerator.swift"
objects=
for module in Quantities JSONText EventKernel OperatorTrace Models Architecture Mapping Accelerator Exploration \
    Reporting systole; do
    objects="$objects $(find "$folder/$module.build" -name '*.o')"
done
# shellcheck disable=SC2086
"${SWIFTC:-swiftc}" -O -swift-version 6 -parse-as-library -enable-testing $flags -package-name "$package" \
    -module-name FuzzTargets -I "$folder/Modules" -o "$scratch/fuzz" Tests/Fuzzing/*.swift $shared $objects

status=0
for target in $targets; do
    corpus=$scratch/corpus/$target
    mkdir -p "$corpus" "Tests/Fuzzing/Seeds/$target" "Tests/Fuzzing/Crashes/$target"
    echo "== $target: $minutes min"
    SYSTOLE_FUZZ=$target "$scratch/fuzz" -max_total_time=$((minutes * 60)) -timeout=10 -rss_limit_mb=2048 \
        -max_len=4096 -print_final_stats=1 -artifact_prefix="Tests/Fuzzing/Crashes/$target/" \
        "$corpus" "Tests/Fuzzing/Seeds/$target" "Tests/Fuzzing/Crashes/$target" \
        >"$scratch/$target.log" 2>&1 || status=1
    grep -E 'INITED|DONE|ERROR|SUMMARY|Fatal|stat::(number_of_executed_units|peak_rss_mb|slowest_unit)' "$scratch/$target.log"
done
exit $status
