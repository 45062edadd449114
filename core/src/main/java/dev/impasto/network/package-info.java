/** Networks of VGG's form: their layers, numbers, and the files that hold them. */
package dev.impasto.network;
