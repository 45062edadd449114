package dev.impasto.internal.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {
  @Test
  void piecesThatShareNoStepLieOverOneAnother() {
    MemoryPlan plan = new MemoryPlan();
    MemoryPlan.Piece early = plan.piece(1600).during(0, 1);
    MemoryPlan.Piece late = plan.piece(800).during(2, 3);
    MemoryPlan.Piece later = plan.piece(800).during(3, 4);
    assertThat(plan.place()).isEqualTo(1600);
    assertThat(early.offset()).isZero();
    assertThat(List.of(late.offset(), later.offset())).containsExactlyInAnyOrder(0L, 800L);
  }

  @Test
  void aPieceMayBeNeededTwiceAndItsPlaceServeOthersBetween() {
    MemoryPlan plan = new MemoryPlan();
    plan.piece(320).during(0, 0).during(5, 5);
    plan.piece(320).during(1, 4);
    assertThat(plan.place()).isEqualTo(320);
  }

  @Test
  void whatIsNeededAtOneTimeNeverOverlapsAndBeginsAtCacheLines() {
    Random random = new Random(4);
    for (int run = 0; run < 50; run++) {
      MemoryPlan plan = new MemoryPlan();
      List<int[]> forms = new ArrayList<>();
      List<MemoryPlan.Piece> pieces = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int first = random.nextInt(20);
        int[] form = {random.nextInt(1000), first, first + random.nextInt(8)};
        forms.add(form);
        pieces.add(plan.piece(form[0]).during(form[1], form[2]));
      }
      long size = plan.place();
      long all = forms.stream().mapToLong(form -> form[0]).sum();
      assertThat(size).isLessThan(all);
      for (int i = 0; i < 30; i++) {
        long from = pieces.get(i).offset();
        long to = from + forms.get(i)[0];
        assertThat(from % 16).isZero();
        assertThat(to).isLessThanOrEqualTo(size);
        for (int j = 0; j < i; j++) {
          boolean together =
              forms.get(i)[1] <= forms.get(j)[2] && forms.get(j)[1] <= forms.get(i)[2];
          long otherFrom = pieces.get(j).offset();
          if (together && forms.get(i)[0] > 0 && forms.get(j)[0] > 0) {
            assertThat(to <= otherFrom || otherFrom + forms.get(j)[0] <= from).isTrue();
          }
        }
      }
    }
  }
}
