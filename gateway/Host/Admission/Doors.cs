namespace FocusSuite.Gateway.Admission;

/// <summary>The ways in which calls come.</summary>
internal static class Doors
{
    /// <summary>Whether a call came as gRPC or gRPC-Web, which is gRPC here already, and not as JSON.</summary>
    public static bool IsNative(HttpRequest request) =>
        request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;
}
