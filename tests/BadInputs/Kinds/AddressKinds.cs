namespace FocusSuite.BadInputs.Kinds;

/// <summary>Verbs that the route does not have, and paths that are nearly its own.</summary>
public static class AddressKinds
{
    private static readonly string[] Verbs = ["PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW", "get", "PROPFIND", "X"];

    public static IEnumerable<BadInput> Of(GoodRequest good) =>
    [
        .. Verbs.Append(good.Route.Verb == "GET" ? "POST" : "GET").Where(verb => verb != good.Route.Verb)
            .Select(verb => new BadInput($"verb: {verb}", good.Request with { Method = verb }) { MayBeElsewhere = true }),
        .. Paths(good.Path).Select(path => new BadInput($"path: {path.Name}", good.WithTarget(path.Target)) { MayBeElsewhere = true }),
    ];

    private static IEnumerable<(string Name, string Target)> Paths(string path)
    {
        var cut = path.LastIndexOf('/');
        var (front, back) = (path[..cut], path[(cut + 1)..]);
        return
        [
            ("two slashes in front", "/" + path),
            ("two slashes inside", $"{front}//{back}"),
            ("two slashes at the end", path + "//"),
            ("a dot segment", $"{front}/./{back}"),
            ("up and back", $"{front}/x/../{back}"),
            ("up beyond the root", $"/../../../..{path}"),
            ("up to the host's files", $"{path}/../../../../../../etc/passwd"),
            ("encoded dots", $"{front}/%2e/{back}"),
            ("encoded dots up", $"{front}/%2e%2e/{back}"),
            ("dots encoded twice", $"{front}/%252e%252e/{back}"),
            ("an encoded slash", $"{front}%2F{back}"),
            ("a slash encoded twice", $"{front}%252F{back}"),
            ("backslashes", path.Replace('/', '\\')),
            ("an encoded backslash", $"{front}%5C{back}"),
            ("NUL at the end", path + "%00"),
            ("NUL inside", $"{front}/%00{back}"),
            ("a line break", path + "%0d%0aX-Injected:%20yes"),
            ("a space at the end", path + "%20"),
            ("a tab at the end", path + "%09"),
            ("a session parameter", path + ";jsessionid=1"),
            ("matrix parameters", $"{front};a=b/{back}"),
            ("upper case", path.ToUpperInvariant()),
            ("an extension", path + ".json"),
            ("a tilde", path + "~"),
            ("a further segment", path + "/more"),
            ("a star", path + "/*"),
            ("a verb after a colon", path + ":delete"),
            ("bytes that are no UTF-8", path + "%ff%fe"),
            ("an overlong encoding", $"{front}/%c0%af{back}"),
            ("a half surrogate", path + "%ed%a0%80"),
            ("a percent sign alone", path + "%"),
            ("a percent sign and letters", path + "%zz"),
            ("IIS' own encoding", path + "%u0041"),
            ("a look-alike letter", path + "/%D0%B0"),
            ("a full-width slash", $"{front}%EF%BC%8F{back}"),
            ("markup", path + "/%3Cscript%3Ealert(1)%3C/script%3E"),
            ("SQL", path + "/'%20OR%20'1'='1"),
            ("a template", path + "/%7B%7B7*7%7D%7D"),
            ("overlong", $"{path}/{new string('a', 6_000)}"),
            ("a thousand segments", path + string.Concat(Enumerable.Repeat("/a", 1_000))),
            ("an address in the path", $"{path}/http://evil.example/"),
        ];
    }
}
