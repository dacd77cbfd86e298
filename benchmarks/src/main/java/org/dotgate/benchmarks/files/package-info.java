/** Folders that a measurement needs, and leaves nothing of. */
package org.dotgate.benchmarks.files;
