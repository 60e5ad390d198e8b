namespace FocusSuite.Identity.KeySpace;

/// <summary>A key of a person's request, to whichever service; the table is <see cref="RequestKeyStore"/>'s.</summary>
internal sealed class RequestKeyRow
{
    public long UserId { get; init; }

    /// <summary>A hash: keys may be anything that a client has at hand.</summary>
    public required byte[] Key { get; init; }

    /// <summary>What it stands for.</summary>
    public required byte[] Fingerprint { get; init; }

    /// <summary>Suite time, by which keys are forgotten everywhere.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
