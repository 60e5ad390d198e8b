namespace FocusSuite.BadInputs.Grpc;

/// <summary>The ways by which gRPC comes to the gateway.</summary>
public enum GrpcDoorKind
{
    /// <summary>HTTP/2, with trailers.</summary>
    Native,

    /// <summary>gRPC-Web in bytes over HTTP/1.1.</summary>
    Web,

    /// <summary>gRPC-Web in base64 over HTTP/1.1, the default of Google's generator.</summary>
    WebText,
}
