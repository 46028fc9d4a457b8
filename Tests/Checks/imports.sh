#!/bin/sh
# Sources use nothing but the package's own modules and a few of the toolchain's, and the package has no dependencies.
set -eu

allowed="FoundationEssentials Glibc Darwin Musl Synchronization"
for folder in Sources/*/; do allowed="$allowed $(basename "$folder")"; done

find Sources -name '*.swift' -exec awk -v allowed="$allowed" '
    BEGIN { split(allowed, names, " "); for (i in names) isAllowed[names[i]] = 1 }
    # Attributes, an access level and the kind of a single declaration may stand around the word import.
    $0 ~ /^[ \t]*((@[A-Za-z_]+(\([a-zA-Z]*\))?|public|package|internal|fileprivate|private)[ \t]+)*import[ \t]/ {
        sub(/^.*import[ \t]+((struct|class|enum|protocol|typealias|func|let|var|actor)[ \t]+)?/, "")
        split($0, parts, /[^A-Za-z0-9_]/)
        if (!(parts[1] in isAllowed)) {
            printf "%s:%d: imports %s; Sources import only their own modules, FoundationEssentials and the C library\n", \
                FILENAME, FNR, parts[1]
            failed = 1
        }
    }
    END { exit failed }
' {} + >&2

if grep -nE '\.package\(|dependencies: \[[^]]*\.product' Package.swift >&2; then
    echo "Package.swift: names another package; Systole needs nothing but the toolchain" >&2
    exit 1
fi
