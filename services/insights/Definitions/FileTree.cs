using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FocusSuite.Insights.Definitions;

/// <summary>
/// Reads YAML as far as definitions need it: one document of maps, lists and plain values. What YAML offers beyond that (anchors, aliases,
/// tags, keys that are no text) is refused. So a small file cannot become a large tree, and each piece has one place.
/// </summary>
internal sealed partial class FileTree
{
    /// <summary>A file is so long at most.</summary>
    public const int MaxBytes = 256 * 1024;

    // A rule of the greatest depth, with its filter's list, is 12 deep.
    private const int MaxDepth = 16;

    private readonly Parser _parser;
    private readonly FileErrors _errors;

    // Where the last piece begins that was read.
    private Mark _last = new(0, 1, 1);

    private FileTree(string text, FileErrors errors)
    {
        _parser = new Parser(new StringReader(text));
        _errors = errors;
    }

    /// <summary>The root of a file, or null where it is no YAML at all.</summary>
    /// <param name="bytes">The file, in UTF-8.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static FileNode? Read(ReadOnlySpan<byte> bytes, FileErrors errors)
    {
        if (bytes.Length > MaxBytes)
        {
            errors.Add(1, 1, $"The file is {bytes.Length} bytes long", $"{MaxBytes} are read; remove what is not needed");
            return null;
        }

        return TextOf(bytes, errors) is { } text ? new FileTree(text, errors).Document() : null;
    }

    // The parser takes some of these characters for the end of the file, or of a line, and says nothing.
    private static string? TextOf(ReadOnlySpan<byte> bytes, FileErrors errors)
    {
        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var (line, column, isIndentation) = (1, 1, true);
        foreach (var character in text)
        {
            if (isIndentation && character == '\t')
            {
                errors.Add(line, column, "The line is indented with a tab", "indent it with spaces");
                return null;
            }

            if ((char.IsControl(character) && character is not ('\n' or '\r' or '\t')) || character is '\u2028' or '\u2029' or '\uFEFF')
            {
                errors.Add(
                    line,
                    column,
                    string.Create(CultureInfo.InvariantCulture, $"There is the control character U+{(int)character:X4}"),
                    "remove it");
                return null;
            }

            if (character == '\uFFFD')
            {
                errors.Add(line, column, "There is a character that is no UTF-8", "save the file in UTF-8");
                return null;
            }

            isIndentation = character == '\n' || (isIndentation && character == ' ');
            (line, column) = character == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return text;
    }

    private FileNode? Document()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (_parser.Accept<StreamEnd>(out _))
            {
                _errors.Add(1, 1, "The file is empty", "begin with \"schema: 1\"");
                return null;
            }

            _parser.Consume<DocumentStart>();
            var root = Node(1);
            _parser.Consume<DocumentEnd>();
            if (!_parser.Accept<StreamEnd>(out _))
            {
                _errors.Add(_parser.Current!.Start, "A second document begins", "remove it, and what follows");
            }

            return root;
        }
        catch (YamlException e)
        {
            _errors.Add(e.Start, $"This is no YAML: {Sentence(e)}", "correct this line, or one beside it");
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or EndOfStreamException)
        {
            // YamlDotNet's parser loses its way in some lists that are not closed, and says so like this.
            _errors.Add(_last, "This is no YAML: something that was opened is not closed", "correct this line, or the next one");
            return null;
        }
    }

    private FileNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _last = alias.Start;
            _errors.Add(alias.Start, $"There is the alias *{alias.Value}", "write out what it stands for");
            return new ScalarNode(alias.Start, "", ScalarType.Null);
        }

        if (_parser.Accept<NodeEvent>(out var node))
        {
            _last = node.Start;
            Refuse(node);
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(scalar.Start, scalar.Value, TypeOf(scalar));
        }

        var start = _parser.Current!.Start;
        if (depth > MaxDepth)
        {
            _errors.Add(start, $"Lists and maps are more than {MaxDepth} deep", "say it with fewer of them");
            _parser.SkipThisAndNestedEvents();
            return new ScalarNode(start, "", ScalarType.Null);
        }

        return _parser.TryConsume<SequenceStart>(out _) ? List(start, depth) : Map(start, depth);
    }

    private ListNode List(Mark start, int depth)
    {
        var items = new List<FileNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new ListNode(start, items);
    }

    private MapNode Map(Mark start, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<(ScalarNode, FileNode)>();
        var keys = new Dictionary<string, Mark>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(depth + 1) as ScalarNode;
            var value = Node(depth + 1);
            if (key is null)
            {
                _errors.Add(start, "A key is no plain text", "write a key of one word");
            }
            else if (!keys.TryAdd(key.Text, key.Mark))
            {
                _errors.Add(
                    key.Mark,
                    FormattableString.Invariant($"The key \"{Short(key.Text)}\" stands here twice, first in line {keys[key.Text].Line}"),
                    "remove one of them");
            }
            else
            {
                entries.Add((key, value));
            }
        }

        return new MapNode(start, entries);
    }

    private void Refuse(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            _errors.Add(node.Start, $"There is the anchor &{node.Anchor.Value}", "remove it, and write out what refers to it");
        }

        if (!node.Tag.IsEmpty)
        {
            _errors.Add(node.Start, $"There is the tag {Short(node.Tag.Value)}", "remove it");
        }
    }

    /// <summary>A text of the file as a message shows it: bounded.</summary>
    /// <param name="text">The text.</param>
    public static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static ScalarType TypeOf(Scalar scalar) => scalar.Style switch
    {
        not ScalarStyle.Plain => ScalarType.Text,
        _ when scalar.Value is "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        _ when scalar.Value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarType.Boolean,
        _ when Integer().IsMatch(scalar.Value) => ScalarType.Integer,
        _ when Fraction().IsMatch(scalar.Value) => ScalarType.Fraction,
        _ => ScalarType.Text,
    };

    // Some of the parser's messages end with a stop and some do not, and some begin with the place.
    private static string Sentence(YamlException exception) => exception.Message.Split("): ")[^1].TrimEnd('.');

    [GeneratedRegex("^[-+]?[0-9]+$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$|^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$|^0[xo][0-9a-fA-F]+$")]
    private static partial Regex Fraction();
}
