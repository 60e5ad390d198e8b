using Grpc.Core;

namespace FocusSuite.Protocol.Errors;

/// <summary>An error as clients know it. <see cref="ErrorCodes"/> is the one table of them.</summary>
/// <param name="Word">The stable machine word, <c>code</c> in the JSON body and <c>ErrorInfo.reason</c> on gRPC.</param>
/// <param name="Grpc">The gRPC status.</param>
/// <param name="Http">The HTTP status.</param>
/// <param name="Text">The sentence that people read where a case has no better one.</param>
public sealed record ErrorCode(string Word, StatusCode Grpc, int Http, string Text);
