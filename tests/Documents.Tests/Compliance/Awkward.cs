using System.Text.Json.Serialization;

namespace FocusSuite.Documents.Tests.Compliance;

/// <summary>A document full of values that mappings get wrong.</summary>
public sealed record Awkward(string Id)
{
    public long UserId => 1;

    public string? Missing { get; init; }

    public string Empty { get; init; } = "";

    public string Unicode { get; init; } = "";

    public long Large { get; init; }

    public long Small { get; init; }

    public int Number { get; init; }

    public uint Big { get; init; }

    public byte Tiny { get; init; }

    public double Real { get; init; }

    public double Whole { get; init; }

    public float Ratio { get; init; }

    public decimal Money { get; init; }

    public int? NullNumber { get; init; }

    public bool Flag { get; init; }

    public DateTimeOffset Time { get; init; }

    public DateTimeOffset OldTime { get; init; }

    public DateTimeOffset? NullTime { get; init; }

    public DateOnly Date { get; init; }

    public TimeOnly Hour { get; init; }

    public TimeSpan Span { get; init; }

    public Guid Key { get; init; }

    public SessionState State { get; init; }

    public SessionState? NullState { get; init; }

    public byte[] Bytes { get; init; } = [];

    public IReadOnlyList<string> EmptyList { get; init; } = [];

    public IReadOnlyList<string>? NullList { get; init; }

    public IReadOnlyList<int?> Holes { get; init; } = [];

    public IReadOnlyList<IReadOnlyList<DateTimeOffset>> Nested { get; init; } = [];

    public IReadOnlyList<SessionPlan> Plans { get; init; } = [];

    public Dictionary<string, long> Counts { get; init; } = [];

    public IReadOnlyDictionary<SessionState, DateTimeOffset> Times { get; init; } = new Dictionary<SessionState, DateTimeOffset>();

    public Dictionary<int, string?> Numbered { get; init; } = [];

    [JsonPropertyName("odd.$name")]
    public string? OddName { get; init; }

    [JsonIgnore]
    public string Computed => $"{Id}!";

    public static DocumentMap<Awkward> Map { get; } = DocumentMap.For<Awkward>("awkward", a => a.UserId, a => a.Id);

    public static Awkward Values { get; } = new("awkward")
    {
        Unicode = "ä ß 日本 🎯 \u2028 \u0001 \"quoted\" \\ / <b>&amp;</b> e\u0301",
        Large = long.MaxValue,
        Small = long.MinValue,
        Number = int.MinValue,
        Big = uint.MaxValue,
        Tiny = 255,
        Real = 0.1 + 0.2,
        Whole = 3,
        Ratio = 0.1f,
        Money = 1234567890.1230m,
        Flag = true,
        Time = new(2026, 3, 29, 2, 30, 0, 123, TimeSpan.Zero),
        OldTime = new(1901, 12, 13, 20, 45, 52, 7, TimeSpan.Zero),
        Date = new(2024, 2, 29),
        Hour = new(23, 59, 59, 999),
        Span = TimeSpan.FromSeconds(90.5),
        Key = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        State = SessionState.Paused,
        Bytes = [0, 1, 254, 255],
        Holes = [1, null, -3],
        Nested = [[], [new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 1, 0, 0, 0, 1, TimeSpan.Zero)]],
        Plans = [new(14, 1), new(30, null)],
        Counts = new() { ["a.b"] = 1, ["$set"] = 2, ["50%"] = 3, [""] = 4, ["%24"] = 5, ["ünïcode 🎯"] = long.MaxValue, ["PascalCase"] = 6 },
        Times = new Dictionary<SessionState, DateTimeOffset> { [SessionState.Active] = new(2026, 1, 1, 0, 0, 0, 1, TimeSpan.Zero) },
        Numbered = new() { [-1] = null, [7] = "seven" },
        OddName = "odd",
    };
}
