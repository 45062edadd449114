/** What the studio remembers: pictures, jobs and preferences, in a folder and a database. */
@NullMarked
package dev.impasto.studio.store;

import org.jspecify.annotations.NullMarked;
