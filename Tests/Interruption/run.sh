#!/bin/bash
# Ends sweeps in every way there is and goes on with them:
#
#     bash Tests/Interruption/run.sh SYSTOLE
#
# Nothing here waits for a time: a sweep is ended when its records have grown by so much. One that ends before that is
# begun again. Mounting a small disk needs root and is left out, with a word, where it is not allowed.
set -uo pipefail

systole=$(readlink -f "$1")
here=$(readlink -f "$(dirname "$0")")
tiny=$here/../../Workloads/tiny.json
folder=$(mktemp -d)
process=
mounted=

clean() {
    [ -z "$process" ] || kill -KILL "$process" 2> /dev/null
    [ -z "$mounted" ] || umount "$mounted"
    rm -rf "$folder"
}
trap clean EXIT
trap 'exit 1' INT TERM HUP
cd "$folder" || exit 1

fail() {
    echo "interruption: $*" >&2
    tail -n 5 messages >&2 2> /dev/null
    exit 1
}

# 7,680 points, whose records begin with a line of 100 kB, and 1,024 with their whole results.
many=(sweep "$tiny" --jobs 2 --vary "sram.capacity=8KiB...60MiB:+8KiB" --format csv)
whole=(sweep "$tiny" --jobs 2 --vary "sram.capacity=64KiB...64MiB:+64KiB" --format json)

size() { stat -Lc %s "$1" 2> /dev/null || echo 0; }
# Lines of records that are whole.
lines() { tr -dc '\n' < "$1" 2> /dev/null | wc -c; }
points() { head -n "$(lines "$1")" "$1" 2> /dev/null | grep -c '^{ "point":'; }

# start ARGUMENT...: runs the command aside, as a job of its own that takes signals.
start() {
    set -m
    "$systole" "$@" > output 2> messages < /dev/null &
    process=$!
    set +m
}

# grow FILE BYTES: waits until a file has so many bytes; fails if the process ends before.
grow() {
    local deadline=$((SECONDS + 120))
    until [ "$(size "$1")" -ge "$2" ]; do
        kill -0 "$process" 2> /dev/null || return 1
        [ $SECONDS -lt $deadline ] || fail "$1 does not grow"
    done
    kill -0 "$process" 2> /dev/null
}

# stop SIGNAL: ends the process, which must end by the signal; leaves its status.
stop() {
    kill "-$1" "$process" 2> /dev/null
    wait "$process" 2> /dev/null
    status=$?
    process=
}

random() { echo $(((RANDOM * 32768 + RANDOM) % $1)); }

# killed NAME KILLS PART ARGUMENT...: ends the sweep so many times with the signal that no process can answer, each time
# after a random number of bytes below one PART-th of its records, and goes on with it.
killed() {
    local name=$1 kills=$2 part=$3 done=0 rounds=0 kept=0
    shift 3
    "$systole" "$@" --output "$name.whole" 2> messages || fail "$name: the undisturbed run fails"
    "$systole" "$@" --shard 1/1 --output "$name.records" 2> messages || fail "$name: the undisturbed part fails"
    local total=$(($(size "$name.records") / part))
    : > "$name.kept"
    while [ $done -lt "$kills" ]; do
        rounds=$((rounds + 1))
        [ $rounds -le $((kills * 10)) ] || fail "$name: ends before it can be killed"
        start "$@" --output "$name.cut" --resume
        if grow "$name.cut.part" $(($(size "$name.kept") + 1 + $(random "$total"))); then
            stop KILL
        else
            wait "$process" || fail "$name: ends with $?"
            process=
        fi
        if [ -e "$name.cut" ] && [ ! -e "$name.cut.part" ]; then
            cmp "$name.whole" "$name.cut" || fail "$name: differs after $done kills"
            rm "$name.cut"
            : > "$name.kept"
            continue
        fi
        done=$((done + 1))
        head -c "$(size "$name.kept")" "$name.cut.part" | cmp -s - "$name.kept" ||
            fail "$name: what was there before kill $done is not there after it"
        head -n "$(lines "$name.cut.part")" "$name.cut.part" > "$name.kept"
        [ -z "$(grep -o '^{ "point": [0-9]*' "$name.kept" | sort | uniq -d)" ] ||
            fail "$name: a point was computed twice before kill $done"
    done
    kept=$(points "$name.kept")
    "$systole" "$@" --output "$name.cut" --resume 2> messages || fail "$name: does not go on"
    [ "$kept" -eq 0 ] || grep -q "^systole: $(grouped "$kept") of .* points are there already" messages ||
        fail "$name: does not take over $kept points"
    cmp "$name.whole" "$name.cut" || fail "$name: differs after $kills kills"
    [ ! -e "$name.cut.part" ] || fail "$name: leaves its records"
    echo "interruption: $name: killed $kills times, the last time at $kept points: the same file"
}

