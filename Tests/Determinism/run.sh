#!/bin/bash
# The same input gives the same bytes, however the command is run and built:
#
#     bash Tests/Determinism/run.sh SYSTOLE OTHER-SYSTOLE
#
# Compares what the first says in many surroundings, and what the second one says, which may be built otherwise.
set -uo pipefail

systole=$(readlink -f "$1")
other=$(readlink -f "$2")
here=$(readlink -f "$(dirname "$0")")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM HUP
cp "$here/../../Workloads/tiny.json" "$here/../../Workloads/smolvla.model.json" "$folder"
cd "$folder" || exit 1

fail() {
    echo "determinism: $*" >&2
    exit 1
}

# Every command and every form of output; {jobs} stands for a number of jobs.
commands=("simulate --format json --per-layer" "simulate --per-layer" "simulate --plan --residency belady"
    "simulate --accelerator edge --format csv --set run.inferences=3" "simulate --format markdown --verify"
    "sweep tiny.json --vary sram.capacity=64KiB...4MiB:+64KiB --jobs {jobs}"
    "sweep tiny.json --vary sram.capacity=64KiB...4MiB:+64KiB --vary residency=lru,belady --format csv --jobs {jobs}"
    "sweep --vary sram.capacity=10MiB,20MiB,40MiB --residency pinned --format json --jobs {jobs}"
    "sweep --vary model.steps=5,10 --vary memory.kind=hbm2,lpddr5 --format csv --jobs {jobs}"
    "sweep tiny.json --vary sram.capacity=64KiB...4MiB:+64KiB --shard 2/3 --jobs {jobs}"
    "trace --format csv --residency lru" "trace --commands --format chrome --stage expert" "trace --format perfetto"
    "report tiny.json" "lower smolvla.model.json --set model.cameras=3" "operations --format csv" "operations --format json"
    "footprint" "footprint --format json" "check tiny.json smolvla.model.json" "accelerators" "accelerators default"
    "probe array --m 50 --k 720 --n 960" "probe memory --pattern rand:1M:64" "--help" "simulate smolvla")
for mode in layer-by-layer resident pinned lru belady; do
    commands+=("simulate --format json --residency $mode --set sram.capacity=24MiB" "simulate tiny.json --residency $mode")
done

# digests SYSTOLE JOBS [SETTING...]: a line for each command with its status and the sum of all that it writes.
digests() {
    local words status
    for words in "${commands[@]}"; do
        words=${words/\{jobs\}/$2}
        case $words in
        # Reports are files, and show the words that they were made with: the same ones.
        report*) env "${@:3}" "$1" $words --output page.html > output 2>&1 < /dev/null ;;
        *) env "${@:3}" "$1" $words > output 2>&1 < /dev/null ;;
        esac
        status=$?
        case $words in report*) cat page.html >> output ;; esac
        echo "$status $(sha256sum < output | cut -c 1-64) $(sed 's/--jobs [0-9]*//' <<< "$words")"
    done
}

surroundings=0
# alike NAME JOBS [SETTING...]: the command, as its environment is set, writes what it wrote at first.
alike() {
    local name=$1 jobs=$2 binary=${binary:-$systole}
    shift 2
    digests "$binary" "$jobs" "$@" > digests
    if [ $surroundings -eq 0 ]; then
        cp digests expected
        [ "$(grep -v '^0 ' expected | cut -d ' ' -f 1,3-)" = "1 simulate smolvla" ] ||
            fail "other commands fail than should: $(grep -v '^0 ' expected)"
    fi
    diff expected digests >&2 || fail "$name changes what is written"
    surroundings=$((surroundings + 1))
}

unset SWIFT_DETERMINISTIC_HASHING LANG LANGUAGE LC_ALL LC_NUMERIC TZ COLUMNS
alike "the first run" 1
alike "another random seed of the hash tables" 1
alike "SWIFT_DETERMINISTIC_HASHING" 1 SWIFT_DETERMINISTIC_HASHING=1
alike "two jobs" 2
alike "three jobs" 3 SWIFT_DETERMINISTIC_HASHING=1

# A locale that writes numbers and letters otherwise, made here if it is not installed, and shown to be in force.
sh "$here/../Checks/install.sh" localedef locale-gen -- libc-bin locales || exit 1
for locale in de_DE tr_TR; do
    localedef -i $locale -f UTF-8 "$folder/$locale.UTF-8" 2> /dev/null
    [ -d "$folder/$locale.UTF-8" ] || fail "there is no locale $locale"
done
[ "$(LOCPATH=$folder LC_ALL=de_DE.UTF-8 bash -c 'printf %.1f 1,5')" = 1,5 ] || fail "the locale is not in force"
alike "German" 2 LOCPATH="$folder" LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 TZ=Europe/Berlin
alike "Turkish" 2 LOCPATH="$folder" LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 TZ=Pacific/Kiritimati
alike "the C locale" 2 LC_ALL=C TZ=UTC0 COLUMNS=40 TERM=dumb

cmp -s "$systole" "$other" && fail "both commands are the same file"
binary=$other alike "another build" 2
echo "determinism: ${#commands[@]} commands write the same bytes in $surroundings surroundings and builds"
