package dev.impasto.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class GrowthPlotTest {
  private static final List<GrowthPlot.Point> POINTS =
      List.of(
          new GrowthPlot.Point(0.1, 4000),
          new GrowthPlot.Point(1, 3000),
          new GrowthPlot.Point(10, 3000));

  @Test
  void anAxisRunsFromAMarkedValueBelowToOneAbove() {
    assertThat(LogAxis.of(0.0655, 16.8).ticks())
        .containsExactly(0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
    assertThat(LogAxis.of(2800, 4600).ticks()).containsExactly(2000.0, 3000.0, 4000.0, 5000.0);
  }

  @Test
  void anAxisOfOneValueStillHasALength() {
    assertThat(LogAxis.of(2, 2).ticks()).containsExactly(2.0, 3.0);
  }

  @Test
  void equalFactorsAreEqualDistancesOnAnAxis() {
    LogAxis axis = LogAxis.of(1, 100);

    assertThat(axis.position(1)).isZero();
    assertThat(axis.position(10)).isEqualTo(0.5);
    assertThat(axis.position(100)).isEqualTo(1);
  }

  @Test
  void labelsHaveNoExponent() {
    assertThat(LogAxis.label(5000)).isEqualTo("5000");
    assertThat(LogAxis.label(0.05)).isEqualTo("0.05");
  }

  @Test
  void everyPointIsDrawnInItsPanel() throws Exception {
    String svg =
        GrowthPlot.svg(
            List.of(new GrowthPlot.Panel("time", POINTS), new GrowthPlot.Panel("memory", POINTS)));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    NodeList circles = document.getElementsByTagName("circle");

    assertThat(circles.getLength()).isEqualTo(6);
    double[] x = new double[6];
    double[] y = new double[6];
    for (int i = 0; i < 6; i++) {
      x[i] = Double.parseDouble(((Element) circles.item(i)).getAttribute("cx"));
      y[i] = Double.parseDouble(((Element) circles.item(i)).getAttribute("cy"));
    }
    assertThat(x).isSorted(); // the second panel begins where the first one ends
    assertThat(x[1] - x[0]).isEqualTo(x[2] - x[1]);
    assertThat(y[0]).as("a larger value is higher up").isLessThan(y[1]);
    assertThat(y[1]).isEqualTo(y[2]);
  }
}
