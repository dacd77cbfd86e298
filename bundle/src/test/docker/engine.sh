#!/bin/sh
# A Docker engine of its own, for one test: engine.sh FOLDER CGROUP. Begins in namespaces made for it, where it is the first
# process: whatever it starts, mounts or opens is seen nowhere else and ends with it, and no packet goes anywhere. Ends when its
# standard input does, so also when the test that holds the other end is killed.
set -eu
folder=$1 cgroup=$2

ip link set lo up
# where strangers find this machine, where its Redis server is for others, and where names are looked up
for address in 198.51.100.1 198.51.100.2 198.51.100.53; do
    ip address add "$address/32" dev lo
done
# the folders of the machine that the engine writes to, and those that the documentation names, made private
mount -t tmpfs engine /run
mkdir -p /run/upper /run/work
mount -t overlay -o lowerdir=/etc,upperdir=/run/upper,workdir=/run/work engine /etc
rm -f /etc/resolv.conf
echo nameserver 198.51.100.53 > /etc/resolv.conf
mount -t tmpfs engine /opt

dockerd --data-root "$folder/data" --exec-root /run/docker --pidfile /run/docker.pid --host "unix://$folder/engine.sock" \
    --cgroup-parent "/$cgroup" > "$folder/engine.log" 2>&1 &
engine=$!
cat > /dev/null
kill "$engine"
wait "$engine" || true
