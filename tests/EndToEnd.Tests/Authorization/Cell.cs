using FocusSuite.BadInputs.Wire;
using Google.Protobuf.Reflection;

namespace FocusSuite.EndToEnd.Tests.Authorization;

/// <summary>One cell of the matrix: who asks what, of whose things, where.</summary>
internal sealed record Cell(Door Door, MethodDescriptor Method, PublicRoute? Route, Credential Credential, Thing Thing)
{
    public override string ToString() => $"{Door} {Route?.Name ?? $"{Method.Service.FullName}/{Method.Name}"} by {Credential} on {Thing}";
}

/// <summary>Where it is asked.</summary>
internal enum Door
{
    /// <summary>A JSON route of the gateway.</summary>
    Json,

    /// <summary>The gateway's port for gRPC.</summary>
    Gateway,

    /// <summary>The service's own port.</summary>
    Service,
}

/// <summary>What the caller shows. There is no administrator: what an operator does, a service identity does.</summary>
internal enum Credential
{
    None,
    Malformed,
    Expired,
    WrongAlgorithm,
    WrongAudience,
    WrongIssuer,
    WrongType,
    UnknownKey,
    RefreshToken,
    Free,
    Pro,
    OtherUser,
    ServiceAlone,
    ServiceForUser,
    ForgedService,
}

/// <summary>Whose thing the request names.</summary>
internal enum Thing
{
    /// <summary>The caller's own, or none at all.</summary>
    Own,

    /// <summary>Somebody else's.</summary>
    Foreign,

    /// <summary>The program that takes Pro.</summary>
    ProProgram,
}

/// <summary>What became of it.</summary>
internal enum Outcome
{
    /// <summary>Looked at: served, or refused for what it asks and not for who asks.</summary>
    Admitted,
    Unauthenticated,
    Forbidden,
    NotFound,
    NoSuchMethod,

    /// <summary>An error of the server.</summary>
    Failed,
}
