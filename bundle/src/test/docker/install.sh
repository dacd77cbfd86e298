#!/bin/sh
# Installs what DockerIT needs, on Debian and its kin: a Docker engine and docker-compose, of which the test starts one of its
# own in namespaces made for it, and BusyBox and Redis, of which it makes images. Needs root, and so does the test. The package
# would start an engine of the system's, too, and have it start with the machine; here it is told not to.
set -eu

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "install.sh: only root can install Docker, with apt-get. Elsewhere: install docker, dockerd, docker compose, iproute2," \
        "iptables, util-linux, a busybox and redis-check-rdb as your system has them" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
apt-get update -qq
apt-get install -y -qq --no-install-recommends docker.io docker-compose iproute2 iptables util-linux busybox-static redis-tools
if command -v systemctl >/dev/null 2>&1; then
    systemctl disable --now docker.socket docker.service >/dev/null 2>&1 || true
fi
