using Google.Protobuf.Reflection;
using GrpcTranscoding.Codec;
using GrpcTranscoding.Codec.Wire;
using GrpcTranscoding.Rules;
using GrpcTranscoding.Templates;

namespace GrpcTranscoding.Binding;

/// <summary>All bindings of the gateway, and which of them a request means.</summary>
internal sealed class RouteTable
{
    private readonly RouteTrie<HttpBinding> _trie = new();

    /// <exception cref="InvalidOperationException">Rules are invalid or in conflict; the message lists every fault with its
    /// remedy.</exception>
    public RouteTable(IEnumerable<MethodDescriptor> methods, ProtoJsonCodec codec, ConfiguredRules? rules = null)
    {
        rules ??= new ConfiguredRules([]);
        var faults = rules.Faults().ToList();
        var builder = new BindingBuilder(codec, rules, faults);
        Bindings = [.. methods.SelectMany(builder.Build)];
        foreach (var same in Bindings.GroupBy(b => b.Template.Shape, StringComparer.Ordinal))
        {
            foreach (var (first, second) in Conflicts([.. same]))
            {
                faults.Add($"{first} and {second} answer the same requests; give one of them another path or HTTP method.");
            }
        }

        if (faults.Count > 0)
        {
            throw new InvalidOperationException(
                "The google.api.http rules are not usable:" + Environment.NewLine + string.Join(Environment.NewLine, faults));
        }

        foreach (var binding in Bindings)
        {
            _trie.Add(binding.Template, binding);
        }
    }

    public IReadOnlyList<HttpBinding> Bindings { get; }

    /// <summary>Finds the binding of a request.</summary>
    /// <param name="httpMethod">The HTTP method.</param>
    /// <param name="path">The path as it was sent, its escapes not decoded.</param>
    /// <param name="isWebSocket">Whether it opens a WebSocket: that is always a GET, and stands for any method of a stream.</param>
    public RouteMatch Match(string httpMethod, string path, bool isWebSocket = false)
    {
        var search = new Search { HttpMethod = httpMethod, IsWebSocket = isWebSocket };
        _trie.Visit(
            path,
            static (HttpBinding binding, ReadOnlySpan<Range> segments, string text, ref Search state) =>
                Consider(binding, segments, text, ref state),
            ref search);
        return new RouteMatch(search.Found, search.Fields, search.Allowed, search.Found is null && search.IsMalformed);
    }

    private static bool Consider(HttpBinding binding, ReadOnlySpan<Range> segments, string path, ref Search search)
    {
        if (!IsFor(binding, search.HttpMethod) && !(search.IsWebSocket && binding.IsStreaming))
        {
            // Only a path that the binding would take is a known path with another method.
            using var scratch = new WireWriter(int.MaxValue);
            if (TryBind(binding, segments, path, scratch, ref search))
            {
                (search.Allowed ??= new SortedSet<string>(StringComparer.Ordinal)).Add(binding.HttpMethod);
            }

            return false;
        }

        var fields = new WireWriter(int.MaxValue);
        if (!TryBind(binding, segments, path, fields, ref search))
        {
            fields.Dispose();
            return false;
        }

        search.Found = binding;
        search.Fields = fields;
        return true;
    }

    private static bool IsFor(HttpBinding binding, string httpMethod) =>
        binding.HttpMethod == httpMethod || binding.HttpMethod == "*" || (httpMethod == "HEAD" && binding.HttpMethod == "GET");

    private static bool TryBind(HttpBinding binding, ReadOnlySpan<Range> segments, string path, WireWriter output, ref Search search)
    {
        for (var i = 0; i < binding.Variables.Length; i++)
        {
            var variable = binding.Template.Variables[i];
            var (start, end) = binding.Template.SegmentsOf(variable, segments.Length);
            var text = start >= end ? "" : path.AsSpan()[segments[start].Start.Value..segments[end - 1].End.Value];
            if (text.Contains('%'))
            {
                // An escaped slash is part of one segment's value, and would blur the borders of several (google.api.http).
                if (!EscapedText.TryDecode(text, isQuery: false, keepsSlashes: !binding.Template.IsSingle(variable), out var decoded))
                {
                    search.IsMalformed = true;
                    return false;
                }

                text = decoded;
            }

            if (!binding.Variables[i].TryWrite(text, output))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<(HttpBinding First, HttpBinding Second)> Conflicts(HttpBinding[] same)
    {
        for (var i = 0; i < same.Length; i++)
        {
            for (var j = i + 1; j < same.Length; j++)
            {
                if (same[i].HttpMethod == same[j].HttpMethod || same[i].HttpMethod == "*" || same[j].HttpMethod == "*")
                {
                    yield return (same[i], same[j]);
                }
            }
        }
    }

    private struct Search
    {
        public string HttpMethod;
        public bool IsWebSocket;
        public HttpBinding? Found;
        public WireWriter? Fields;
        public SortedSet<string>? Allowed;
        public bool IsMalformed;
    }
}
