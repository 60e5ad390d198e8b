using Google.Protobuf.Reflection;

namespace GrpcTranscoding.Proxying;

/// <summary>A call that came as gRPC or gRPC-Web on its way through YARP's pipeline. A feature of the request.</summary>
/// <param name="Method">What is called.</param>
/// <param name="Arrived">When it came, by the time provider's timestamp.</param>
/// <param name="Timeout">How long it may take by its caller's word; infinite without one.</param>
internal sealed record NativeCall(MethodDescriptor Method, long Arrived, TimeSpan Timeout);
