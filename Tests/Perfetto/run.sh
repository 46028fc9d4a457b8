#!/bin/sh
# Checks traces with Perfetto's protobuf definitions, installed for the time of the check.
#
#     sh Tests/Perfetto/run.sh SYSTOLE
set -eu
systole=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check perfetto==0.59.1 protobuf==7.36.2
"$folder/venv/bin/python" "$(dirname "$0")/check.py" "$systole" "$(dirname "$0")/../../Workloads"
