using FocusSuite.BadInputs.Wire;

namespace FocusSuite.BadInputs;

/// <summary>A named bad input and what may become of it.</summary>
public sealed record BadInput(string Name, RawRequest Request, Verdict Verdict = Verdict.Any)
{
    /// <summary>The address may be that of another route, so its success may have another form.</summary>
    public bool MayBeElsewhere { get; init; }

    /// <summary>
    /// Refused by the server before the gateway is asked: that a path holds NUL, or an address a backslash at its front or what is not
    /// ASCII, is no HTTP either.
    /// </summary>
    public bool IsNoHttp =>
        Verdict is Verdict.NoHttp or Verdict.OddHttp || Path.Contains("%00", StringComparison.Ordinal) || !Path.StartsWith('/')
            || !System.Text.Ascii.IsValid(Request.Target);

    private string Path => Request.Target.Split('?')[0];
}

/// <summary>What may become of a bad input.</summary>
public enum Verdict
{
    /// <summary>A refusal in the one shape, or a success of the documented form where the input is in truth acceptable.</summary>
    Any,

    /// <summary>A refusal in the one shape.</summary>
    Refused,

    /// <summary>A 401.</summary>
    Unauthorized,

    /// <summary>No HTTP by its own rules: the server refuses it before the gateway is asked, with a bare status.</summary>
    NoHttp,

    /// <summary>HTTP of which servers think differently: refused as none, or taken for what it says at its best.</summary>
    OddHttp,
}
