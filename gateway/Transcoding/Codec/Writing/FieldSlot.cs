namespace GrpcTranscoding.Codec.Writing;

/// <summary>Where the values of one field are in a message's bytes.</summary>
internal struct FieldSlot
{
    /// <summary>The position of the first value's tag.</summary>
    public int First;

    /// <summary>The position of the last value, behind its tag.</summary>
    public int Last;

    /// <summary>How many values there are; 0 where the field is not there.</summary>
    public int Count;
}
