/** The studio's page and its interface over HTTP. */
@NullMarked
package dev.impasto.studio.web;

import org.jspecify.annotations.NullMarked;
