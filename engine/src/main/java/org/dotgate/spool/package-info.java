/**
 * Where messages are while they are judged: in memory when small, in files of a folder of their own when large or when a
 * script wants a file. Nothing in here outlives its message, nor the folder its process.
 */
package org.dotgate.spool;
