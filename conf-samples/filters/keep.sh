#!/bin/sh
# Refuses attachments that a double click would run, and has a copy kept.
# In the C locale every octet is a character, so that no odd octet hides a name from grep.
LC_ALL=C grep -Eqi 'name="?[^"]*\.(exe|scr|pif|bat|cmd|vbs|jar)"?[[:space:];]*$' "$1"
case $? in
    0) echo 'FAIL_KEEP 550 5.7.1 Programs are not accepted as attachments' ;;
    1) echo PASS ;;
    *) exit 2 ;; # grep could not read the file, which must not pass for "nothing found"
esac
