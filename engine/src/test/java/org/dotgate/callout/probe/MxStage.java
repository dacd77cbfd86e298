package org.dotgate.callout.probe;

/** Where in a dialogue a {@link ScriptedMx} may be told to do something else than a good exchanger would. */
public enum MxStage {
    /** The connection is there; what is done here takes the greeting's place. */
    GREETING,
    /** Every EHLO, the one behind TLS too unless {@link #EHLO_BEHIND_TLS} has an act of its own. */
    EHLO,
    HELO,
    STARTTLS,
    /** STARTTLS has been answered with 220; what is done here takes the place of the TLS handshake. */
    HANDSHAKE,
    EHLO_BEHIND_TLS,
    MAIL,
    RCPT,
    RSET,
    QUIT,
    /** Any other command: nothing that a call-out should ever say. */
    OTHER
}
