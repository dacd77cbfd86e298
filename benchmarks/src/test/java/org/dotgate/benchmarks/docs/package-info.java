/** What the documentation shows of measurements, tried. */
package org.dotgate.benchmarks.docs;
