namespace GrpcTranscoding.Benchmarks.Suite;

/// <summary>A folder below the temporary one, through which the servers' accounts can pass; it goes with the run.</summary>
internal sealed class RunFolder : IDisposable
{
    private const int Attempts = 20;

    public RunFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("What the parts take is read from Linux's /proc.");
        }

        Directory.CreateDirectory(Path, (UnixFileMode)0b111_001_001);
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "focus-bench-" + Guid.NewGuid().ToString("N")[..12]);

    public void Dispose()
    {
        // A server that was killed a moment ago may still be writing its last file.
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < Attempts)
            {
                Thread.Sleep(50);
            }
        }
    }
}
