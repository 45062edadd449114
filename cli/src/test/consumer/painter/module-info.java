/** A program of somebody else's, which knows of the library what the library exports. */
module my.painter {
  requires dev.impasto;
}
