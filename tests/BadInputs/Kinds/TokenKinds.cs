namespace FocusSuite.BadInputs.Kinds;

/// <summary>Tokens that are none. Where anybody may call, they are ignored.</summary>
public static class TokenKinds
{
    public static IEnumerable<BadInput> Of(GoodRequest good)
    {
        var verdict = good.Route.Access == Protos.Options.V1.Access.Anonymous ? Verdict.Any : Verdict.Unauthorized;
        return Values(good.Token)
            .Select(value => new BadInput($"token: {value.Name}", good.Request.Replacing("Authorization", value.Text), verdict));
    }

    private static IEnumerable<(string Name, string? Text)> Values(string token) =>
    [
        ("missing", null),
        ("empty", ""),
        ("scheme alone", "Bearer"),
        ("scheme and a space", "Bearer "),
        ("one word", "Bearer nonsense"),
        ("without scheme", token),
        ("Basic", "Basic YWRtaW46YWRtaW4="),
        ("Digest", "Digest username=\"admin\", uri=\"/\""),
        ("cut off", $"Bearer {token[..^5]}"),
        ("with a tail", $"Bearer {token}AAAA"),
        ("with a space inside", $"Bearer {token.Insert(20, " ")}"),
        ("two parts", $"Bearer {token[..token.LastIndexOf('.')]}"),
        ("four parts", $"Bearer {token}.{token[..8]}"),
        ("dots alone", "Bearer .."),
        ("twice the scheme", $"Bearer Bearer {token}"),
        ("two tokens", $"Bearer {token}, Bearer {token}"),
        ("quoted", $"Bearer \"{token}\""),
        ("overlong", $"Bearer {new string('A', 9_000)}"),
        ("high characters", $"Bearer {GoodRequest.Raw("påßwörd🔑")}"),
        ("alg none", "Bearer eyJhbGciOiJub25lIn0.eyJ1c2VyX2lkIjoxfQ."),
        ("payload that is no JSON", $"Bearer {token.Split('.')[0]}.bm90anNvbg.{token.Split('.')[2]}"),
        ("SQL", "Bearer ' OR '1'='1"),
    ];
}
