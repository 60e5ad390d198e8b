using System.Collections;
using System.Globalization;
using System.Reflection;

namespace FocusSuite.Architecture.Tests.Pages;

/// <summary>The settings, from the options classes: what has a constant <c>Section</c> is bound to it.</summary>
internal static class OptionPage
{
    public static IReadOnlyList<string> Sections => [.. Types().Select(SectionOf)];

    public static GeneratedPage Make() => new(
        "options",
        "Settings",
        new Table(
            "The settings of services and gateway that are bound to options classes. In an environment variable write `__` for `:`.\n"
            + "Every process checks its settings when it starts, and names all errors at once. Not here: `ConnectionStrings:*`,\n"
            + "`Focus:Peers:*` (addresses of other services), `Focus:Migrate`, `Focus:Catalog:ContentFolder`, and the sections of\n"
            + "Kestrel, YARP and logging.",
            ["key", "default", "meaning", "project"],
            [
                .. from type in Types()
                   from row in Rows(SectionOf(type), type, Activator.CreateInstance(type)!)
                   orderby row[0]
                   select row,
            ]));

    private static IEnumerable<string[]> Rows(string section, Type type, object defaults) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).SelectMany(property =>
        {
            var key = $"{section}:{property.Name}";
            var value = property.GetValue(defaults);
            return property.PropertyType.Namespace!.StartsWith("FocusSuite", StringComparison.Ordinal) && property.PropertyType.IsClass
                ? Rows(key, property.PropertyType, value!)
                : [[$"`{key}`", Shown(value), XmlDocs.Of(property), Project(type)]];
        });

    private static string Project(Type type) => type.Assembly.GetName().Name!.Replace("FocusSuite.", "", StringComparison.Ordinal);

    private static string Shown(object? value) => value switch
    {
        null or "" => "not set",
        IEnumerable list and not string when !list.Cast<object>().Any() => "none",
        bool isOn => isOn ? "`true`" : "`false`",
        TimeSpan time => time.Milliseconds == 0 ? $"`{time:c}`" : $"`{time:hh\\:mm\\:ss\\.fff}`",
        DateTimeOffset time => $"`{time:yyyy-MM-dd}`",
        IFormattable number => $"`{number.ToString(null, CultureInfo.InvariantCulture)}`",
        _ => $"`{value}`",
    };

    private static IEnumerable<Type> Types() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "FocusSuite.*.dll").Order(StringComparer.Ordinal)
            .Where(file => !file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            .SelectMany(file => Assembly.Load(AssemblyName.GetAssemblyName(file)).GetTypes())
            .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true });

    private static string SectionOf(Type type) => (string)type.GetField("Section")!.GetRawConstantValue()!;
}
