/**
 * The SMTP side of Dotgate, as {@code smtpserver.xml} names it. {@link org.dotgate.hooks.SessionGate} parks sessions,
 * {@link org.dotgate.hooks.RecipientHook} has recipients judged, {@link org.dotgate.hooks.DotHook} tells James's other hooks
 * and mailets what was decided; all are thin, with James on one side and the engine on the other. {@link org.dotgate.hooks.Dotgate} is what they share.
 */
package org.dotgate.hooks;
