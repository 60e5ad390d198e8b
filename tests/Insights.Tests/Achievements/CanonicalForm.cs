using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FocusSuite.Insights.Domain.Achievements;

namespace FocusSuite.Insights.Tests.Achievements;

/// <summary>
/// A definition in the one form that is hashed when it is published. How a file writes it, in which order and with which comments, plays
/// no part. The form is for good: a change to it would make every published hash wrong.
/// </summary>
internal static class CanonicalForm
{
    /// <summary>The canonical form: JSON without spaces, and with nothing left out.</summary>
    /// <param name="definition">The definition.</param>
    public static string Of(AchievementDefinition definition)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("code", definition.Code);
            json.WriteNumber("version", definition.Version);
            json.WriteString("title", definition.Title);
            json.WriteString("description", definition.Description);
            json.WriteBoolean("hidden", definition.IsHidden);
            json.WriteString("keeps", Vocabulary.WordOf(Vocabulary.OfKeeps, definition.Keeps));
            json.WriteBoolean("repeatable", definition.IsRepeatable);
            json.WritePropertyName("rule");
            Write(json, definition.Rule);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>The SHA-256 of the canonical form, in lowercase hexadecimal.</summary>
    /// <param name="definition">The definition.</param>
    public static string HashOf(AchievementDefinition definition) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(definition))));

    private static void Write(Utf8JsonWriter json, AchievementRule rule)
    {
        json.WriteStartObject();
        switch (rule)
        {
            case AllRule all:
                WriteRules(json, "all", all.Rules);
                break;
            case AnyRule any:
                WriteRules(json, "any", any.Rules);
                break;
            case AchievementCondition condition:
                Write(json, condition);
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteRules(Utf8JsonWriter json, string name, IReadOnlyList<AchievementRule> rules)
    {
        json.WriteStartArray(name);
        foreach (var rule in rules)
        {
            Write(json, rule);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, AchievementCondition condition)
    {
        var filter = condition.Filter;
        json.WriteString("metric", Metrics.Of(condition.Metric).Word);
        json.WriteStartArray("weekdays");
        foreach (var weekday in filter.Weekdays.Order())
        {
            json.WriteStringValue(Vocabulary.WordOf(Vocabulary.OfWeekdays, weekday));
        }

        json.WriteEndArray();
        Write(json, "program_days", filter.ProgramDays);
        Write(json, "min_minutes", filter.MinMinutes);
        Write(json, "max_minutes", filter.MaxMinutes);
        json.WriteBoolean("measured_only", filter.IsMeasuredOnly);
        Write(json, "from", filter.FirstDay);
        Write(json, "to", filter.LastDay);
        if (condition.Window.Kind == WindowKind.Last)
        {
            json.WriteNumber("last_dates", condition.Window.Dates);
        }
        else
        {
            json.WriteString("window", Vocabulary.WordOf(Vocabulary.OfWindows, condition.Window));
        }

        json.WriteStartArray("levels");
        foreach (var level in condition.Levels)
        {
            json.WriteNumberValue(level);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
