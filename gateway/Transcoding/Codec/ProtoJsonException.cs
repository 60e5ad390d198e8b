using System.Globalization;

namespace GrpcTranscoding.Codec;

/// <summary>What a <see cref="ProtoJsonException"/> is about.</summary>
public enum ProtoJsonError
{
    /// <summary>The text is no JSON, or its root is of the wrong kind.</summary>
    InvalidJson,

    /// <summary>The JSON does not fit the message; <see cref="ProtoJsonException.Faults"/> names the fields.</summary>
    InvalidFields,

    /// <summary>The bytes are no protobuf message of this type.</summary>
    InvalidWire,

    /// <summary>The message has a value for which JSON has no form: a time outside its range, an Any of an unknown type.</summary>
    NoJsonForm,

    /// <summary>A limit of <see cref="ProtoJsonOptions"/> is passed.</summary>
    LimitExceeded,
}

/// <summary>One field that cannot be read.</summary>
/// <param name="Path">Where it is, e.g. <c>tasks[2].text</c>.</param>
/// <param name="Message">What is wrong, in words for the caller.</param>
public readonly record struct FieldFault(string Path, string Message);

/// <summary>The only exception that the codec throws for bad input. Its message can be shown to a client.</summary>
public sealed class ProtoJsonException : Exception
{
    /// <summary>Makes an exception without faults of single fields.</summary>
    /// <param name="error">What it is about.</param>
    /// <param name="message">A sentence that can be shown to a client.</param>
    public ProtoJsonException(ProtoJsonError error, string message)
        : this(error, message, [])
    {
    }

    /// <summary>Makes an exception about invalid fields.</summary>
    /// <param name="error">What it is about.</param>
    /// <param name="message">A sentence that can be shown to a client.</param>
    /// <param name="faults">The invalid fields.</param>
    public ProtoJsonException(ProtoJsonError error, string message, IReadOnlyList<FieldFault> faults)
        : base(message)
    {
        Error = error;
        Faults = faults;
    }

    /// <summary>What it is about.</summary>
    public ProtoJsonError Error { get; }

    /// <summary>The invalid fields, in the order in which they were met.</summary>
    public IReadOnlyList<FieldFault> Faults { get; }

    internal static ProtoJsonException Truncated() => new(ProtoJsonError.InvalidWire, "The message ends before it is complete.");

    internal static ProtoJsonException Malformed(string what) => new(ProtoJsonError.InvalidWire, what);

    internal static ProtoJsonException NoJsonForm(string what) => new(ProtoJsonError.NoJsonForm, what);

    internal static ProtoJsonException TooDeep() => new(ProtoJsonError.LimitExceeded, "The message nests too deep.");

    /// <summary>A text that nests too deep is the caller's fault, and says what is allowed.</summary>
    internal static ProtoJsonException TooDeepToRead(int limit) =>
        new(ProtoJsonError.InvalidJson, string.Create(CultureInfo.InvariantCulture, $"The body nests deeper than {limit} levels."));

    internal static ProtoJsonException TooLarge() => new(ProtoJsonError.LimitExceeded, "The message is too large.");

    internal static ProtoJsonException TooManyElements() => new(ProtoJsonError.LimitExceeded, "A list has too many elements.");
}
