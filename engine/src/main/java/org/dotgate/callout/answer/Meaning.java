package org.dotgate.callout.answer;

/** What a server's reply comes to for a call-out. */
public enum Meaning {
    /** It goes on: the command, or at RCPT the address, is accepted. */
    ACCEPTED,
    /** The address is there, though it takes no mail now: its mailbox is full, for instance. Only at RCPT. */
    EXISTS,
    /** There is no such address. Only at RCPT. */
    NO_SUCH_ADDRESS,
    /** The domain takes no mail at all, as a null MX would say. */
    NO_MAIL,
    /** The server refuses the reverse-path we asked under; another may do. Only at MAIL and RCPT. */
    BAD_SENDER,
    /** The server refuses us, whatever we ask. */
    REFUSES_US,
    /** The server asks us to come again, as greylisting does. */
    COME_AGAIN,
    /** The server is in trouble; another of the same domain may not be. */
    TEMPORARY,
    /** None of these can be told from it. */
    UNCLEAR
}
