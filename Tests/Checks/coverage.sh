#!/bin/sh
# Runs the tests that were built for it, and prints which share of each source file's lines they and the commands that they
# run reach, then the lines that none reaches: coverage.sh SCRATCH
set -eu

scratch=$1
swift=${SWIFT:-swift}
products=$("$swift" build -c release --scratch-path "$scratch" --show-bin-path)
bundle=$(find "$products" -maxdepth 1 -name '*.xctest' | head -n 1)
if [ -d "$bundle" ]; then bundle=$bundle/Contents/MacOS/$(basename "$bundle" .xctest); fi
profiles=$products/profiles
rm -rf "$profiles"
mkdir "$profiles"

# Every process writes a profile of its own. Those that are killed leave broken ones, which are passed over.
LLVM_PROFILE_FILE="$profiles/%p.profraw" "$bundle" --testing-library swift-testing > "$profiles/tests.log" 2>&1 || {
    tail -n 40 "$profiles/tests.log" >&2
    exit 1
}

# The toolchain's own tools: others may not read its data.
tools=$(dirname "$(readlink -f "$(command -v "$swift")")")
cov=$tools/llvm-cov
[ -x "$cov" ] || cov=llvm-cov
merge=$tools/llvm-profdata
[ -x "$merge" ] || merge=llvm-profdata
"$merge" merge -sparse -failure-mode=all -o "$profiles/all.profdata" "$profiles"/*.profraw 2> "$profiles/merge.log"
objects="-object $products/systole -instr-profile $profiles/all.profdata"
others='(^|/)(Tests|\.build[^/]*)/'
# shellcheck disable=SC2086
"$cov" report "$bundle" $objects -ignore-filename-regex="$others" -show-region-summary=false \
    -show-branch-summary=false

echo
echo "Lines that nothing reaches:"
# shellcheck disable=SC2086
"$cov" export -format=lcov "$bundle" $objects -ignore-filename-regex="$others" | awk -F '[:,]' '
    function close_run() {
        if (first) list = list " " (first == last ? first : first "-" last)
        first = 0
    }
    /^SF:/ { file = substr($0, 4); sub(/.*\/Sources\//, "Sources/", file); list = "" }
    /^DA:/ {
        if ($3 > 0) { close_run(); next }
        if (first && $2 == last + 1) { last = $2; next }
        close_run()
        first = last = $2
    }
    /^end_of_record/ { close_run(); if (list) print file ":" list }'
