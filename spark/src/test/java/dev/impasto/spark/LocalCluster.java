package dev.impasto.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;

/** A master and two workers of Spark's own, as processes of this machine. */
final class LocalCluster implements AutoCloseable {
  private static final String OPENS = System.getProperty("impasto.spark.opens", "");

  private final Path folder;
  private final String address;
  private final List<Process> processes = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();

  /** Starts it; its files go to a folder. */
  LocalCluster(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path jars = Files.createDirectories(folder.resolve("home").resolve("jars"));
    for (String entry : classPath()) {
      if (entry.endsWith(".jar")) {
        Path jar = Path.of(entry);
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    int port = freePort();
    address = "spark://127.0.0.1:" + port;
    start("master", "org.apache.spark.deploy.master.Master", "--port", Integer.toString(port));
    awaitOpen(port);
    for (String worker : List.of("worker-1", "worker-2")) {
      workers.add(
          start(
              worker,
              "org.apache.spark.deploy.worker.Worker",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--work-dir",
              folder.resolve(worker).toString(),
              address));
    }
  }

  private static List<String> classPath() {
    return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  /** What is compiled here and is in no jar yet. */
  private static String folders() {
    return String.join(
        File.pathSeparator, classPath().stream().filter(entry -> !entry.endsWith(".jar")).toList());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitOpen(int port) throws InterruptedException {
    for (int tries = 0; tries < 300; tries++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException e) {
        Thread.sleep(200);
      }
    }
    throw new AssertionError("the master does not open port " + port);
  }

  private List<String> java(String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(OPENS.trim().split(" +")));
    command.addAll(List.of("-Xmx600m", "-cp", System.getProperty("java.class.path")));
    command.add(main);
    return command;
  }

  private Process run(String name, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    Process process =
        builder
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    processes.add(process);
    return process;
  }

  private Process start(String name, String main, String... arguments) throws IOException {
    List<String> command = java(main);
    command.addAll(List.of("--host", "127.0.0.1", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    return run(name, command);
  }

  /** Starts a job on it. */
  Process submit(String... arguments) throws IOException {
    List<String> command = java(TransferJob.class.getName());
    List<String> settings =
        List.of(
            "-Dspark.master=" + address,
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.ui.enabled=false",
            "-Dspark.executor.memory=500m",
            "-Dspark.executor.cores=1",
            "-Dspark.executor.extraClassPath=" + folders());
    command.addAll(command.size() - 1, settings);
    command.addAll(List.of(arguments));
    return run("job", command);
  }

  /** How a job of this process runs on it. */
  SparkConf conf() {
    return new SparkConf(false)
        .setMaster(address)
        .setAppName("test")
        .setSparkHome(folder.resolve("home").toString())
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.ui.enabled", "false")
        // Its tasks are shorter than the time that they would wait for their data's place.
        .set("spark.locality.wait", "0")
        .set("spark.executor.memory", "500m")
        .set("spark.executor.cores", "1")
        .set("spark.executor.extraClassPath", folders());
  }

  /** What a process has said. */
  String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  /** One of the processes that make pictures. */
  Optional<ProcessHandle> executor() {
    return workers.stream().flatMap(Process::children).findFirst();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    processes.forEach(process -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
  }
}
