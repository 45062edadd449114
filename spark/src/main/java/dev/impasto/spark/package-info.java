/** Style transfer of many pictures on a cluster, by Apache Spark. */
@NullMarked
package dev.impasto.spark;

import org.jspecify.annotations.NullMarked;
