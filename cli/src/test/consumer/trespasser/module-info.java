/** A program that wants more of the library than is exported. */
module my.trespasser {
  requires dev.impasto;
}
