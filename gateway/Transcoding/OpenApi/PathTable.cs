using GrpcTranscoding.Binding;

namespace GrpcTranscoding.OpenApi;

/// <summary>
/// The paths of a document. OpenAPI tells paths apart by their texts alone and has no <c>**</c>:
/// 1. Templates that match the same paths are one path, and its parameters have the names that the first of them gave.
/// 2. A <c>**</c> is a parameter of one segment, or of as many as it takes to be told from the paths of others.
/// </summary>
internal sealed class PathTable
{
    private readonly Dictionary<string, string[]> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<HttpBinding, DescribedPath> _paths = [];
    private readonly bool _trailingSlash;

    public PathTable(IEnumerable<(HttpBinding Binding, string Verb)> bindings, bool trailingSlash)
    {
        _trailingSlash = trailingSlash;
        // Those without a choice come first.
        foreach (var (binding, verb) in bindings.OrderBy(b => PathParts.Of(b.Binding).Exists(p => p.IsOpen)))
        {
            _paths.Add(binding, Describe(binding, verb));
        }
    }

    public DescribedPath this[HttpBinding binding] => _paths[binding];

    private DescribedPath Describe(HttpBinding binding, string verb)
    {
        var parts = PathParts.Of(binding);
        while (!_taken.Add($"{verb} {ShapeOf(parts, binding)}"))
        {
            var open = parts.FindLastIndex(p => p.IsOpen);
            if (open < 0)
            {
                throw new InvalidOperationException(
                    $"{binding} has the path of another method; give one of them another path or HTTP method.");
            }

            parts.Insert(open, parts[open] with { IsWhole = false, IsOpen = false });
            parts[open + 1] = parts[open + 1] with { IsWhole = false };
        }

        var shape = ShapeOf(parts, binding);
        if (!_names.TryGetValue(shape, out var names))
        {
            _names.Add(shape, names = Names(parts));
        }

        var parameters = parts.Where(p => p.Literal is null).Select((part, i) => (names[i], part)).ToArray();
        var next = 0;
        var segments = parts.Select(p => p.Literal ?? $"{{{names[next++]}}}");
        return new DescribedPath(Join(segments, binding, _trailingSlash ? "/" : ""), parameters);
    }

    private static string ShapeOf(List<PathPart> parts, HttpBinding binding) => Join(parts.Select(p => p.Literal ?? "{}"), binding, "");

    private static string Join(IEnumerable<string> segments, HttpBinding binding, string end)
    {
        var path = "/" + string.Join('/', segments);
        return binding.Template.Verb is { } verb ? $"{path}:{PathParts.Escape(verb)}" : path.Length > 1 ? path + end : path;
    }

    private static string[] Names(List<PathPart> parts)
    {
        var names = new List<string>();
        foreach (var part in parts.Where(p => p.Literal is null))
        {
            var name = part.Name;
            if (names.Contains(name) && part.Variable is { } variable && variable.Name != name)
            {
                name = $"{variable.Name}_{name}";
            }

            var free = name;
            for (var i = 2; names.Contains(free); i++)
            {
                free = $"{name}_{i}";
            }

            names.Add(free);
        }

        return [.. names];
    }
}
