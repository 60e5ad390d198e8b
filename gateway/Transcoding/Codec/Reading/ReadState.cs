using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Codec.Wire;

namespace GrpcTranscoding.Codec.Reading;

/// <summary>What the reading of one text carries along: where the bytes go, where in the text it is, and what was wrong.</summary>
internal sealed class ReadState(WireWriter output, ProtoJsonOptions options, FaultList faults) : IDisposable
{
    // The path's names are kept as they are and put together only for a fault.
    private object?[] _path = ArrayPool<object?>.Shared.Rent(16);
    private int[] _indexes = ArrayPool<int>.Shared.Rent(16);
    private int _depth;
    private int _level;
    private bool _isDropped;
    private byte[]? _scratch;

    public WireWriter Output => output;

    public ProtoJsonOptions Options => options;

    public int MaxElements => options.MaxElements;

    public void Push(FieldPlan field) => Push((object)field);

    /// <summary>A key of a map or a field that no message has.</summary>
    public void Push(string name) => Push((object)name);

    public void PushIndex()
    {
        Push((object?)null);
        _indexes[_depth - 1] = -1;
    }

    /// <summary>Goes on to the next element of the list.</summary>
    public int Next() => ++_indexes[_depth - 1];

    public void Pop() => _depth--;

    /// <summary>Goes into a message. Counted are levels of the wire, map entries among them, as every reader of it counts.</summary>
    public void Enter()
    {
        if (++_level > options.MaxDepth)
        {
            throw ProtoJsonException.TooDeepToRead(options.MaxDepth);
        }
    }

    public void Leave() => _level--;

    /// <summary>Says that the value which is being read is to be left out.</summary>
    public void Drop() => _isDropped = true;

    /// <summary>Whether the value that was just read is to be left out.</summary>
    public bool TakeDropped()
    {
        var isDropped = _isDropped;
        _isDropped = false;
        return isDropped;
    }

    public void Fault(string message)
    {
        if (faults.IsFull)
        {
            return;
        }

        var path = new StringBuilder();
        for (var i = 0; i < _depth; i++)
        {
            switch (_path[i])
            {
                case null:
                    path.Append(CultureInfo.InvariantCulture, $"[{_indexes[i]}]");
                    break;
                case FieldPlan field:
                    path.Append(path.Length > 0 ? "." : "").Append(field.Name);
                    break;
                case var name:
                    path.Append(path.Length > 0 ? "." : "").Append(name);
                    break;
            }
        }

        faults.Add(path.ToString(), message);
    }

    /// <summary>
    /// The UTF-8 bytes of the string that the reader stands on, good until the next call; false when they are no Unicode text.
    /// </summary>
    public bool TryGetText(ref Utf8JsonReader json, out ReadOnlySpan<byte> text)
    {
        if (!json.ValueIsEscaped)
        {
            text = json.ValueSpan;
            return Utf8.IsValid(text);
        }

        if (_scratch is null || _scratch.Length < json.ValueSpan.Length)
        {
            ReturnScratch();
            _scratch = ArrayPool<byte>.Shared.Rent(json.ValueSpan.Length);
        }

        try
        {
            text = _scratch.AsSpan(0, json.CopyString(_scratch));
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            text = default;
            return false;
        }
    }

    public void Dispose()
    {
        ArrayPool<object?>.Shared.Return(_path, clearArray: true);
        ArrayPool<int>.Shared.Return(_indexes);
        ReturnScratch();
        _path = [];
        _indexes = [];
        _depth = 0;
    }

    private void Push(object? segment)
    {
        if (_depth == Math.Min(_path.Length, _indexes.Length))
        {
            Grow();
        }

        _path[_depth++] = segment;
    }

    private void Grow()
    {
        var path = ArrayPool<object?>.Shared.Rent(_depth * 2);
        var indexes = ArrayPool<int>.Shared.Rent(_depth * 2);
        _path.AsSpan(0, _depth).CopyTo(path);
        _indexes.AsSpan(0, _depth).CopyTo(indexes);
        ArrayPool<object?>.Shared.Return(_path, clearArray: true);
        ArrayPool<int>.Shared.Return(_indexes);
        _path = path;
        _indexes = indexes;
    }

    private void ReturnScratch()
    {
        if (_scratch is not null)
        {
            ArrayPool<byte>.Shared.Return(_scratch);
            _scratch = null;
        }
    }
}
