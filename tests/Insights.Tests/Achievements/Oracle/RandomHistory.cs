using FocusSuite.Insights.Domain;
using FocusSuite.Insights.Domain.Achievements;

namespace FocusSuite.Insights.Tests.Achievements.Oracle;

/// <summary>Histories and definitions by chance, small enough for much to coincide: dates, moments, enrollments and thresholds.</summary>
/// <param name="random">The chance.</param>
internal sealed class RandomHistory(Random random)
{
    private static readonly WindowKind[] Repeated = [WindowKind.Day, WindowKind.Week, WindowKind.Program];

    // Around a New Year whose weeks are of both.
    private readonly DateOnly _first = new DateOnly(2025, 12, 1).AddDays(random.Next(40));
    private readonly int _days = random.Next(1, 35);

    public DateOnly Today => _first.AddDays(_days + random.Next(-2, 3));

    public List<Fact> Facts()
    {
        var facts = new Dictionary<string, Fact>();
        for (var i = random.Next(0, 55); i > 0; i--)
        {
            var fact = Fact(random.Next(100));
            facts.TryAdd(fact.Key, fact);
        }

        return [.. facts.Values];
    }

    public AchievementDefinition Definition(int number)
    {
        var repeated = Repeated[random.Next(Repeated.Length)];
        var isRepeatable = Chance(40);
        return new AchievementDefinition
        {
            Code = $"drawn_{number}",
            Version = 1,
            Title = "Drawn",
            Description = "Drawn by chance.",
            IsRepeatable = isRepeatable,
            Rule = Rule(1, repeated, isRepeatable),
        };
    }

    private AchievementRule Rule(int depth, WindowKind repeated, bool isRepeatable)
    {
        if (depth == AchievementRule.MaxDepth || Chance(depth == 1 ? 60 : 70))
        {
            return Condition(depth, repeated, isRepeatable);
        }

        AchievementRule[] rules = [.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Rule(depth + 1, repeated, isRepeatable))];
        return Chance(50) ? new AllRule(rules) : new AnyRule(rules);
    }

    private AchievementCondition Condition(int depth, WindowKind repeated, bool isRepeatable)
    {
        var metrics = Enum.GetValues<Metric>();
        var metric = metrics[random.Next(metrics.Length)];
        var unit = metric == Metric.FocusMinutes ? random.Next(5, 30) : 1;
        return new AchievementCondition
        {
            Metric = metric,
            Filter = Chance(50) ? AchievementFilter.None : Filter(metric),
            Window = isRepeatable || Chance(40) ? new AchievementWindow(repeated)
                : Chance(50) ? AchievementWindow.Ever
                : AchievementWindow.Last(random.Next(2, 12)),
            Levels = depth > 1
                ? [random.Next(1, 4) * unit]
                : [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 9) * unit).Distinct().Order()],
        };
    }

    private AchievementFilter Filter(Metric metric)
    {
        var isOfSessions = Metrics.Of(metric).IsOfSessions;
        var first = random.Next(1, 5);
        return new AchievementFilter
        {
            Weekdays = Chance(30) ? [.. Enum.GetValues<DayOfWeek>().Where(_ => Chance(60))] : [],
            ProgramDays = Chance(25) ? AchievementFilter.ProgramLengths[random.Next(2)] : null,
            MinMinutes = isOfSessions && Chance(30) ? random.Next(1, 30) : null,
            MaxMinutes = isOfSessions && Chance(30) ? random.Next(10, 50) : null,
            IsMeasuredOnly = isOfSessions && Chance(30),
            FirstDay = Chance(15) ? first : null,
            LastDay = Chance(15) ? first + random.Next(0, 8) : null,
        };
    }

    private Fact Fact(int kind)
    {
        var day = random.Next(_days);
        var date = _first.AddDays(day);
        var enrollment = random.Next(0, 4);
        var number = Chance(10) ? 0 : 1 + (day % 30);

        // Moments are few, so that many are the same. Some facts come days after their date, or before it.
        var at = new DateTimeOffset(date, new TimeOnly(random.Next(0, 8) * 3, 0), TimeSpan.Zero)
            .AddDays(Chance(10) ? random.Next(-4, 5) : 0);
        var fact = new Fact { Key = "", Kind = default, At = at, Date = date, EnrollmentId = enrollment, DayNumber = number };
        return kind switch
        {
            < 45 => Session(fact),
            < 55 => fact with
            {
                Kind = FactKind.DistractionNoted,
                Key = FactKeys.Distraction($"s{random.Next(30)}", random.Next(1, 3)),
            },
            < 65 => fact with { Kind = FactKind.TaskDone, Key = FactKeys.Task(enrollment, number, random.Next(3)) },
            < 75 => fact with { Kind = FactKind.ReflectionWritten, Key = FactKeys.Reflection(enrollment, number, random.Next(1, 3)) },
            < 83 => fact with
            {
                Kind = FactKind.DayRated,
                Key = FactKeys.Rating(enrollment, number),
                Satisfaction = Rating(),
                Difficulty = Rating(),
            },
            < 90 => fact with { Kind = FactKind.DayCompleted, Key = FactKeys.Day(enrollment, number) },
            < 95 => Program(fact) with { Kind = FactKind.ProgramStarted, Key = FactKeys.Started(enrollment) },
            < 98 => Program(fact) with { Kind = FactKind.ProgramCompleted, Key = FactKeys.Completed(enrollment) },
            _ => Program(fact) with { Kind = FactKind.ProgramAbandoned, Key = FactKeys.Abandoned(enrollment), TotalDays = 0 },
        };
    }

    private Fact Session(Fact fact)
    {
        var seconds = Chance(10) ? random.Next(0, 61) : random.Next(1, 60) * 30;
        return fact with
        {
            Kind = FactKind.SessionCredited,
            Key = FactKeys.Session($"s{random.Next(30)}"),
            Seconds = seconds,
            PlannedSeconds = Chance(50) ? seconds : seconds + random.Next(0, 300),
            Pauses = Chance(60) ? 0 : 1,
            IsManual = Chance(20),
            Productivity = Rating(),
        };
    }

    private Fact Program(Fact fact) => fact with { DayNumber = 0, TotalDays = Chance(10) ? 0 : Chance(50) ? 14 : 30 };

    private int? Rating() => Chance(30) ? null : random.Next(1, 6);

    private bool Chance(int percent) => random.Next(100) < percent;
}
