/**
 * Dotgate over James's WebAdmin: {@code webadmin.properties} names {@link org.dotgate.hooks.web.DotgateRoutes} under
 * {@code extensions.routes}. Authentication, threads and error bodies are James's. One class is one group of routes, and
 * speaks with the engine's services only. What a request says is hostile, and so is most of what is answered; all of it is
 * JSON, which no browser is to take for anything else.
 */
package org.dotgate.hooks.web;
