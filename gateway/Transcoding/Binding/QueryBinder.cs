using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace GrpcTranscoding.Binding;

/// <summary>
/// Reads query parameters into the fields that neither the path nor the body gives. Each becomes a little message of its own behind the others:
/// protobuf readers merge them, so nothing has to be gathered first.
/// </summary>
internal static class QueryBinder
{
    public static void Read(HttpBinding binding, string? query, WireWriter output, FaultList faults)
    {
        if (binding.BodyIsAll || string.IsNullOrEmpty(query))
        {
            return;
        }

        HashSet<string>? given = null;
        var limit = binding.Input.Plan.Context.Options.MaxElements;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (limit-- == 0)
            {
                faults.Add("", "has too many query parameters");
                return;
            }

            var name = pair.DecodeName().Span;
            if (name.IsEmpty || FieldPath.Find(binding.Input.Plan, name, out _) is not { } path || IsGivenElsewhere(binding, path))
            {
                continue;
            }

            if (!path.Leaf.IsRepeated && !(given ??= new HashSet<string>(StringComparer.Ordinal)).Add(path.Name))
            {
                faults.Add(path.Name, "is given more than once");
            }
            else if (!path.TryWrite(pair.DecodeValue().Span, output))
            {
                faults.Add(path.Name, path.Requirement);
            }
        }
    }

    private static bool IsGivenElsewhere(HttpBinding binding, FieldPath path) =>
        (binding.BodyField is { } body && path.IsWithin(new FieldPath([body]))) || Array.Exists(binding.Variables, path.IsWithin);
}
