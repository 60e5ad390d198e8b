using System.Text;

namespace FocusSuite.AppHost.Running;

/// <summary>What a part wrote: its last lines in memory, everything in a file of bounded size with one older file beside it.</summary>
internal sealed class LogFile : IDisposable
{
    public const long DefaultBound = 8 * 1024 * 1024;

    private const int LinesInMemory = 400;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new();
    private readonly long _bound;
    private StreamWriter? _writer;
    private long _length;

    public LogFile(string path, long bound = DefaultBound)
    {
        Path = path;
        _bound = bound;
        Open();
    }

    public string Path { get; }

    /// <summary>Gets every line as well.</summary>
    public Action<string>? Written { get; set; }

    private string OlderPath => Path + ".1";

    public void Write(string line)
    {
        Written?.Invoke(line);
        lock (_lock)
        {
            _last.Enqueue(line);
            if (_last.Count > LinesInMemory)
                _last.Dequeue();
            if (_writer is null)
                return;
            if (_length > _bound)
                Turn();
            _writer.WriteLine(line);
            _length += Encoding.UTF8.GetByteCount(line) + 1;
        }
    }

    public IReadOnlyList<string> LastLines(int count)
    {
        lock (_lock)
            return [.. _last.TakeLast(count)];
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Turn()
    {
        _writer!.Dispose();
        File.Move(Path, OlderPath, overwrite: true);
        Open();
    }

    private void Open()
    {
        // Shared with readers that follow it, and with a delete by --fresh.
        var stream = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        _length = stream.Length;
        _writer = new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
    }
}
