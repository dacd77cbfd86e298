/**
 * {@code type = class}: a Java class of the operator's judges the message. {@code class} is no legal name for a package.
 * The class lies in a JAR in James's {@code extensions-jars/}, implements {@link org.dotgate.filter.Filter}, and is
 * loaded and constructed when the configuration is; whatever goes wrong then is an error at the line that named it.
 */
package org.dotgate.filter.custom;
