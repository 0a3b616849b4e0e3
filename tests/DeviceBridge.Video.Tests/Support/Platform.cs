// The cameras' child processes and these tests are made for Linux.
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]
