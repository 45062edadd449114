package dev.impasto.picture;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Small WebP files of every kind, of drawn gradients and noise: Java cannot write any. */
final class WebpFiles {
  /** Quality 40. */
  private static final String LOSSY =
      "UklGRn4AAABXRUJQVlA4IHIAAACQBACdASoeABYAPu1kq04ppaQiKA1RMB2JbACdMt7CmB79JR3xFfTg3FNO"
          + "WXgA/uyNQyxvlklSYvG5FNSp+NuxgFGpwS/l2JmoSq4rgYff2yiMH5O3zQbYhITCjN6VsX/X5JLob7mcIOEi"
          + "RtzWyWeAAAA=";

  /** Quality 70, method 0. */
  private static final String LOSSY_FAST =
      "UklGRq4AAABXRUJQVlA4IKIAAADwAwCdASoeABYAPpE+mUglo6KhMAwAsBIJbGFURhYh9K7xQG8+CVMAAP7w"
          + "dfQpn7kxOeARX/5IGn/rl8hbAtmW1v/gjsl9Mrf8XrnfLX/946g79wl22FqZ0SbY2YMlZIV2+81PxwuI1JvN"
          + "Gb4wVKqetKDcmXtQh+iU8cwU1x0sY+ENvMXKZE0N3Yin/naBW3t1Vc8Ql8zlSJvpc82z+3V8AAA=";

  /** Lossless, 12 colors. */
  private static final String PALETTE =
      "UklGRjABAABXRUJQVlA4TCQBAAAvHUAFAFegKJKk5vIdPHmiBP8qKIxkfKiJJEmJLrqcTwU96Hn/r0Fp20ZQ"
          + "aTfp/lPcFD87fjo6/9HIVqTPg6JMcANXXqfk60/0y7tggCPb2ptGQ0dn7cA5tNm9glmAvn/+cc1PqpmfDeTa"
          + "UVRUDtomYQ3vRvR/AlwPiPQnu4MLPehHYMsFqUfsE4GJggVJPSC+bMmcbSn2ImOT1As4yrxX9sYWnMn1guuW"
          + "jHsE2x3ysotkkt+SqwpzdiB5BcUOL+UUeVVUzjQzSWU3B4pg8lNU5JABJs08neL+jixHPzaT70j5HXDPq8kv"
          + "/XK2A5oRNlv65fPb7dnt6dlPA8vt69MbSc2eVa3WSaoG1v/16lv1cTtJaWBTS/pWnRylNJv1VrtWO0kB";

  /** Lossless. */
  private static final String LOSSLESS =
      "UklGRiwCAABXRUJQVlA4TCACAAAvDUACAF/kNrbtxPnSMnO0xtAR9uuiMGSImC34UhuOI9lWlXPve/9/3N0t"
          + "BPbsiJwMyMDd/Skk27ZNV+ece29sW7VUU06b0lrbdj6eLuY/LMAAQMY45ADPoTjDfGJvZgwkCaKIQBPVZ8P7"
          + "SGiq8gghRwkG1HABGEAElAwKBfQPLv49QoTaB40Fc+StBH0Fv8jnBx/4CtJZUh0Sg9HkcCSy4acdAzElYGI4"
          + "ovwPndKuFplRGIlLnxAZ4l8olLP0swqKVxaezwx8CAa3mCnBuTNqYcT/PwiXZ7gotFiwpO6LxX+YxoIrBc4e"
          + "Q205w4CbEhR17BFwCwkpKf//A/z95IOJFYPGJUSBLzRXRznnvmgS4BeDmI3AKCz8CUJlMAsoJOejZZK5tAAz"
          + "UVaCYXXw1Xd3unolX/pZCWxCY8PloS3V3GMv/RQh8aUg/Jd619RrZugngqQ0Izk/Dxnl9A5+ML+j1qW3V9Ms"
          + "4h9uBQmOY+MEmMiu0/HgtQ/g31/2G8n8XXfcU3XagijMnX3U06llOwIQGwAg2Aqrbdu2bdu27c42I/ofHIPd"
          + "2RyOxv+z6ZfNShDpKf5+5+fb1f51W+RaTb0xCAcDZZ83nWMqGLrsCzURi5JSykySSFezzbW/7UMoXypEZORX"
          + "lMAxWZxaXU9FhZci3z+qxcfdxfzco0nECDiYizUdL6+WGxxfCAVB0Kz4/WG/Wht5b58AIAzz9Hx3e3MN";

