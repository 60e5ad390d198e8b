using FocusSuite.Protocol.Errors;

namespace FocusSuite.Progress.Tests.Support;

internal static class RequestFaults
{
    /// <summary>The fields that a validation refuses.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(Action validate) => Should.Throw<ApiException>(validate).Fields;
}
