package dev.impasto.loss;

import java.util.Locale;

/** The statistics that a painting's manner may be compared by: a name for each usual comparison. */
public enum StyleStatistics {
  /** Gram matrices, as in the paper. */
  GRAM {
    @Override
    StyleComparison usual(boolean relative) {
      return new GramComparison(1, 2, false, relative);
    }
  },

  /** Covariances and means apart, with pairs of positions; always relative. */
  COVARIANCE {
    @Override
    StyleComparison usual(boolean relative) {
      return LossConvention.BALANCED.options().style().comparison();
    }
  },

  /** Means and standard deviations. */
  MOMENTS {
    @Override
    StyleComparison usual(boolean relative) {
      return new MomentsComparison(relative ? RELATIVE_VARIANCE : VARIANCE, relative);
    }
  },

  /** The Wasserstein-2 distance of normal distributions. */
  WASSERSTEIN {
    @Override
    StyleComparison usual(boolean relative) {
      return new WassersteinComparison(relative ? RELATIVE_VARIANCE : VARIANCE, relative);
    }
  },

  /** The histograms of the filters' responses. */
  HISTOGRAM {
    @Override
    StyleComparison usual(boolean relative) {
      return new HistogramComparison(relative);
    }
  },

  /** The distributions of the responses along random directions. */
  SLICED {
    @Override
    StyleComparison usual(boolean relative) {
      return new SlicedComparison(0, relative);
    }
  };

  /** Of the painting's mean variance. */
  static final double RELATIVE_VARIANCE = 1e-3;

  /** That of style-transfer-pytorch. */
  static final double VARIANCE = 1e-4;

  /**
   * The usual comparison of these statistics.
   *
   * @param relative whether its distance is 1 for the photograph
   */
  abstract StyleComparison usual(boolean relative);

  /** The statistics that a comparison compares. */
  public static StyleStatistics of(StyleComparison comparison) {
    if (comparison instanceof DistributionComparison) {
      return comparison instanceof HistogramComparison ? HISTOGRAM : SLICED;
    }
    if (comparison instanceof GramComparison) {
      return GRAM;
    }
    if (comparison instanceof MomentsComparison) {
      return MOMENTS;
    }
    return comparison instanceof CovarianceComparison ? COVARIANCE : WASSERSTEIN;
  }

  /** The usual comparison of these statistics, relative where it stands alone. */
  public StyleComparison comparison() {
    return usual(true);
  }

  /**
   * A loss that compares these statistics: as it is where it does already, otherwise relative to
   * the photograph's own distance where its content is relative to the photograph.
   */
  public LossOptions in(LossOptions loss) {
    if (of(loss.style().comparison()) == this) {
      return loss;
    }
    boolean relative = loss.content().comparison().norm() == ContentComparison.Norm.ENERGY;
    return loss.withStyle(loss.style().withComparison(usual(relative)));
  }

  /** The name used on the command line, such as {@code gram}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
