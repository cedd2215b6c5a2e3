#!/bin/sh
# compare.sh DIR [ROUNDS [SECONDS [PORT]]]: c-ares and Nomen in turn against the NSD of setup.sh; one line a run.
# Rounds are interleaved, because neighbours on the machine change the figures more than anything measured here.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
dir=$(cd "$1" && pwd)
rounds=${2:-5}
seconds=${3:-3}
port=${4:-10053}
load="dotnet $here/Nomen.Benchmarks/bin/Release/net10.0/Nomen.Benchmarks.dll load --server 127.0.0.1:$port --names $dir/names.txt --seconds $seconds --json"

row() { # MODE CONCURRENCY ARGUMENT...
    mode=$1
    concurrency=$2
    shift 2
    $load --concurrency "$concurrency" "$@" | sed -E "s/.*\"queries\":([0-9]+).*\"errors\":([0-9]+).*\"queriesPerSecond\":([0-9]+).*\"cpuMicrosecondsPerQuery\":([0-9.]{1,5}).*\"bytesPerQuery\":([0-9]+).*/$mode, $concurrency outstanding: \1 answered, \2 failed, \3 queries\/s, \4 us CPU per query, \5 bytes/"
}

for round in $(seq "$rounds"); do
    for concurrency in 64 1000; do
        "$dir/cares" 127.0.0.1 "$port" "$concurrency" "$seconds" "$dir/names.txt"
        row "nomen udp inline" "$concurrency" --shared-sockets 1 --inline
        row "nomen udp hopping" "$concurrency" --shared-sockets 1
        row "nomen udp fresh ports" "$concurrency"
        "$dir/cares" 127.0.0.1 "$port" "$concurrency" "$seconds" "$dir/names.txt" tcp
        row "nomen tcp" "$concurrency" --tcp
    done
done
