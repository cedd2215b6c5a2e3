#!/bin/sh
# setup.sh DIR [NAMES [PORT]]: a zone of NAMES names (10,000), a file of queries for them, and an NSD configuration, in DIR.
set -eu
mkdir -p "$1"
dir=$(cd "$1" && pwd)
names=${2:-10000}
port=${3:-10053}

{
    printf '$ORIGIN flat.bench.\n$TTL 86400\n@ SOA ns1 hostmaster 1 3600 900 604800 300\n@ NS ns1\nns1 A 127.0.0.1\n'
    seq 0 $((names - 1)) | awk '{ printf "www.n%06d A 192.0.%d.%d\n", $1, int($1 / 256) % 256, $1 % 256 }'
} > "$dir/flat.zone"
seq 0 $((names - 1)) | awk '{ printf "www.n%06d.flat.bench A\n", $1 }' | shuf > "$dir/names.txt"

cat > "$dir/nsd.conf" <<EOF
server:
  ip-address: 127.0.0.1@$port
  username: ""
  zonesdir: "$dir"
  database: ""
  pidfile: "$dir/nsd.pid"
  xfrdfile: "$dir/xfrd.state"
  zonelistfile: "$dir/zone.list"
  logfile: "$dir/nsd.log"
  log-only-syslog: no
  server-count: 1
  tcp-count: 1000
  tcp-query-count: 0
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: flat.bench
  zonefile: flat.zone
EOF
cc -O2 -o "$dir/cares" "$(dirname "$0")/cares.c" -lcares
echo "start the server: nsd -d -c $dir/nsd.conf"
