#!/bin/sh
# Installs Chromium, and fonts to see letters with, for the test of the page that operators look at. For Debian and what
# descends from it; elsewhere, any Chromium will do whose path is in DOTGATE_CHROMIUM.
set -eu

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Chromium is missing, and only root can install it, with apt-get. Elsewhere: install it, and set DOTGATE_CHROMIUM." >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
