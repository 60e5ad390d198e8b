using System.Collections.Frozen;
using FocusSuite.Protos.Enrollment.V1;
using FocusSuite.Protos.Options.V1;

namespace FocusSuite.Enrollment.Lifecycle;

/// <summary>The documented words of the statuses, as the proto has them: in events and in the table.</summary>
internal static class StatusWords
{
    private static readonly FrozenDictionary<EnrollmentStatus, string> Words = EnrollmentReflection.Descriptor.EnumTypes
        .Single(type => type.ClrType == typeof(EnrollmentStatus)).Values
        .Where(value => value.Number != 0)
        .ToFrozenDictionary(value => (EnrollmentStatus)value.Number, value => value.GetOptions().GetExtension(OptionsExtensions.JsonWord));

    private static readonly FrozenDictionary<string, EnrollmentStatus> Statuses = Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The word of a status, e.g. <c>in_progress</c>.</summary>
    public static string Word(this EnrollmentStatus status) => Words[status];

    /// <summary>The status of a word.</summary>
    public static EnrollmentStatus Parse(string word) => Statuses[word];
}
