using Google.Api;
using Google.Protobuf.Reflection;

namespace GrpcTranscoding.OpenApi;

/// <summary>AIP-203: what <c>google.api.field_behavior</c> says of a field, and whether it is deprecated.</summary>
internal static class FieldBehaviors
{
    /// <summary>Of a oneof no member can be required, whatever is said of it: there are others.</summary>
    public static bool IsRequired(FieldDescriptor field) =>
        field.RealContainingOneof is null && (field.IsRequired || Is(field, FieldBehavior.Required));

    public static bool IsOutputOnly(FieldDescriptor field) => Is(field, FieldBehavior.OutputOnly);

    public static bool IsInputOnly(FieldDescriptor field) => Is(field, FieldBehavior.InputOnly);

    public static bool IsImmutable(FieldDescriptor field) => Is(field, FieldBehavior.Immutable);

    public static bool IsDeprecated(FieldDescriptor field) => field.GetOptions()?.Deprecated == true;

    public static bool IsDeprecated(MethodDescriptor method) =>
        method.GetOptions()?.Deprecated == true || method.Service.GetOptions()?.Deprecated == true;

    private static bool Is(FieldDescriptor field, FieldBehavior behavior) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(behavior) == true;
}
