#!/bin/sh
# Takes five seconds over a message whose header says "X-Check: slowly", to show that nobody else waits for it.
# When the client drops, sleep and this script get TERM, and end.
if LC_ALL=C sed '/^.\{0,1\}$/q' "$1" | LC_ALL=C grep -qi '^X-Check: *slowly'
then sleep 5
fi
echo PASS
