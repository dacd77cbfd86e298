/**
 * The store in a folder. A change is put at the end of a {@link org.dotgate.store.file.Journal} and into memory; when there
 * is much of it, memory is written in order to a {@link org.dotgate.store.file.SortedFile}, the journal goes, and a new one
 * begins. Sorted files never change; now and then {@link org.dotgate.store.file.Upkeep} merges some into one, newer records
 * hiding older ones, and leaves out what has expired. Whatever moment a process ends at,
 * {@link org.dotgate.store.file.Opening} finds out from the names of the files which of them count.
 */
package org.dotgate.store.file;
