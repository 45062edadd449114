package dev.impasto;

/**
 * What making a picture will take.
 *
 * @param memoryBytes the resident size of the whole process at its peak, for a process that makes
 *     nothing else, as the command line is
 * @param seconds the time from the program's start to its end; a process that uses this machine at
 *     the same time makes it longer
 * @param largestSize the longest side of the largest result for which there is enough memory, of
 *     this machine, the container that the process runs in, and its Java heap; 0 if there is none
 * @param folderBytes what lies in files of the work folder at its peak; 0 where memory holds all
 */
public record Estimate(long memoryBytes, double seconds, int largestSize, long folderBytes) {}
