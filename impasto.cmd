@echo off
rem Runs Impasto's command line; builds it first where it is missing.
rem Remove cli\target\impasto.jar to have it built again.
setlocal
set "HOME_FOLDER=%~dp0"
set "JAR=%HOME_FOLDER%cli\target\impasto.jar"
set "JAVA_COMMAND=java"
if defined JAVA_HOME set "JAVA_COMMAND=%JAVA_HOME%\bin\java.exe"

"%JAVA_COMMAND%" -version >nul 2>&1
if errorlevel 1 (
  echo impasto: needs a JDK 17 or newer; set JAVA_HOME to one, or put its java on PATH 1>&2
  exit /b 2
)

if exist "%JAR%" goto run
echo impasto: building the command line; this happens on first use and may take minutes 1>&2
pushd "%HOME_FOLDER%"
call mvnw.cmd -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package -pl cli -am 1>&2
set "RESULT=%ERRORLEVEL%"
popd
if not "%RESULT%"=="0" (
  echo impasto: the build failed; its messages are above 1>&2
  exit /b 1
)

:run
"%JAVA_COMMAND%" -XX:+UseSerialGC -Xms32m -Xmn8m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 -XX:MaxRAMPercentage=60 -XX:+UseCompressedOops -Djava.awt.headless=true "-Dimpasto.examples=%HOME_FOLDER%examples" %IMPASTO_JAVA_OPTS% -jar "%JAR%" %*
exit /b %ERRORLEVEL%
