@echo off
rem The command line of a release: on the runtime beside it, if this is an image, else on the JDK 25 of JAVA_HOME or the PATH.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%~dp0java.exe" set "JAVA=%~dp0java"
"%JAVA%" --add-modules jdk.incubator.vector -Xms32m -Xmx1g -XX:+UseSerialGC -Djava.awt.headless=true %LANEWISE_JVM_OPTIONS% -cp "%~dp0..\lib\lanewise\*" org.lanewise.cli.Main %*
exit /b %ERRORLEVEL%
