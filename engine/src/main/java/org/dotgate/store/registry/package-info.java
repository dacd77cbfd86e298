/** Where stores are opened, and shared by all who name the same one. */
package org.dotgate.store.registry;
