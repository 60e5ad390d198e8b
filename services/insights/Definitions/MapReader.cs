using System.Collections.Frozen;
using System.Globalization;

namespace FocusSuite.Insights.Definitions;

/// <summary>
/// Reads the values of a map. What is missing or of a wrong type is an error, and something harmless is given in its place.
/// </summary>
internal sealed class MapReader
{
    private readonly MapNode _map;
    private readonly string _path;
    private readonly FilePlaces _places;

    /// <summary>Reads a map, which has only keys that are known.</summary>
    /// <param name="node">The map, if it is one.</param>
    /// <param name="path">Where it stands, in words of the file.</param>
    /// <param name="places">Takes the places of the values, and what is wrong.</param>
    /// <param name="keys">The keys that are known.</param>
    public MapReader(FileNode node, string path, FilePlaces places, IReadOnlyList<string> keys)
    {
        (_path, _places) = (path, places);
        _map = node as MapNode ?? new MapNode(node.Mark, []);
        if (node is not MapNode)
        {
            IsMap = false;
            places.Fail(path, node.Mark, $"{Name(path)} is {node.Kind}", $"write a map with keys of {string.Join(", ", keys)}");
        }

        foreach (var (key, value) in _map.Entries)
        {
            places.Add(PathOf(key.Text), value.Mark);
            if (!keys.Contains(key.Text))
            {
                places.Fail(
                    PathOf(key.Text),
                    key.Mark,
                    $"There is no key \"{FileTree.Short(key.Text)}\" here",
                    $"use {string.Join(", ", keys)}, or remove it");
            }
        }
    }

    public bool IsMap { get; } = true;

    /// <summary>The path of a key.</summary>
    /// <param name="key">The key.</param>
    public string PathOf(string key) => _path.Length == 0 ? key : $"{_path}/{key}";

    public bool Has(string key) => Find(key) is not null;

    public FileNode? Find(string key) => _map.Entries.FirstOrDefault(entry => entry.Key.Text == key).Value;

    /// <summary>The value of a key that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="example">How it is written.</param>
    public FileNode? Require(string key, string example)
    {
        var value = Find(key);
        if (value is null && IsMap)
        {
            _places.Fail(PathOf(key), _map.Mark, $"The key \"{key}\" is missing", $"add it, like \"{example}\"");
        }

        return value;
    }

    public string Text(string key, string example) =>
        Require(key, example) is { } node ? Typed(key, node, ScalarType.Text, $"write text, like \"{example}\"")?.Text ?? "" : "";

    public int? Number(string key, string example, bool isRequired = true)
    {
        var node = isRequired ? Require(key, example) : Find(key);
        return node is null ? null : NumberOf(node, PathOf(key), example);
    }

    public bool Flag(string key) =>
        Find(key) is { } node && Typed(key, node, ScalarType.Boolean, "write true or false") is { } scalar
            && scalar.Text.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The meaning of a word that must be there, or null where it is not, or means nothing.</summary>
    /// <param name="key">The key.</param>
    /// <param name="words">The words.</param>
    public T? Word<T>(string key, FrozenDictionary<string, T> words)
        where T : struct =>
        Require(key, $"{key}: {words.Keys.Order(StringComparer.Ordinal).First()}") is { } node ? WordOf(node, PathOf(key), words) : null;

    public T? WordOf<T>(FileNode node, string path, FrozenDictionary<string, T> words)
        where T : struct
    {
        if (node is ScalarNode { Type: ScalarType.Text } word && words.TryGetValue(word.Text, out var meaning))
        {
            return meaning;
        }

        var what = node is ScalarNode { Type: ScalarType.Text } unknown ? $"\"{FileTree.Short(unknown.Text)}\"" : node.Kind;
        _places.Fail(
            path,
            node.Mark,
            $"{Name(path)} is {what}, which is not in the vocabulary",
            $"use {string.Join(", ", words.Keys.Order(StringComparer.Ordinal))}");
        return null;
    }

    /// <summary>The items of a list, with their paths.</summary>
    /// <param name="key">The key, if it is there.</param>
    public IReadOnlyList<(FileNode Node, string Path)> List(string key)
    {
        if (Find(key) is not { } node)
        {
            return [];
        }

        if (node is not ListNode list)
        {
            _places.Fail(PathOf(key), node.Mark, $"{Name(key)} is {node.Kind}", "write a list");
            return [];
        }

        var items = list.Items.Select((item, i) => (Node: item, Path: PathOf(FormattableString.Invariant($"{key}/{i}")))).ToList();
        items.ForEach(item => _places.Add(item.Path, item.Node.Mark));
        return items;
    }

    /// <summary>A whole number, or null.</summary>
    /// <param name="node">The value.</param>
    /// <param name="path">Its path.</param>
    /// <param name="example">How it is written.</param>
    public int? NumberOf(FileNode node, string path, string example)
    {
        if (node is ScalarNode { Type: ScalarType.Integer } scalar
            && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        _places.Fail(path, node.Mark, $"{Name(path)} is {node.Kind}", $"write a whole number, like \"{example}\"");
        return null;
    }

    private ScalarNode? Typed(string key, FileNode node, ScalarType type, string remedy)
    {
        if (node is ScalarNode scalar && scalar.Type == type)
        {
            return scalar;
        }

        _places.Fail(PathOf(key), node.Mark, $"{Name(key)} is {node.Kind}", remedy);
        return null;
    }

    private static string Name(string path) => path.Length == 0 ? "This" : $"The value of {path}";
}
