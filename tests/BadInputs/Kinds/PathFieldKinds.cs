namespace FocusSuite.BadInputs.Kinds;

/// <summary>Bad values for what stands in the path.</summary>
public static class PathFieldKinds
{
    public static IEnumerable<BadInput> Of(GoodRequest good) =>
        good.Route.PathFields.SelectMany(field => FieldKinds.TextsOf(field).Select(value =>
        new BadInput(
            $"path {field.Name}: {value.Name}",
            good.WithTarget(Filled(good, field.Name, value.Text)),
            value.Verdict)
        { MayBeElsewhere = true }));

    private static string Filled(GoodRequest good, string name, string text) =>
        good.Route.Path(field => field.Name == name ? text : Uri.EscapeDataString(good.Samples.Text(field)));
}