  /** Quality 30, with alpha. */
  private static final String LOSSY_ALPHA =
      "UklGRpwBAABXRUJQVlA4WAoAAAAQAAAAHQAAFQAAQUxQSA0BAAABmTJE9D8AsW0kR5Kqz9/lH6r5NdMF3HYP"
          + "8BlETAADt40UTXGP4RcEgKuXl6eHm6uLk4A0bFaLr4+3txUAFN0IBCIQAAYzGGzReHYj0jWh2WJX5qn2cmhp"
          + "VusHANyEo1cYxKzR0gLAXeu1mk2IP8DFpAcEAAlpUje/QY1wOJL9vCZ+c9YkCCdBYGlIsMYdQjEUOznBMBRD"
          + "sQQ5GsQEQU5usBgswcRwFMN/YTAAJoZkwwI3JxIgJgAEQGrvZsnSMODkJEgQAepqB1j9OGlIBgknAe1vAthY"
          + "Yzoc5Ws3yTElDyIBCPhpEviDxnKSiMyFRbIJBTZRHXxYrzAIem+zW1ipMAAoBdITWC0MlROhCABWUDggaAAA"
          + "ADAFAJ0BKh4AFgA/DXivUCwnpCKwGAwBgCGJbACdMtpBpAqiXW3/kZlSQa1a8t6dhM+AAP7LW4rSuLr6fvER"
          + "zBkIIlcTvy6QJHD0tQy2XB4J2qKHqSy8NL4Q3Z6dxG5JUp0m2SRSwAAA";

  /** Lossless, with alpha. */
  private static final String LOSSLESS_ALPHA =
      "UklGRmACAABXRUJQVlA4TFMCAAAvDUACECfkIJIkRZreWTy28/5VvATm/4WYvbHhOJJtVbn3+Xs4K1Ig/xUh"
          + "uX6/5jYA2LSRFGbOmAtybM/qIcxMkmy7jW1bVc5X3N3tfiJibYgeqIAGaIXISQnd3d0l+kEAOJyWhjHlDzrs"
          + "aQi0vnfPxGe5OPMVFx93N2T8KAUNtIU/OpR3HPMTb8IdqvdQ2JFvuEbZG8cU7Es5CgI33jEDaj0kgSIjQSH7"
          + "y1soIaum6IGqdavK2JjLkyYLJhopu2FEkzHNxQx7Yc8UDeAkOJYKMv299fdXuAAlsthrjJkMf7NLqrT/Eb1b"
          + "l6rGBRzJR3rfUgyhfSw27ocYrYKHmReYWvntf34l+BIEtCDtGEUU/PDbP31DeN2JzbAvOmzkBtV0IgdtzZgt"
          + "bh3KR/Oy8nkFQdNGP2+n6/7myFbtvI9g1We7z8XhsgCr28HwkRnSOqohMChVA5CWTUVYM3mJNlonBqwx4V4E"
          + "kzz5wS7szfB27F714gLUOXq0CI0XQEEG8zCDp6JIHpfUi7+rGyEHK4U4UNBl8EL8OOxt9fTDxHgaIVl2TCY1"
          + "w5iyGQHc/NRbOChy4XwfxsywaNQwRVvH7VtP92+HJ0ASALCMLCxj27Zt27Zte9ZGRP8DbDf/f7/dTrtVbzQB"
          + "2O0P68/vn6/hoNcHx9P5cl0tF/PZdDIav7NEwo/b/eHx6fnl9Y3JFsikErFOq1GrlAoGh28x6uXpTCyeSKbo"
          + "XJ7VbDJko5FwKBigUXN5m93hdLk9Xp8fUMiFYqlcqSIRMDgAJCIBj8Ni0KgaBAoAAA==";

