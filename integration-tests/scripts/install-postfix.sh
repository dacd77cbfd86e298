#!/bin/sh
# Installs Postfix on Debian and its kin, or on Alpine, for RealMtaIT, which starts one of its own on loopback and ends it.
# Needs root, and so does the test. The package would start a Postfix of the system's, too, and have it start with the
# machine; here it is told not to.
set -eu

if command -v postconf >/dev/null 2>&1 || [ -x /usr/sbin/postconf ]; then
    echo "Postfix is installed already"
    exit 0
fi
[ "$(id -u)" = 0 ] || {
    echo "install-postfix.sh: must be run as root, for instance: sudo integration-tests/scripts/install-postfix.sh" >&2
    exit 1
}
if command -v apt-get >/dev/null 2>&1; then
    echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections
    sh "$(dirname "$0")/install-servers.sh" postfix
elif command -v apk >/dev/null 2>&1; then
    # nothing starts by itself here
    apk add postfix
else
    echo "install-postfix.sh: neither apt-get nor apk here; install Postfix 3.4 or later as your system has it" >&2
    exit 1
fi
echo "installed: Postfix $(/usr/sbin/postconf -d -h mail_version)"
