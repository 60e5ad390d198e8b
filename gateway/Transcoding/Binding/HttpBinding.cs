using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Plans;
using GrpcTranscoding.Proxying;
using GrpcTranscoding.Templates;

namespace GrpcTranscoding.Binding;

/// <summary>One HTTP spelling of a gRPC method: what <c>google.api.http</c> says about it, resolved against its messages.</summary>
internal sealed class HttpBinding
{
    public required MethodDescriptor Method { get; init; }

    /// <summary>The HTTP method, or <c>*</c> for all.</summary>
    public required string HttpMethod { get; init; }

    public required PathTemplate Template { get; init; }

    /// <summary>The fields of the template's variables, in its order.</summary>
    public required FieldPath[] Variables { get; init; }

    public required ProtoJsonMessage Input { get; init; }

    public required ProtoJsonMessage Output { get; init; }

    /// <summary>Whether the body is the whole request.</summary>
    public required bool BodyIsAll { get; init; }

    /// <summary>The field that the body is, where it is one.</summary>
    public required FieldPlan? BodyField { get; init; }

    /// <summary>The field that the answer's body is; the whole answer when null.</summary>
    public required FieldDescriptor? ResponseBody { get; init; }

    public bool HasBody => BodyIsAll || BodyField is not null;

    /// <summary>Whether either side sends any number of messages.</summary>
    public bool IsStreaming => Method.IsClientStreaming || Method.IsServerStreaming;

    /// <summary>The field that says what an update changes, where the body tells it.</summary>
    public FieldPlan? UpdateMask { get; private set; }

    /// <summary>Where the method lives in gRPC.</summary>
    public string GrpcPath { get; private set; } = "";

    /// <summary>Whether the body is bytes of any type.</summary>
    public bool IsRawRequest { get; private set; }

    /// <summary>Whether the answer's body is bytes of any type.</summary>
    public bool IsRawResponse { get; private set; }

    public HttpBinding Complete()
    {
        IsRawRequest = RawBodies.IsRawRequest(this);
        IsRawResponse = RawBodies.IsRawResponse(this);
        UpdateMask = Binding.UpdateMask.FieldOf(this);
        GrpcPath = $"/{Method.Service.FullName}/{Method.Name}";
        return this;
    }

    public override string ToString() => $"{HttpMethod} {Template} of {Method.FullName}";
}
