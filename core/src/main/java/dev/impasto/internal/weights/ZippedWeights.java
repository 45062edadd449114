package dev.impasto.internal.weights;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells what a zip archive holds: several formats are zip archives, and any file may be in one. */
final class ZippedWeights {
  private static final Pattern TORCH = Pattern.compile("([^/]+/)data\\.pkl");
  private static final String KERAS = "model.weights.h5";

  /** Endings of files of weights, which need not be alone in an archive. */
  private static final Pattern WEIGHTS =
      Pattern.compile(
          "(?i).*\\.(pth?|pkl|bin|ckpt|safetensors|h5|hdf5|keras|caffemodel|onnx|np[yz]|mat)");

  private ZippedWeights() {}

  static WeightFile read(WeightBytes source) {
    Zip zip = new Zip(source);
    return known(source, zip).orElseGet(() -> wrapped(source, zip));
  }

  private static Optional<WeightFile> known(WeightBytes source, Zip zip) {
    List<String> pickles =
        zip.names().stream().filter(name -> TORCH.matcher(name).matches()).toList();
    if (!pickles.isEmpty()) {
      source.require(
          pickles.size() == 1,
          "a zip of PyTorch has one record data.pkl, but this has %d",
          pickles.size());
      return Optional.of(TorchZip.read(source, zip, pickles.get(0)));
    }
    if (zip.names().contains(KERAS)) {
      return Optional.of(KerasHdf5.read(zip.content(KERAS)));
    }
    if (zip.names().stream().anyMatch(name -> name.endsWith("saved_model.pb"))) {
      throw source.damaged(
          "it is a TensorFlow SavedModel, which cannot be read; %s", ForeignFile.FETCH);
    }
    // A zip that holds one dictionary of numpy.save is read as the dictionary.
    return zip.names().stream().filter(name -> name.endsWith(".npy")).count() == 0
        ? Optional.empty()
        : Optional.of(Numpy.read(source, zip));
  }

  private static WeightFile wrapped(WeightBytes source, Zip zip) {
    List<String> files =
        zip.names().stream()
            .filter(name -> !name.endsWith("/") && !name.startsWith("__MACOSX/"))
            .toList();
    List<String> weights = files.stream().filter(name -> WEIGHTS.matcher(name).matches()).toList();
    List<String> chosen = files.size() == 1 ? files : weights;
    source.require(!files.isEmpty(), "it is a zip archive without a file");
    source.require(
        chosen.size() == 1,
        "it is a zip archive of %d files, such as %s; unpack it and give the file of weights",
        files.size(),
        files.get(0));
    WeightBytes inner = zip.content(chosen.get(0));
    Signature signature = Signature.of(inner);
    if (signature == Signature.ZIP) {
      return known(inner, new Zip(inner))
          .orElseThrow(() -> source.damaged("unpack %s in it first", chosen.get(0)));
    }
    return WeightFile.read(inner, signature);
  }
}