grouped() { echo "$1" | sed -e ':again' -e 's/\([0-9]\)\([0-9]\{3\}\)\($\|,\)/\1,\2\3/' -e 't again'; }

killed csv 10 12 "${many[@]}"
killed json 4 5 "${whole[@]}"

# A finished output with --resume is what it is, and one of other parameters is refused.
"$systole" "${many[@]}" --output csv.cut --resume 2> messages || fail "a finished output is not recognised"
grep -q "is complete already" messages || fail "a finished output is not recognised"
if "$systole" "${many[@]}" --set array.rows=8 --output csv.cut --resume 2> messages; then fail "other parameters are taken"; fi
grep -q "made by other parameters" messages || fail "other parameters are not told"
cmp -s csv.whole csv.cut || fail "a refused output was changed"

# Signals that ask: what is done is there, and can be looked at and gone on with.
for signal in INT TERM HUP; do
    for attempt in 1 2 3 4 5; do
        start "${many[@]}" --output asked
        # A sweep that is done before the signal comes is none to interrupt.
        if grow asked.part 300000; then
            stop $signal
            [ "$status" -eq 0 ] || break
        else
            stop KILL
        fi
        rm -f asked asked.part
    done
    [ "$status" -eq $((128 + $(kill -l $signal))) ] || fail "SIG$signal ends it with $status"
    grep -q "resume goes on" messages || fail "SIG$signal: does not say how to go on"
    if "$systole" "${many[@]}" --output asked 2> messages; then fail "begins anew over finished points"; fi
    grep -q "go on with --resume" messages || fail "does not say that there are finished points"
    if "$systole" "${many[@]}" --set array.rows=8 --output asked --resume 2> messages; then fail "mixes parameters"; fi
    grep -q "was made by other parameters" messages || fail "other parameters are not told"
    "$systole" merge --partial asked.part --output part.csv 2> messages || fail "SIG$signal: finished points are no use"
    [ "$(lines part.csv)" -eq $(($(points asked.part) + 1)) ] || fail "SIG$signal: merge finds other points"
    "$systole" "${many[@]}" --output asked --resume 2> messages || fail "SIG$signal: does not go on"
    cmp csv.whole asked || fail "SIG$signal: differs"
    rm asked
done
echo "interruption: INT, TERM and HUP leave finished points to look at and to go on with"

# Asked twice while it writes its result, a sweep ends at once: its records stay, half a result does not.
for attempt in 1 2 3 4 5 6 7 8 9 10; do
    start "${whole[@]}" --output twice
    while kill -0 "$process" 2> /dev/null && ! compgen -G '.systole-*' > hidden; do :; done
    kill -INT "$process" 2> /dev/null
    kill -INT "$process" 2> /dev/null
    wait "$process"
    status=$?
    process=
    ! compgen -G '.systole-*' || fail "a half-written result is left"
    [ "$status" -eq 0 ] || break
    rm -f twice
done
[ "$status" -eq 130 ] || fail "a sweep that is asked twice to end ends with $status"
[ -e twice.part ] || fail "a sweep that is asked twice to end loses its records"
"$systole" "${whole[@]}" --output twice --resume 2> messages || fail "a sweep that was asked twice does not go on"
rm twice
echo "interruption: asked twice, a sweep leaves its records and no half-written result"

# Without a file to go on with, an interrupted sweep writes what is done.
for attempt in 1 2 3 4 5; do
    start "${many[@]}"
    records=
    while [ -z "$records" ] && kill -0 "$process" 2> /dev/null; do
        for descriptor in /proc/"$process"/fd/*; do
            case $(readlink "$descriptor") in */systole-*) records=$descriptor ;; esac
        done
    done
    if grow "$records" 300000; then
        stop INT
        [ "$status" -eq 0 ] || break
    else
        stop KILL
    fi
