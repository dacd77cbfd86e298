/**
 * What greylist and stores were built to reach, measured: {@link org.dotgate.benchmarks.greylist.GreylistTable} is the
 * program. {@link org.dotgate.benchmarks.greylist.Decisions} counts decisions a second in one process,
 * {@link org.dotgate.benchmarks.greylist.Million} weighs a store with a million triplets,
 * {@link org.dotgate.benchmarks.greylist.AtRcpt} finds what a decision adds to a RCPT in James, and
 * {@link org.dotgate.benchmarks.greylist.Compared} puts Dotgate beside postgrey. All triplets are made up from numbers, see
 * {@link org.dotgate.benchmarks.greylist.Triplet}. Linux only.
 */
package org.dotgate.benchmarks.greylist;
