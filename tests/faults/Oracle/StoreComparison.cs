using System.Globalization;
using System.Text.Json.Nodes;

namespace FocusSuite.Faults.Tests.Oracle;

/// <summary>
/// Compares the stores with the model: everything that was acknowledged is there, once, and nothing else. Differences are told in words;
/// none means that nothing was lost and nothing counted twice.
/// </summary>
/// <param name="stored">What the stores hold.</param>
/// <param name="expected">What they must hold.</param>
/// <param name="boundsOfTime">Whether credited time is checked against what a session's clock can have shown.</param>
public sealed class StoreComparison(Snapshot stored, IReadOnlyCollection<EnrollmentModel> expected, bool boundsOfTime)
{
    private readonly List<string> _differences = [];

    public IReadOnlyList<string> Run()
    {
        var known = expected.Select(enrollment => enrollment.Id).ToHashSet();
        _differences.AddRange(
            stored.Enrollments.Where(row => !known.Contains(row.Id))
                .Select(row => $"enrollment {row.Id} of user {row.UserId} was made, and nobody was told"));
        foreach (var enrollment in expected)
        {
            NoteExpired(enrollment);
            CompareEnrollment(enrollment);
            CompareSessions(enrollment);
            foreach (var day in enrollment.Days.Values)
            {
                CompareDay(enrollment, day);
            }

            CompareTotals(enrollment);
            CompareFacts(enrollment);
        }

        return _differences;
    }

    /// <summary>
    /// A session that somebody left open for hours is the system's to end, and one that ended with its program after about a minute is
    /// completed or canceled: that it did so, and which of both it was, is what the stores know first.
    /// </summary>
    private void NoteExpired(EnrollmentModel model)
    {
        foreach (var either in model.Sessions.Where(session => session.MayBeEither))
        {
            if (stored.SessionsOf(model.Id).FirstOrDefault(
                session => (string)session["id"]! == either.Id && (string?)session["endedBy"] == "System") is { } document)
            {
                either.EndedAs((string)document["status"]! == "Completed");
            }
        }

        if (model.Live is { } live && live.MayHaveExpired(stored.TakenAt)
            && stored.SessionsOf(model.Id).Any(session => (string)session["id"]! == live.Id && (string?)session["endedBy"] == "System"))
        {
            live.Expire();
        }
    }

    private void CompareEnrollment(EnrollmentModel model)
    {
        if (stored.Enrollments.FirstOrDefault(row => row.Id == model.Id) is not { } row)
        {
            _differences.Add($"{model} was lost");
            return;
        }

        int[] completed = [.. model.Days.Values.Where(day => day.IsCompleteWith(CreditOf(model, day.Number))).Select(day => day.Number)];
        Same(model, "status", model.Status, row.Status);
        Same(model, "program", model.ProgramId, row.ProgramId);
        Same(model, "completed days", string.Join(',', completed), string.Join(',', row.CompletedDays));
        Same(model, "current day", FirstOpen(completed, model.TotalDays), row.CurrentDay);
    }

    private void CompareSessions(EnrollmentModel model)
    {
        var sessions = stored.SessionsOf(model.Id).ToDictionary(session => (string)session["id"]!);
        Same(model, "sessions", Joined(model.Sessions.Select(session => session.Id)), Joined(sessions.Keys));
        foreach (var session in model.Sessions.Where(session => sessions.ContainsKey(session.Id)))
        {
            CompareSession(model, session, sessions[session.Id]);
        }
    }

    private void CompareSession(EnrollmentModel model, SessionModel session, JsonNode document)
    {
        var what = $"session {session.Id}";
        Same(model, $"{what} status", session.Status, ((string)document["status"]!).ToLowerInvariant());
        Same(
            model,
            $"{what} distractions",
            string.Join('|', session.Distractions),
            string.Join('|', document["distractions"]!.AsArray().Select(one => (string)one!["note"]!)));
        Same(model, $"{what} pauses", session.PauseCount, document["pauses"]!.AsArray().Count);
        if (session.IsLive)
        {
            return;
        }

        if (document["endedAt"] is null)
        {
            _differences.Add($"{model}: {what} has no end");
            return;
        }

        Same(model, $"{what} ended by", session.Expired ? "system" : "person", ((string?)document["endedBy"])?.ToLowerInvariant());
        if (boundsOfTime && session.Ended is { } ended && !ended.Includes((DateTimeOffset)document["endedAt"]!))
        {
            _differences.Add($"{model}: {what} ended at {document["endedAt"]}, and was asked to between {ended.From:O} and {ended.To:O}");
        }

        var credited = (int)document["creditedSeconds"]!;
        if (boundsOfTime && (credited < session.Credit.Least || credited > session.Credit.Most))
        {
            _differences.Add(
                $"{model}: {what} has {credited} s of credit, and its clock showed {session.Credit.Least} to {session.Credit.Most} s");
        }
    }