  /** Two frames, quality 20, with alpha. */
  private static final String ANIMATION =
      "UklGRuACAABXRUJQVlA4WAoAAAASAAAAHQAAFQAAQU5JTQYAAAD/////AABBTk1GkAEAAAAAAAAAABwAABUA"
          + "AGQAAAJBTFBIBgEAAAGZMkT0P+CwbSNHkufzf/+lpgs7Bm5nF/gOIiaAgdtGinYL2WP4BQHg6uXl6eHm6uIk"
          + "IDWb1eLr4+1tBaD4RiAQgQAwmMFgi6qzG5HRE5ktdgDwVFk6FLKKHwBuQuc6DWI2yNICuBu4YOERf3Ax4YAA"
          + "ICFN8BioFXoi2ZG1YTgbLAgnQWCpSbBBCCVQ4uQETVMCNaQTxARBTm6waCzBxNDh31kvY2JI1ixwcyIBYgJA"
          + "gDS8lyVLTYOTkyBBBCirHWD1s6QmGSScBAy/ENjYoNQT5SsPlmOU7kICEHB4Uj8YVE4SkamxSDaRwCYuAx+G"
          + "QTAIKg+B3cIKwgCgAGRoYLUwTCSYMABWUDggagAAADAEAJ0BKh0AFgA/OY68V7SppaOoCqqQJwlsAJ0y6IGi"
          + "oDsRAAElayvBAAD+uSft5y0eRurJ9SewTeSMGy+Y8A/Wdxd1r6B3CtueYzcf1uxnUtV+S+ew24AQGlaCKe1g"
          + "MCjXbxIm52S4AABBTk1GHAEAAAAAAAAAABwAABUAAGQAAAJBTFBIowAAAA1wWNtu2jw1Zeb952MKlEOSG20Q"
          + "EQrcSIm4QR15BwDj7WoxGw/6nRa/9yOLr+fjLgbtY0WSPEyKtfVmNNPrE2AFCLmVwBZHYBrRVL83ULMcIRcl"
          + "uZAjasSgzv+uBBJDNDeXOlqSWaZndhT11pAstoPR4DigUe4YC079iqPJeeNo4OkDpT5Q9nWBuOpv8+BYsA9u"
          + "X1x6BHLEyr8tnldfiuOmVwAAVlA4IFgAAABwAwCdASodABYAPzmWwVmvKqcqqAgB4CcJZgCdMwzv6DE7lAAA"
          + "/uedxNEFTDtIdtXZ7d80cpFJKj+TRFaTgC1WpGvRaCTNWOzs4WSy8jmZ/8YuMqwtXeAAUklGRqABAABXRUJQ"
          + "VlA4WAoAAAAQAAAAHQAAFQAAQUxQSA0BAAABmTJE9D8AsW0kR5Kqz9/lH6r5NdMF3HYP8BlETAADt40UTXGP"
          + "4RcEgKuXl6eHm6uLk4A0bFaLr4+3txUAFN0IBCIQAAYzGGzReHYj0jWh2WJX5qn2cmhpVusHANyEo1cYxKzR"
          + "0gLAXeu1mk2IP8DFpAcEAAlpUje/QY1wOJL9vCZ+c9YkCCdBYGlIsMYdQjEUOznBMBRDsQQ5GsQEQU5usBgs"
          + "wcRwFMN/YTAAJoZkwwI3JxIgJgAEQGrvZsnSMODkJEgQAepqB1j9OGlIBgknAe1vAthYYzoc5Ws3yTElDyIB"
          + "CPhpEviDxnKSiMyFRbIJBTZRHXxYrzAIem+zW1ipMAAoBdITWC0MlROhCABWUDggbAAAADAEAJ0BKh4AFgA/"
          + "OYy4U7SqJSKwGAwCkCcJbGbvTLZOwL2cdhQPSLWpAAD+uSft5zV37/O0jDZOk94vuYKwwMqT+Bck9erizGRe"
          + "GiZuop6xCmOsUs7iVL2qSxgSsXDuJEyOSxT6+pvfPAAAAA==";

  private WebpFiles() {}

  static List<byte[]> all() {
    return Stream.of(LOSSY, LOSSY_FAST, PALETTE, LOSSLESS, LOSSY_ALPHA, LOSSLESS_ALPHA, ANIMATION)
        .map(Base64.getDecoder()::decode)
        .toList();
  }
}
