using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;

namespace GrpcTranscoding.Errors;

/// <summary>
/// The details of <c>google.rpc</c> that a service attached to its error, for a writer of problems that tells clients more of them. One
/// that cannot be parsed counts as absent.
/// </summary>
public sealed class ErrorDetails
{
    private static readonly TypeRegistry Known = TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor);

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(Known));

    internal ErrorDetails(Google.Rpc.Status status) => Status = status;

    /// <summary>The whole status as the service sent it. Its message and its <see cref="Google.Rpc.DebugInfo"/> are for the eyes of
    /// developers.</summary>
    public Google.Rpc.Status Status { get; }

    /// <summary>The error's reason, its domain and its metadata.</summary>
    public ErrorInfo? ErrorInfo => Find<ErrorInfo>();

    /// <summary>The invalid fields.</summary>
    public BadRequest? BadRequest => Find<BadRequest>();

    /// <summary>When another try may help.</summary>
    public RetryInfo? RetryInfo => Find<RetryInfo>();

    /// <summary>The quotas that were exceeded.</summary>
    public QuotaFailure? QuotaFailure => Find<QuotaFailure>();

    /// <summary>The preconditions that did not hold.</summary>
    public PreconditionFailure? PreconditionFailure => Find<PreconditionFailure>();

    /// <summary>The resource that the error is about.</summary>
    public ResourceInfo? ResourceInfo => Find<ResourceInfo>();

    /// <summary>The ids by which the service knows the request.</summary>
    public RequestInfo? RequestInfo => Find<RequestInfo>();

    /// <summary>Links to pages that help.</summary>
    public Help? Help => Find<Help>();

    /// <summary>A message for the user, in the user's language.</summary>
    public LocalizedMessage? LocalizedMessage => Find<LocalizedMessage>();

    /// <summary>Stack traces and the like. Never written by anything in this library.</summary>
    public DebugInfo? DebugInfo => Find<DebugInfo>();

    /// <summary>The first detail of a type, also of one that is not of <c>google.rpc</c>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The detail, or null where there is none.</returns>
    public T? Find<T>()
        where T : class, IMessage<T>, new() => All<T>().FirstOrDefault();

    /// <summary>All details of a type, in the service's order.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The details.</returns>
    public IEnumerable<T> All<T>()
        where T : class, IMessage<T>, new()
    {
        var descriptor = new T().Descriptor;
        foreach (var any in Status.Details.Where(any => any.Is(descriptor)))
        {
            if (TryUnpack<T>(any) is { } detail)
            {
                yield return detail;
            }
        }
    }

    /// <summary>
    /// Writes the member <c>details</c>: a list of the details of <c>google.rpc</c> in proto3 JSON, each with its <c>@type</c>. Stack
    /// traces, and types that are not known here, are left out; so is the member when nothing is left.
    /// </summary>
    /// <param name="json">The writer, inside the problem's object.</param>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var texts = Status.Details.Select(TextOf).OfType<string>().ToArray();
        if (texts.Length == 0)
        {
            return;
        }

        json.WriteStartArray("details"u8);
        foreach (var text in texts)
        {
            json.WriteRawValue(text);
        }

        json.WriteEndArray();
    }

    private static T? TryUnpack<T>(Google.Protobuf.WellKnownTypes.Any any)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return any.Unpack<T>();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static string? TextOf(Google.Protobuf.WellKnownTypes.Any any)
    {
        try
        {
            var type = Known.Find(Google.Protobuf.WellKnownTypes.Any.GetTypeName(any.TypeUrl));
            return type is null || type == DebugInfo.Descriptor ? null : Formatter.Format(any);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException)
        {
            return null;
        }
    }
}
