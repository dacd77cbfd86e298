#!/bin/sh
# Judges by the envelope. $1 is the message's file, DOTGATE_... tell who sends to whom, the last line printed decides.
case $DOTGATE_SENDER in
    invoice@*) echo 'FAIL 550 5.7.1 Invoices by post, please' ;;
    *@partner.example) echo 'ACCEPT a partner' ;;
    *)  if [ "$DOTGATE_RECIPIENT_COUNT" -gt 50 ]
        then echo 'FAIL 451 4.5.3 Too many recipients at once'
        else echo PASS
        fi ;;
esac
