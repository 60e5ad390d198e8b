namespace FocusSuite.BadInputs.Kinds;

/// <summary>Queries that nobody asked for, and bad values for those that the route has.</summary>
public static class QueryKinds
{
    public static IEnumerable<BadInput> Of(GoodRequest good) =>
    [
        .. General.Select(query => new BadInput($"query: {query.Name}", good.WithQuery(query.Text), query.Verdict)),
        .. good.Route.QueryFields.SelectMany(field => FieldKinds.TextsOf(field)
            .Select(
                value => new BadInput($"query {field.Name}: {value.Name}", good.WithQuery($"{field.Name}={value.Text}"), value.Verdict))),
        .. good.Route.QueryFields.Select(
            field => new BadInput($"query {field.Name}: twice", good.WithQuery($"{field.Name}=1&{field.Name}=2"))),
        .. good.Route.QueryFields.Select(
            field => new BadInput($"query {field.Name}: as a list", good.WithQuery($"{field.Name}[]=1&{field.Name}[0]=2"))),
        .. good.Route.QueryFields.Select(field => new BadInput($"query {field.Name}: nested", good.WithQuery($"{field.Name}.x.y=1"))),
        .. good.Route.QueryFields.Select(field => new BadInput($"query {field.Name}: without a value", good.WithQuery(field.Name))),
        .. good.Route.PathFields.Concat(good.Route.BodyFields)
            .Select(field => new BadInput($"query: {field.Name} again", good.WithQuery($"{field.Name}=1"))),
    ];

    private static IEnumerable<(string Name, string Text, Verdict Verdict)> General =>
    [
        ("an unknown name", "nonsense=1", Verdict.Any),
        ("a name of the prototype", "__proto__[admin]=true&constructor.prototype=1", Verdict.Any),
        ("separators alone", "&&&==&=&", Verdict.Any),
        ("a question mark more", "?a=1?b=2", Verdict.Any),
        ("NUL", "a=%00", Verdict.Any),
        ("a line break", "a=%0d%0aX-Injected:%20yes", Verdict.Any),
        ("bytes that are no UTF-8", "a=%ff%fe&%c0%af=1", Verdict.Any),
        ("a percent sign alone", "a=%&%=1&%zz=%zz", Verdict.Any),
        ("bytes above ASCII", GoodRequest.Raw("å=ß&名=値"), Verdict.Any),
        ("an overlong value", "a=" + new string('v', 6_000), Verdict.Any),
        ("an overlong name", new string('n', 6_000) + "=1", Verdict.Any),
        ("a thousand names", string.Join('&', Enumerable.Range(0, 1_000).Select(at => $"n{at}=1")), Verdict.Any),
        ("a deep name", string.Join('.', Enumerable.Repeat("a", 2_000)) + "=1", Verdict.Any),
        ("a method override", "_method=DELETE&method=DELETE&X-HTTP-Method-Override=PUT", Verdict.Any),
        ("somebody else's id", "user_id=1&userId=1&sub=1", Verdict.Any),
        ("SQL", "id=1'%20UNION%20SELECT%20password_hash%20FROM%20accounts--", Verdict.Any),
        ("LDAP", "user=*)(uid=*))(|(uid=*", Verdict.Any),
        ("markup", "q=%3Csvg/onload=alert(1)%3E", Verdict.Any),
        ("a token in the query", "access_token=nonsense&api_key=1", Verdict.Any),
    ];
}
