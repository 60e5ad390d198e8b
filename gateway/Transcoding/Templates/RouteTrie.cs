using GrpcTranscoding.Binding;

namespace GrpcTranscoding.Templates;

/// <summary>
/// Finds the templates that match a path. More particular segments go first: a literal before <c>*</c> before <c>**</c>, and of two
/// <c>**</c> the one with more behind it; whoever asks may refuse what was found and is shown the next. Letters count as they are, as the
/// specification of <c>google.api.http</c> has it.
/// </summary>
/// <typeparam name="T">What is found.</typeparam>
internal sealed class RouteTrie<T>
{
    private readonly Node _root = new();
    private readonly HashSet<string> _verbs = new(StringComparer.Ordinal);

    /// <summary>Told of each match, most particular first, until it answers true.</summary>
    public delegate bool Visitor<TState>(T value, ReadOnlySpan<Range> segments, string path, ref TState state);

    public void Add(PathTemplate template, T value)
    {
        var node = _root;
        foreach (var segment in template.Segments)
        {
            node = segment.Kind switch
            {
                SegmentKind.Literal => Child(node, segment.Literal),
                SegmentKind.Single => node.Single ??= new Node(),
                _ => node.Multi ??= new Node(),
            };
        }

        if (template.Verb is not null)
        {
            _verbs.Add(template.Verb);
        }

        (node.Values ??= []).Add((template.Verb, value));
    }

    /// <summary>
    /// Visits what matches a path, with or without a slash at its end. The path is as it was sent: slashes and the colon of a verb count
    /// where they are not escaped, and then each segment is decoded for itself.
    /// </summary>
    /// <returns>True when the visitor took one.</returns>
    public bool Visit<TState>(string path, Visitor<TState> visitor, ref TState state)
    {
        // "//" is another path than "/", as "/a//" is another one than "/a/".
        if (path.Length == 0 || path[0] != '/' || path == "//")
        {
            return false;
        }

        var trimmed = path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
        // A path of this many segments is no path of ours, and must not cost a buffer without bound.
        Span<Range> segments = stackalloc Range[64];
        var count = Split(trimmed, segments);
        if (count < 0)
        {
            return false;
        }

        segments = segments[..count];
        if (count > 0 && _verbs.Count > 0)
        {
            var last = segments[^1];
            var colon = trimmed.AsSpan()[last].LastIndexOf(':');
            if (colon >= 0 && VerbOf(trimmed.AsSpan()[last][(colon + 1)..]) is { } verb)
            {
                if (colon == 0)
                {
                    // A verb of nothing. Whoever means a name that looks like one escapes the colon.
                    return false;
                }

                var whole = segments[^1];
                segments[^1] = last.Start.Value..(last.Start.Value + colon);
                if (Walk(_root, segments, 0, trimmed, verb, visitor, ref state))
                {
                    return true;
                }

                segments[^1] = whole;
            }
        }

        return Walk(_root, segments, 0, trimmed, null, visitor, ref state);
    }

    private static bool Walk<TState>(
        Node node, ReadOnlySpan<Range> segments, int at, string path, string? verb, Visitor<TState> visitor, ref TState state)
    {
        if (at < segments.Length)
        {
            var text = path.AsSpan()[segments[at]];
            if (node.Literals is { } literals && LiteralOf(literals, text) is { } child
                && Walk(child, segments, at + 1, path, verb, visitor, ref state))
            {
                return true;
            }

            if (node.Single is { } single && Walk(single, segments, at + 1, path, verb, visitor, ref state))
            {
                return true;
            }
        }
        else if (Offer(node, segments, path, verb, visitor, ref state))
        {
            return true;
        }

        // The fewer segments it takes, the more of the path the template spells out behind it.
        for (var next = at; node.Multi is { } multi && next <= segments.Length; next++)
        {
            if (Walk(multi, segments, next, path, verb, visitor, ref state))
            {
                return true;
            }
        }

        return false;
    }

    private string? VerbOf(ReadOnlySpan<char> text) =>
        text.Contains('%')
            ? EscapedText.TryDecode(text, isQuery: false, keepsSlashes: false, out var decoded)
                && _verbs.TryGetValue(decoded, out var verb) ? verb : null
            : _verbs.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var same) ? same : null;

    private static Node? LiteralOf(Dictionary<string, Node> literals, ReadOnlySpan<char> text) =>
        text.Contains('%')
            ? EscapedText.TryDecode(text, isQuery: false, keepsSlashes: false, out var decoded) ? literals.GetValueOrDefault(decoded) : null
            : literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var node) ? node : null;

    private static bool Offer<TState>(
        Node node, ReadOnlySpan<Range> segments, string path, string? verb, Visitor<TState> visitor, ref TState state)
    {
        if (node.Values is null)
        {
            return false;
        }

        foreach (var (itsVerb, value) in node.Values)
        {
            if (itsVerb == verb && visitor(value, segments, path, ref state))
            {
                return true;
            }
        }

        return false;
    }

    private static Node Child(Node node, string literal)
    {
        var literals = node.Literals ??= new Dictionary<string, Node>(StringComparer.Ordinal);
        if (!literals.TryGetValue(literal, out var child))
        {
            literals.Add(literal, child = new Node());
        }

        return child;
    }

    private static int Split(string path, Span<Range> segments)
    {
        if (path == "/")
        {
            return 0;
        }

        var count = 0;
        for (var start = 1; ;)
        {
            if (count == segments.Length)
            {
                return -1;
            }

            var end = path.IndexOf('/', start);
            var length = (end < 0 ? path.Length : end) - start;
            if (length == 0)
            {
                // "/a//b" is another path than "/a/b", and no template's.
                return -1;
            }

            segments[count++] = start..(start + length);
            if (end < 0)
            {
                return count;
            }

            start = end + 1;
        }
    }

    private sealed class Node
    {
        public Dictionary<string, Node>? Literals { get; set; }

        public Node? Single { get; set; }

        public Node? Multi { get; set; }

        public List<(string? Verb, T Value)>? Values { get; set; }
    }
}
