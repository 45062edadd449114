/** Colors of whole pictures: moving them to others', and keeping the photograph's. */
package dev.impasto.color;
