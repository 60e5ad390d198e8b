using System.Globalization;
using GrpcTranscoding.Codec.Reading;
using GrpcTranscoding.Codec.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace GrpcTranscoding.Binding;

/// <summary>
/// Reads query parameters into the fields that neither the path nor the body gives. Each becomes a little message of its own behind the
/// others: protobuf readers merge them, so nothing has to be gathered first.
/// </summary>
internal static class QueryBinder
{
    /// <summary>Reads a query. What names no field is a fault where the rules are strict, and skipped otherwise.</summary>
    /// <param name="binding">Whose fields they are.</param>
    /// <param name="query">The query with its question mark.</param>
    /// <param name="output">Where the fields go. What is there already is the body's field.</param>
    /// <param name="faults">Where the faults go.</param>
    /// <param name="rules">Whether they are strict.</param>
    public static void Read(HttpBinding binding, string? query, WireWriter output, FaultList faults, TranscodingOptions? rules = null)
    {
        var isStrict = rules?.RejectUnknownQueryParameters == true;
        if ((binding.BodyIsAll && !isStrict) || string.IsNullOrEmpty(query))
        {
            return;
        }

        HashSet<string>? given = null;
        var chosen = binding.BodyField is { Oneof: >= 0 } body && output.Length > 0 ? new OneofChoices(body) : null;
        var options = binding.Input.Plan.Context.Options;
        var limit = options.MaxElements;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (limit-- == 0)
            {
                faults.Add("", "has too many query parameters");
                return;
            }

            if (pair.EncodedName.IsEmpty && !isStrict)
            {
                continue;
            }

            var isText = EscapedText.TryDecode(pair.EncodedName.Span, isQuery: true, keepsSlashes: false, out var name);
            isText &= EscapedText.TryDecode(pair.EncodedValue.Span, isQuery: true, keepsSlashes: false, out var value);
            if (!isText && !binding.BodyIsAll)
            {
                faults.Add(FieldPath.Find(binding.Input.Plan, name, out _)?.Name ?? name, "must be UTF-8 text, percent-encoded");
                continue;
            }

            var path = binding.BodyIsAll || name.Length == 0 ? null : FieldPath.Find(binding.Input.Plan, name, out _);
            if (path is null || IsGivenElsewhere(binding, path))
            {
                if (isStrict && !rules!.IgnoredQueryParameters.Contains(name))
                {
                    faults.Add(name, path is null ? "is not known" : "is given by the path or the body");
                }

                continue;
            }

            if (path.Levels > options.MaxDepth)
            {
                faults.Add(path.Name, string.Create(CultureInfo.InvariantCulture, $"nests deeper than {options.MaxDepth} levels"));
            }
            else if (!path.Leaf.IsRepeated && !(given ??= new HashSet<string>(StringComparer.Ordinal)).Add(path.Identity))
            {
                faults.Add(path.Name, "is given more than once");
            }
            else if (path.HasOneof && (chosen ??= new OneofChoices()).Excludes(path) is { } oneof)
            {
                faults.Add(path.Name, $"excludes the other members of {oneof}, of which one is given already");
            }
            else if (!path.TryWrite(value, output))
            {
                faults.Add(path.Name, path.Requirement);
            }
        }
    }

    private static bool IsGivenElsewhere(HttpBinding binding, FieldPath path) =>
        (binding.BodyField is { } body && path.IsWithin(new FieldPath([body]))) || Array.Exists(binding.Variables, path.IsWithin);
}
