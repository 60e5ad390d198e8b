namespace FocusSuite.Load.Users;

/// <summary>What a request came to.</summary>
public enum Outcome
{
    /// <summary>It was answered with a 2xx, or with the word that the session of a user who was away for hours has ended.</summary>
    Answered,

    /// <summary>It was refused for now: 429 or 503.</summary>
    Refused,

    /// <summary>It got no answer in time: 504, or none within the client's patience.</summary>
    Late,

    /// <summary>Its connection could not be made, or broke before the answer.</summary>
    Broken,

    /// <summary>Any other answer.</summary>
    Failed,
}
