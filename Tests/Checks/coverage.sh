#!/bin/sh
# Prints which share of each source file's lines the tests reached: coverage.sh SCRATCH
set -eu

scratch=$1
swift=${SWIFT:-swift}
folder=$(dirname "$("$swift" test --scratch-path "$scratch" --show-codecov-path)")
products=$(dirname "$folder")
bundle=$(find "$products" -maxdepth 1 -name '*.xctest' | head -n 1)
if [ -d "$bundle" ]; then bundle=$bundle/Contents/MacOS/$(basename "$bundle" .xctest); fi

# The toolchain's own llvm-cov: others may not read its data.
tool=$(dirname "$(readlink -f "$(command -v "$swift")")")/llvm-cov
[ -x "$tool" ] || tool=llvm-cov
"$tool" report "$bundle" -instr-profile "$folder/default.profdata" \
    -ignore-filename-regex='(^|/)(Tests|\.build[^/]*)/' -show-region-summary=false -show-branch-summary=false
