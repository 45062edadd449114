package dev.impasto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks which limit of a container counts, in folders that look like Linux's own. */
final class MemoryLimitTest {
  private final Path root;

  MemoryLimitTest(@TempDir Path root) {
    this.root = root;
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }

  private double limit() {
    return MemoryLimit.ofControlGroups(root);
  }

  @Test
  void withoutControlGroupsThereIsNoLimit() {
    assertThat(limit()).isInfinite();
  }

  @Test
  void secondVersionLimitsByMaxAndHigh() throws IOException {
    write("proc/self/cgroup", "0::/a/b");
    write("sys/fs/cgroup/a/b/memory.max", "400000000");
    write("sys/fs/cgroup/a/b/memory.high", "max");
    assertThat(limit()).isEqualTo(4e8);

    write("sys/fs/cgroup/a/b/memory.high", "350000000");
    assertThat(limit()).isEqualTo(3.5e8);
  }

  @Test
  void groupsAboveLimitToo() throws IOException {
    write("proc/self/cgroup", "0::/a/b");
    write("sys/fs/cgroup/a/b/memory.max", "max");
    write("sys/fs/cgroup/a/memory.max", "300000000");
    assertThat(limit()).isEqualTo(3e8);
  }

  @Test
  void firstVersionLimitsByItsMemoryController() throws IOException {
    write("proc/self/cgroup", "4:memory:/a\n3:cpuset:/c\n0::/");
    write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "350000000");
    write("sys/fs/cgroup/memory/c/memory.limit_in_bytes", "1000");
    assertThat(limit()).isEqualTo(3.5e8);
  }

  @Test
  void groupThatAContainerDoesNotShowIsLimitedByTheOneThatItShows() throws IOException {
    write("proc/self/cgroup", "4:cpu,memory:/docker/1234");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "350000000");
    assertThat(limit()).isEqualTo(3.5e8);
  }

  @Test
  void noLimitInTheFirstVersionIsMoreThanAnyMachineHas() throws IOException {
    write("proc/self/cgroup", "4:memory:/");
    write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    assertThat(limit()).isGreaterThan(9e18);
  }
}
