#!/bin/sh
# Says in one sentence what is wrong with the Swift toolchain, before make would say it in many.
set -eu

swift=${SWIFT:-swift}
required_major=6
required_minor=1
mend="install Swift $required_major.$required_minor or newer from https://www.swift.org/install"

if ! command -v "$swift" >/dev/null 2>&1; then
    echo "systole: there is no command \"$swift\"; $mend" >&2
    exit 1
fi
version=$("$swift" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
if [ -z "$version" ]; then
    echo "systole: \"$swift --version\" does not tell its version; $mend" >&2
    exit 1
fi
major=${version%%.*}
minor=${version#*.}
if [ "$major" -lt "$required_major" ] || { [ "$major" -eq "$required_major" ] && [ "$minor" -lt "$required_minor" ]; }; then
    echo "systole: found Swift $version; $mend" >&2
    exit 1
fi
