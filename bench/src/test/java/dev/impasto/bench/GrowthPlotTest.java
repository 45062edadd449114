package dev.impasto.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
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
  void everyPointIsDrawnInItsPanelAndThePanelsTwoInARow() throws Exception {
    GrowthPlot.Panel panel = new GrowthPlot.Panel("time", POINTS);
    String svg = GrowthPlot.svg(List.of(panel, panel, panel));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    NodeList panels = document.getElementsByTagName("g");

    assertThat(panels.getLength()).isEqualTo(3);
    assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 800 600");
    List<String> places = List.of("translate(0,0)", "translate(400,0)", "translate(0,300)");
    for (int i = 0; i < 3; i++) {
      Element drawn = (Element) panels.item(i);
      assertThat(drawn.getAttribute("transform")).isEqualTo(places.get(i));
      NodeList circles = drawn.getElementsByTagName("circle");
      assertThat(circles.getLength()).isEqualTo(3);
      double[] x = numbers(circles, "cx");
      double[] y = numbers(circles, "cy");
      assertThat(x).isSorted();
      assertThat(x[1] - x[0]).isEqualTo(x[2] - x[1]);
      assertThat(y[0]).as("a larger value is higher up").isLessThan(y[1]);
      assertThat(y[1]).isEqualTo(y[2]);
    }
  }

  private static double[] numbers(NodeList elements, String attribute) {
    return IntStream.range(0, elements.getLength())
        .mapToDouble(i -> Double.parseDouble(((Element) elements.item(i)).getAttribute(attribute)))
        .toArray();
  }
}
