namespace GrpcTranscoding.Codec.Reading;

/// <summary>The invalid fields of one request, wherever in the request they stood.</summary>
internal sealed class FaultList(int max)
{
    private List<FieldFault>? _faults;

    public bool IsEmpty => _faults is null;

    public bool IsFull => _faults?.Count >= max;

    public void Add(string path, string message)
    {
        if (!IsFull)
        {
            (_faults ??= []).Add(new FieldFault(path, message));
        }
    }

    public void ThrowIfAny()
    {
        if (_faults is not null)
        {
            throw new ProtoJsonException(ProtoJsonError.InvalidFields, "Some fields are invalid.", _faults);
        }
    }
}
