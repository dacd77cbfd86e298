#!/bin/sh
# Installs what DockerIT needs and is not here, on Debian and its kin: a Docker engine and docker-compose, of which the test
# starts one of its own in namespaces made for it, and BusyBox and Redis, of which it makes images. Needs root, and so does the
# test. An engine that is here already is left alone, wherever it is from.
set -eu

here=$(dirname "$(realpath "$0")")
PATH=$PATH:/usr/sbin:/sbin
packages=
is_here() { command -v "$1" >/dev/null 2>&1; }
need() { is_here "$1" || packages="$packages $2"; }

need dockerd docker.io
need busybox busybox-static
need redis-check-rdb redis-tools
need ip iproute2
need iptables iptables
need unshare util-linux
need nsenter util-linux
need tar tar
need ldd libc-bin
# a plugin that every user has will do as well, and is what an engine of Docker's own packages comes with
DOCKER_CONFIG=$here docker compose version >/dev/null 2>&1 || need docker-compose docker-compose

if is_here dockerd && ! is_here docker; then
    echo "install.sh: there is a dockerd without the command docker: install docker from where the dockerd is from" >&2
    exit 1
fi
[ -n "$packages" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "install.sh: only root can install$packages, with apt-get. Elsewhere: install what brings the same programs:" \
        "docker, dockerd, docker compose, iproute2, iptables, util-linux, a busybox and redis-check-rdb" >&2
    exit 1
fi
# shellcheck disable=SC2086 # words
exec sh "$here/../../../../integration-tests/scripts/install-servers.sh" $packages
