using FocusSuite.Protos.Options.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Level = Google.Protobuf.Reflection.MethodOptions.Types.IdempotencyLevel;

namespace FocusSuite.Client.Calls;

/// <summary>What the proto of a method says to those who call it.</summary>
/// <param name="Access">Who may call it; a signed-in user where it says nothing.</param>
/// <param name="RequestId">The field of the request that may hold a request key; null where the method takes none.</param>
/// <param name="IsRepeatable">Whether a second try does no more than the first: a GET over JSON, by its <c>idempotency_level</c>, or since
/// it takes a key.</param>
internal sealed record SuiteMethod(Access Access, FieldDescriptor? RequestId, bool IsRepeatable)
{
    private const string RequestIdField = "request_id";

    /// <summary>Whether a request key makes a repeat harmless.</summary>
    public bool TakesRequestKey => RequestId is not null;

    /// <summary>Whether the caller's service identity belongs to a call.</summary>
    public bool IsForServices => Access is Access.Service or Access.UserOrService;

    /// <summary>Whether a user's access token belongs to a call: those that anybody may make look at none.</summary>
    public bool IsForUsers => Access is not Access.Anonymous;

    /// <summary>Reads what a proto says.</summary>
    /// <param name="method">The method.</param>
    /// <returns>What it says.</returns>
    public static SuiteMethod From(MethodDescriptor method)
    {
        var options = method.GetOptions();
        var access = options?.GetExtension(OptionsExtensions.Access) ?? Access.Unspecified;
        var http = options?.GetExtension(AnnotationsExtensions.Http)?.PatternCase;

        // Of a DELETE the field may name what it makes, and is no key then: its proto says where it is one.
        var takesKey = http == HttpRule.PatternOneofCase.Post || options?.GetExtension(OptionsExtensions.TakesRequestKey) == true;
        var requestId = takesKey ? method.InputType.FindFieldByName(RequestIdField) : null;
        var isDeclared = options?.IdempotencyLevel is Level.Idempotent or Level.NoSideEffects;
        return new SuiteMethod(
            access == Access.Unspecified ? Access.User : access,
            requestId,
            isDeclared || http == HttpRule.PatternOneofCase.Get || requestId is not null);
    }

    /// <summary>Whether a request names its key itself.</summary>
    public bool HasKey(object request) => RequestId is not null && ((string)RequestId.Accessor.GetValue((IMessage)request)).Length > 0;
}
