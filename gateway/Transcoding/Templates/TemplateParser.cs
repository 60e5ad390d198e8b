namespace GrpcTranscoding.Templates;

/// <summary>
/// Parses a path template:
/// <code>
/// Template  = "/" [ Segments [ ":" LITERAL ] ]
/// Segments  = Segment { "/" Segment }
/// Segment   = "*" | "**" | LITERAL | Variable
/// Variable  = "{" FieldPath [ "=" Segments ] "}"
/// FieldPath = IDENT { "." IDENT }
/// </code>
/// A lone slash is the root. <c>**</c> may stand anywhere, once: with two, a path could be split in more than one way.
/// </summary>
internal sealed class TemplateParser(string text)
{
    private readonly List<TemplateSegment> _segments = [];
    private readonly List<TemplateVariable> _variables = [];
    private int _at;

    public PathTemplate Parse()
    {
        Expect('/');
        if (text.Length == 1)
        {
            return new PathTemplate(text, [], [], null);
        }

        ParseSegments(inVariable: false);
        string? verb = null;
        if (Take(':'))
        {
            verb = ParseLiteral("a verb");
        }

        if (_at < text.Length)
        {
            throw Fault($"\"{text[_at]}\" is not expected here");
        }

        Check();
        return new PathTemplate(text, [.. _segments], [.. _variables], verb);
    }

    private void ParseSegments(bool inVariable)
    {
        do
        {
            ParseSegment(inVariable);
        }
        while (Take('/'));
    }

    private void ParseSegment(bool inVariable)
    {
        if (Take('*'))
        {
            _segments.Add(new TemplateSegment(Take('*') ? SegmentKind.Multi : SegmentKind.Single, ""));
        }
        else if (!Take('{'))
        {
            _segments.Add(new TemplateSegment(SegmentKind.Literal, ParseLiteral("a segment")));
        }
        else if (inVariable)
        {
            throw Fault("a variable stands inside another one");
        }
        else
        {
            ParseVariable();
        }
    }

    private void ParseVariable()
    {
        var start = _segments.Count;
        var path = ParseFieldPath();
        if (Take('='))
        {
            ParseSegments(inVariable: true);
        }
        else
        {
            _segments.Add(new TemplateSegment(SegmentKind.Single, ""));
        }

        Expect('}');
        _variables.Add(new TemplateVariable(path, start, _segments.Count));
    }

    private string ParseFieldPath()
    {
        var start = _at;
        do
        {
            var ident = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_'))
            {
                _at++;
            }

            if (_at == ident || char.IsAsciiDigit(text[ident]))
            {
                throw Fault("a field name is expected");
            }
        }
        while (Take('.'));

        return text[start.._at];
    }

    private string ParseLiteral(string what)
    {
        var start = _at;
        while (_at < text.Length
            && (char.IsAsciiLetterOrDigit(text[_at]) || "-_.~!$&'()+,;@%".Contains(text[_at], StringComparison.Ordinal)))
        {
            _at++;
        }

        if (_at == start)
        {
            throw Fault(_at == text.Length && _at > 1
                ? $"{what} is missing at the end (leave out a trailing slash: paths are answered with and without it)"
                : $"{what} is expected");
        }

        try
        {
            return Uri.UnescapeDataString(text[start.._at]);
        }
        catch (UriFormatException)
        {
            throw Fault($"{what} has a wrong escape");
        }
    }

    private void Check()
    {
        if (_segments.Count(s => s.Kind == SegmentKind.Multi) > 1)
        {
            throw Fault("\"**\" stands twice");
        }

        var twice = _variables.GroupBy(v => v.FieldPath, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw Fault($"\"{twice.Key}\" is bound twice");
        }
    }

    private bool Take(char c)
    {
        if (_at < text.Length && text[_at] == c)
        {
            _at++;
            return true;
        }

        return false;
    }

    private void Expect(char c)
    {
        if (!Take(c))
        {
            throw Fault($"\"{c}\" is expected");
        }
    }

    private FormatException Fault(string what) => new($"{what}, at position {_at + 1} of \"{text}\"");
}
