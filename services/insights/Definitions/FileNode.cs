using YamlDotNet.Core;

namespace FocusSuite.Insights.Definitions;

/// <summary>A piece of a file, and where it begins.</summary>
internal abstract record FileNode(Mark Mark)
{
    /// <summary>What it is, for people.</summary>
    public abstract string Kind { get; }
}

/// <summary>A single value.</summary>
internal sealed record ScalarNode(Mark Mark, string Text, ScalarType Type) : FileNode(Mark)
{
    public override string Kind => Type switch
    {
        ScalarType.Null => "nothing",
        ScalarType.Boolean => $"the boolean {Text}",
        ScalarType.Integer or ScalarType.Fraction => $"the number {Text}",
        _ => "text",
    };
}

/// <summary>A list.</summary>
internal sealed record ListNode(Mark Mark, IReadOnlyList<FileNode> Items) : FileNode(Mark)
{
    public override string Kind => "a list";
}

/// <summary>Keys with values, each key once.</summary>
internal sealed record MapNode(Mark Mark, IReadOnlyList<(ScalarNode Key, FileNode Value)> Entries) : FileNode(Mark)
{
    public override string Kind => "a map of keys";
}

/// <summary>What a value is, by the core schema of YAML 1.2: "yes" is text, and so is all that stands in quotes.</summary>
internal enum ScalarType
{
    /// <summary>Nothing at all.</summary>
    Null,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Fraction,

    /// <summary>Text.</summary>
    Text,
}