    private void CompareDay(EnrollmentModel model, DayModel day)
    {
        var document = stored.Day(model.Id, day.Number);
        var what = $"day {day.Number}";
        var completed = model.Sessions.Where(session => session.Day == day.Number && session.Status == "completed")
            .Select(session => session.Id).ToArray();
        if (document is null)
        {
            Same(
                model,
                what,
                "untouched",
                day.Tasks.Any(done => done) || day.Reflections.Count > 0 || completed.Length > 0 ? "lost" : "untouched");
            return;
        }

        Same(
            model,
            $"{what} tasks",
            string.Join(',', day.Tasks),
            string.Join(',', document["tasks"]!.AsArray().Select(task => task!["completedAt"] is not null)));
        Same(
            model,
            $"{what} reflections",
            string.Join('|', day.Reflections),
            string.Join('|', document["reflections"]!.AsArray().Select(one => (string)one!["answer"]!)));
        Same(model, $"{what} rating", day.Difficulty, (int?)document["difficultyRating"]);
        Same(model, $"{what} credits", Joined(completed), Joined(document["sessions"]!.AsArray().Select(credit => (string)credit!["id"]!)));
        Same(model, $"{what} sessions", completed.Length, (int)document["sessionCount"]!);
        Same(model, $"{what} seconds", CreditOf(model, day.Number), (long)document["creditedSeconds"]!);
        Same(model, $"{what} complete", day.IsCompleteWith(CreditOf(model, day.Number)), document["completedAt"] is not null);
    }

    /// <summary>The totals are the sum of the days, and the enrollment knows the same complete days.</summary>
    private void CompareTotals(EnrollmentModel model)
    {
        var totals = stored.TotalsOf(model.Id);
        var days = model.Days.Keys.Select(day => stored.Day(model.Id, day)).OfType<JsonNode>().ToArray();
        Same(
            model,
            "total seconds",
            days.Sum(day => (long)day["creditedSeconds"]!),
            totals?["focus"]!.AsArray().Sum(day => (long)day!["seconds"]!) ?? 0);
        Same(
            model,
            "total sessions",
            days.Sum(day => (int)day["sessionCount"]!),
            totals?["focus"]!.AsArray().Sum(day => (int)day!["sessions"]!) ?? 0);
        Same(model, "dates of the streak", StreakModel.Of(stored.SessionsOf(model.Id)).ToString(), StreakModel.OfTotals(totals).ToString());
        Same(
            model,
            "completed days in the totals",
            string.Join(',', stored.Enrollments.FirstOrDefault(row => row.Id == model.Id)?.CompletedDays ?? []),
            totals is null ? "" : string.Join(',', totals["completedDays"]!.AsArray().Select(day => (int)day!)));
    }

    /// <summary>The ledger has a fact for each thing in the stores, and no other. Starts are left out: no row here has them.</summary>
    private void CompareFacts(EnrollmentModel model) => Same(
        model,
        "facts",
        Joined(ExpectedFacts(model)),
        Joined(stored.Facts.Where(fact => fact.EnrollmentId == model.Id && !fact.Key.StartsWith("started/", StringComparison.Ordinal))
            .Select(fact => fact.Seconds > 0 ? $"{fact.Key} of {fact.Seconds} s" : fact.Key)));

    private IEnumerable<string> ExpectedFacts(EnrollmentModel model)
    {
        foreach (var session in stored.SessionsOf(model.Id))
        {
            var key = $"session/{session["id"]}";
            if ((string)session["status"]! == "Completed")
            {
                yield return (int)session["creditedSeconds"]! is > 0 and var seconds ? $"{key} of {seconds} s" : key;
            }

            for (var number = 1; number <= session["distractions"]!.AsArray().Count; number++)
            {
                yield return $"{key}/distraction/{number}";
            }
        }

        foreach (var day in model.Days.Keys.Select(day => stored.Day(model.Id, day)).OfType<JsonNode>())
        {
            var where = $"{model.Id}/{day["dayNumber"]}";
            foreach (var task in day["tasks"]!.AsArray().Where(task => task!["completedAt"] is not null))
            {
                yield return $"task/{where}/{task!["order"]}";
            }

            foreach (var reflection in day["reflections"]!.AsArray())
            {
                yield return $"reflection/{where}/{reflection!["number"]}";
            }

            if (day["difficultyRating"] is not null)
            {
                yield return $"rating/{where}";
            }

            if (day["completedAt"] is not null)
            {
                yield return $"day/{where}";
            }
        }

        if (model.Status is "completed" or "abandoned")
        {
            yield return $"{model.Status}/{model.Id}";
        }
    }

    private long CreditOf(EnrollmentModel model, int day) => stored.SessionsOf(model.Id)
        .Where(session => (int)session["dayNumber"]! == day && (string)session["status"]! == "Completed")
        .Sum(session => (long)session["creditedSeconds"]!);

    private static int FirstOpen(int[] completed, int totalDays) =>
        Math.Min(Enumerable.Range(1, totalDays + 1).First(day => !completed.Contains(day)), totalDays);

    private static string Joined(IEnumerable<string> ids) => string.Join(',', ids.Order(StringComparer.Ordinal));

    private void Same<T>(EnrollmentModel model, string what, T expectedValue, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expectedValue, actual))
        {
            _differences.Add(string.Create(CultureInfo.InvariantCulture, $"{model}: {what} should be '{expectedValue}' and is '{actual}'"));
        }
    }
}
