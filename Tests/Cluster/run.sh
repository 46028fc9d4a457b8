#!/bin/bash
# Runs a sweep as a job array on a real Slurm, controller and node daemon on this machine, and compares the merged file
# with that of one process: run.sh SYSTOLE
#
# The cluster is this script's own: it has its own folder, key, socket and ports, and is stopped at the end. Needs root,
# which Slurm's daemons need to start jobs.
set -euo pipefail

systole=$(readlink -f "$1")
if [ "$(id -u)" -ne 0 ]; then
    echo "cluster: Slurm's daemons start jobs as root; run this as root" >&2
    exit 1
fi
sh "$(dirname "$0")/../Checks/install.sh" slurmctld slurmd munged sbatch -- slurm-wlm munge

folder=$(mktemp -d)
chmod 755 "$folder"
host=$(uname -n | cut -d . -f 1)
port=$((20000 + $$ % 20000))
daemons=()

stop() {
    status=$?
    if [ $status -ne 0 ]; then
        for log in slurmctld slurmd munged; do
            echo "--- $log" >&2
            tail -n 15 "$folder/$log.log" >&2 2>/dev/null || true
        done
        tail -n 5 "$folder"/slurm-*.out >&2 2>/dev/null || true
    fi
    for ((place = ${#daemons[@]} - 1; place >= 0; place--)); do
        kill "${daemons[place]}" 2>/dev/null || true
        wait "${daemons[place]}" 2>/dev/null || true
    done
    rm -rf "$folder"
    exit $status
}
trap stop EXIT

# until_true SECONDS COMMAND...: waits for a command to succeed.
until_true() {
    local deadline=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        if [ $SECONDS -ge $deadline ]; then
            echo "cluster: gave up waiting for: $*" >&2
            return 1
        fi
        sleep 0.2
    done
}

# The key that lets the daemons trust each other.
mkdir -m 700 "$folder/munge" "$folder/state" "$folder/spool"
mkdir -m 755 "$folder/socket"
head -c 1024 /dev/urandom > "$folder/munge/key"
chmod 600 "$folder/munge/key"
munged --foreground --force --key-file="$folder/munge/key" --socket="$folder/socket/munge" \
    --pid-file="$folder/munge/pid" --log-file="$folder/munge/log" --seed-file="$folder/munge/seed" \
    > "$folder/munged.log" 2>&1 &
daemons+=($!)
until_true 30 munge -n --socket="$folder/socket/munge"

export SLURM_CONF=$folder/slurm.conf
cat > "$SLURM_CONF" <<END
ClusterName=systole
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/socket/munge
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=1,bf_interval=1
ReturnToService=2
InactiveLimit=0
KillWait=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=all Nodes=$host Default=YES MaxTime=INFINITE State=UP
END
slurmctld -D -f "$SLURM_CONF" > "$folder/slurmctld.log" 2>&1 &
daemons+=($!)
slurmd -D -f "$SLURM_CONF" -N "$host" > "$folder/slurmd.log" 2>&1 &
daemons+=($!)
until_true 60 sh -c "sinfo -h -o %t | grep -qx idle"

cd "$folder"
sweep=(--vary "sram.capacity=2MiB...64MiB:x1.3" --vary residency=layer-by-layer,resident --format csv)
"$systole" sweep "${sweep[@]}" --output one.csv
"$systole" sweep "${sweep[@]}" --output many.csv --emit slurm:8 > array.sh

# The third task is killed as an operator or a failing node would do it. Its first record makes sure that it was at work.
cat > slow-systole <<END
#!/bin/bash
# The command itself, but part 3 of 8 waits in its first run until it was killed.
case "\$*" in
*"--shard 3/8"*)
    if [ ! -e "$folder/was-killed" ]; then
        "$systole" "\$@" & child=\$!
        until [ "\$(wc -l < many.csv.parts/part-3.part 2>/dev/null || echo 0)" -ge 3 ]; do sleep 0.01; done
        kill -STOP \$child
        touch "$folder/is-at-work"
        wait
    fi ;;
esac
exec "$systole" "\$@"
END
chmod +x slow-systole
job=$(SYSTOLE=$folder/slow-systole sbatch --parsable array.sh)
until_true 120 test -e is-at-work
done_before=$(grep -c '"point":' many.csv.parts/part-3.part)
touch was-killed
scancel --full --signal=KILL "${job}_3"
# A merge meanwhile must say which parts are missing, and write nothing.
if "$systole" merge many.csv.parts/part-*[0-9] --output early.csv 2> early.txt; then
    echo "cluster: merged although part 3 is missing" >&2
    exit 1
fi
cat early.txt
# A killed task must be queued again by hand, and would then wait two minutes if no start time were set.
until_true 60 sh -c "! squeue -h -j ${job}_3 -t RUNNING,COMPLETING | grep -q ."
scontrol requeue "${job}_3"
until_true 30 scontrol update jobid="${job}_3" StartTime=now
until_true 300 sh -c "squeue -h | grep -q . && exit 1 || exit 0"

"$systole" merge many.csv.parts/part-*[0-9] --output many.csv
cmp one.csv many.csv
points=$(($(wc -l < one.csv) - 1))
echo "cluster: $points points in 8 tasks, the third killed after $done_before points and run again: the same file"
