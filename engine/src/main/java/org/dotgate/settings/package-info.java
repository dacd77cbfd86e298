/**
 * {@code dotgate.ini} as typed values. {@link org.dotgate.settings.IniFile} knows lines and nothing of their meaning;
 * a {@link org.dotgate.settings.Key} knows one key's type, default and documentation; a
 * {@link org.dotgate.settings.Section} joins the two, and its every error names file, line, key and remedy as a
 * {@link org.dotgate.settings.SettingsException}.
 *
 * <pre>
 * [filter words]          ; a comment stands behind a semicolon that follows white space,
 * # type = exec           ; or takes a whole line
 * type = words
 * reply = 550 5.7.1 No; thank you
 * </pre>
 */
package org.dotgate.settings;
