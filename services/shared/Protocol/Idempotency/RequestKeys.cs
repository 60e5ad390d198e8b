using System.Security.Cryptography;
using System.Text;
using FocusSuite.Protocol.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace FocusSuite.Protocol.Idempotency;

/// <summary>
/// The idempotency key of a call: the header, or else the request's own <c>request_id</c> (AIP-155). The same key by either way is the same
/// request.
/// </summary>
public static class RequestKeys
{
    /// <summary>The metadata that carries it.</summary>
    public const string Header = "idempotency-key";

    /// <summary>The field of a request that carries it.</summary>
    public const string Field = "request_id";

    private const int MaxLength = 255;
    private const string Key = "focus-request-key";
    private const string KeptFingerprint = "focus-request-fingerprint";

    /// <summary>The key that the caller gave to this request, to be saved with its effect.</summary>
    /// <param name="context">The call.</param>
    /// <returns>The key; null when there is none.</returns>
    public static string? RequestKey(this ServerCallContext context) =>
        context.UserState.TryGetValue(Key, out var key) ? (string)key : context.RequestHeaders.GetValue(Header);

    /// <summary>
    /// What this request's key stands for, to be saved with its effect: a repeat has the same, another request with the key another one.
    /// </summary>
    /// <param name="context">The call.</param>
    /// <returns>A hash of method and body, 64 hexadecimal characters; null when there is no key, or no caller whose key it could
    /// be.</returns>
    public static string? RequestFingerprint(this ServerCallContext context) =>
        context.UserState.TryGetValue(KeptFingerprint, out var kept) ? (string)kept : null;

    /// <summary>Reads a request id in the one form that all clients can write.</summary>
    /// <param name="text">What the client sent.</param>
    /// <param name="field">The field's JSON name.</param>
    /// <param name="validation">Notes what is wrong with it.</param>
    /// <returns>The id; null when the client sent none, or nothing of use.</returns>
    public static Guid? ReadRequestId(string text, string field, Validation validation)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var valid = Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty;
        validation.Check(valid, field, "Must be a UUID, e.g. 0b7f4d1c-6a53-4c0e-9d0a-2f5c8e1b7a34.");
        return valid ? id : null;
    }

    /// <summary>Checks what the caller gave as a key, and keeps it where <see cref="RequestKey"/> finds it.</summary>
    internal static string? TakeRequestKey(this ServerCallContext context, IMessage request)
    {
        var validation = new Validation();
        var headers = context.RequestHeaders.GetAll(Header).Select(entry => entry.Value).ToList();
        var header = headers.Count > 0 ? headers[0] : null;

        // Whoever passes a request on may write two headers as one with a comma (RFC 9110, 5.3): it would be a third key that nobody gave.
        validation
            .Check(header is null or { Length: > 0 and <= MaxLength }, Header, $"Must have 1 to {MaxLength} characters.")
            .Check(
                headers.Count <= 1 && header?.Contains(',', StringComparison.Ordinal) != true, Header, "Must be one key, without a comma.");
        var text = request.Descriptor.FindFieldByName(Field) is { } field ? (string)field.Accessor.GetValue(request) : string.Empty;
        var requestId = ReadRequestId(text, Field, validation);
        validation.Check(
            header is null || requestId is null || (Guid.TryParseExact(header, "D", out var id) && id == requestId),
            Field,
            "Must be the same as the Idempotency-Key, where both are given.");
        validation.ThrowIfAny();
        if ((requestId?.ToString("D") ?? header) is not { } key)
        {
            return null;
        }

        context.UserState[Key] = key;
        return key;
    }

    /// <summary>Hashes what a key stands for, and keeps it where <see cref="RequestFingerprint"/> finds it.</summary>
    internal static string TakeRequestFingerprint(this ServerCallContext context, IMessage request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(context.Method));
        hash.AppendData(Body(request).ToByteArray());
        var fingerprint = Convert.ToHexString(hash.GetHashAndReset());
        context.UserState[KeptFingerprint] = fingerprint;
        return fingerprint;
    }

    /// <summary>The request without its id: what makes two requests the same.</summary>
    private static IMessage Body(IMessage request)
    {
        if (request.Descriptor.FindFieldByName(Field) is not { } field || ((string)field.Accessor.GetValue(request)).Length == 0)
        {
            return request;
        }

        var body = request.Descriptor.Parser.ParseFrom(request.ToByteString());
        field.Accessor.Clear(body);
        return body;
    }
}
