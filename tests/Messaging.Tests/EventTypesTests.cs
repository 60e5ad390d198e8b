using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using FocusSuite.Messaging.Events;
using Shouldly;

namespace FocusSuite.Messaging.Tests;

public sealed class EventTypesTests
{
    public static TheoryData<Type> Types => [.. EventTypes.All];

    [Theory]
    [MemberData(nameof(Types))]
    public void Deserialize_WhatSerializeWrote_IsTheSameEvent(Type type)
    {
        var written = Filled(type);

        var (name, json) = EventTypes.Serialize(written);
        var read = EventTypes.Deserialize(name, json);

        read.ShouldBeOfType(type);
        EventTypes.Serialize(read).Json.ShouldBe(json);
        read.Id.ShouldBe(written.Id);
        json.ShouldNotContain("null", Case.Sensitive, "every property of the event was filled");
    }

    [Fact]
    public void Deserialize_FieldsOfALaterVersion_AreIgnored()
    {
        var (name, json) = EventTypes.Serialize(Facts.Paused());
        var later = json.Insert(1, "\"addedLater\":{\"a\":[1]},");

        EventTypes.Deserialize(name, later).ShouldBeOfType<SessionPaused>();
    }

    [Theory]
    [InlineData("NoSuchEvent", "{}")]
    [InlineData("SessionPaused", "null")]
    [InlineData("SessionPaused", "{}")]
    [InlineData("SessionPaused", "not json")]
    public void Deserialize_WhatIsNoEvent_IsAJsonException(string name, string json) =>
        Should.Throw<JsonException>(() => EventTypes.Deserialize(name, json));

    private static FocusEvent Filled(Type type)
    {
        var focusEvent = (FocusEvent)RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var kind = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            property.SetValue(focusEvent, kind switch
            {
                _ when kind == typeof(Guid) => Guid.NewGuid(),
                _ when kind == typeof(string) => "word",
                _ when kind == typeof(long) => 4_000_000_000L,
                _ when kind == typeof(int) => 3,
                _ when kind == typeof(bool) => true,
                _ when kind == typeof(DateTimeOffset) => new DateTimeOffset(2026, 5, 4, 3, 2, 1, 7, TimeSpan.Zero),
                _ when kind == typeof(DateOnly) => new DateOnly(2026, 5, 4),
                _ when kind == typeof(IReadOnlyList<int>) => new[] { 1, 2 },
                _ => throw new NotSupportedException($"{type.Name}.{property.Name} is a {kind}: say here how to fill it."),
            });
        }

        return focusEvent;
    }
}
