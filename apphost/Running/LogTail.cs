namespace FocusSuite.AppHost.Running;

/// <summary>Reads what is added to a log file, also after the file was turned over to a new one.</summary>
internal sealed class LogTail(string path) : IDisposable
{
    private StreamReader? _reader;

    /// <summary>Goes to the last lines of the file instead of its beginning.</summary>
    public IReadOnlyList<string> SkipToLast(int lines)
    {
        var last = new Queue<string>();
        if (Open() is not { } reader)
            return [];
        while (reader.ReadLine() is { } line)
        {
            last.Enqueue(line);
            if (last.Count > lines)
                last.Dequeue();
        }

        return [.. last];
    }

    /// <summary>The complete lines that came since the last call.</summary>
    public IEnumerable<string> NewLines()
    {
        if (Open() is not { } reader)
            yield break;
        while (reader.ReadLine() is { } line)
            yield return line;
        if (new FileInfo(path) is { Exists: true } file && file.Length < reader.BaseStream.Position)
        {
            reader.Dispose();
            _reader = null;
        }
    }

    public void CopyTo(TextWriter output)
    {
        foreach (var line in NewLines())
            output.WriteLine(line);
    }

    public void Dispose() => _reader?.Dispose();

    private StreamReader? Open()
    {
        if (_reader is null && File.Exists(path))
            _reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return _reader;
    }
}