done
[ "$status" -eq 130 ] || fail "an interrupted sweep without a file ends with $status"
rows=$(lines output)
[ "$rows" -gt 1 ] && [ "$rows" -lt "$(lines csv.whole)" ] || fail "an interrupted sweep without a file writes $rows lines"
head -n 1 output | cmp -s - <(head -n 1 csv.whole) || fail "an interrupted sweep without a file has another first line"
echo "interruption: without a file, $((rows - 1)) finished points are written"

# Progress with rate and time left on a terminal, and on nothing else.
"$systole" "${many[@]}" --output quiet 2> messages || fail "a sweep fails"
[ ! -s messages ] || fail "progress is shown where there is no terminal"
sh "$here/../Checks/install.sh" script -- bsdutils || exit 1
TERM=xterm script -qec "$systole ${many[*]} --output shown" /dev/null > terminal < /dev/null || fail "fails on a terminal"
grep -Eq '[0-9]+ of 7,680 points, [0-9.,]+ a second, [0-9]+ (s|min) left' terminal || fail "no progress on a terminal"
cmp -s quiet shown || fail "a terminal changes the output"

# Memory beyond the rows does not grow with the points: at most 1 KB for each.
memory() {
    start "$@" --output size
    local file=/proc/$process/status peak=0 now
    while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "$file" 2> /dev/null) && [ -n "$now" ]; do peak=$now; done
    wait "$process" || fail "a sweep ends with $?"
    process=
    rm size
    echo "$peak"
}
growth() {
    local few much
    few=$(memory sweep "$tiny" --jobs "$1" --vary "sram.capacity=4KiB...60MiB:+60KiB" --format csv)
    much=$(memory sweep "$tiny" --jobs "$1" --vary "sram.capacity=4KiB...60MiB:+4KiB" --format csv)
    [ "$few" -gt 1000 ] && [ "$much" -gt 1000 ] || fail "memory cannot be measured: $few kB, $much kB"
    [ $((much - few)) -lt "$2" ] || fail "--jobs $1: 1,024 points take $few kB of memory, 15,360 take $much kB"
    echo "interruption: --jobs $1: 1,024 points take $few kB of memory, 15,360 take $much kB"
}
growth 1 14336
# Threads leave pieces of their own memory behind, more or less of them as they take turns, but not more for more points.
growth 2 $((14336 + 8192))

# A limit on the size of files is a disk that fills up.
if (ulimit -f 400 && exec "$systole" "${many[@]}" --output limited) 2> messages; then fail "a limit is not noticed"; fi
grep -q "File too large.* points are kept in \"limited.part\": make room and give --resume" messages || fail "says nothing of it"
[ "$(tail -c 1 limited.part | od -An -tx1)" = " 0a" ] || fail "a record was cut off"
if (ulimit -f 20 && exec "$systole" "${many[@]}" --output none) 2> messages; then fail "a limit is not noticed"; fi
[ ! -e none.part ] || fail "records without a first line are left"
"$systole" "${many[@]}" --output limited --resume 2> messages || fail "does not go on after a limit"
cmp csv.whole limited || fail "differs after a limit"

# So is a small disk: once it is full of records, once they just fit and the result does not.
mkdir disk
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=400k tmpfs disk 2> /dev/null; then
    mounted=$folder/disk
    for room in 400 $((($(size csv.records) + 40960) / 1024)); do
        rm -f disk/*
        mount -o "remount,size=${room}k" disk || fail "cannot resize the small disk"
        if "$systole" "${many[@]}" --output disk/full 2> messages; then fail "a full disk is not noticed"; fi
        grep -q "No space left on device.*kept in \"disk/full.part\": make room and give --resume" messages ||
            fail "a full disk is not told"
        [ ! -e disk/full ] || fail "a full disk leaves a result that is not whole"
        kept=$(points disk/full.part)
        mount -o remount,size=64m disk || fail "cannot resize the small disk"
        "$systole" "${many[@]}" --output disk/full --resume 2> messages || fail "does not go on after a full disk"
        grep -q "^systole: $(grouped "$kept") of 7,680 points are there already" messages || fail "points were lost"
        cmp csv.whole disk/full || fail "differs after a full disk"
        echo "interruption: a disk of $room KiB fills up at $kept points, and nothing is lost"
    done
else
    echo "interruption: skipped: a small disk (mounting one needs root)"
fi
if "$systole" "${many[@]}" --output /dev/full 2> messages; then fail "a full device is not noticed"; fi
grep -q "No space left on device" messages || fail "a full device is not told"
echo "interruption: passed"
