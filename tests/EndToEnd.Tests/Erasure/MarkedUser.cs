using System.Net;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Npgsql;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Erasure;

/// <summary>A user who leaves a mark of its own in every place that takes text, and a number that nothing else looks like.</summary>
internal sealed class MarkedUser
{
    private const int TasksADay = 3;
    private const string Accounts = "/api/v1/authentication/";

    private static readonly TimeSpan CreditBound = TimeSpan.FromSeconds(30);

    private readonly FocusSystem _system;
    private readonly List<string> _sessions = [];

    private MarkedUser(FocusSystem system, string mark, Reply signup)
    {
        (_system, Mark) = (system, mark);
        UserId = (long)signup["results"]["data"]!["user"]!["id"]!;
        Refresh = (string)signup["results"]["data"]!["tokens"]!["refresh"]!;
        Api = new Api(system.CreateClient((string)signup["results"]["data"]!["tokens"]!["access"]!));
        Anonymous = new Api(system.CreateClient(null));
    }

    public string Mark { get; }

    public long UserId { get; }

    public string Refresh { get; }

    public Api Api { get; }

    public Api Anonymous { get; }

    public string Email => EmailOf(Mark);

    public long Enrollment { get; private set; }

    /// <summary>
    /// What must not be found anywhere: the mark, and the numbers and ids by which the suite knows the user and what is the user's.
    /// </summary>
    public IReadOnlyList<string> Words => [Mark, Number(UserId), Number(Enrollment), .. _sessions];

    public static async Task<MarkedUser> SignUpAsync(FocusSystem system, string? mark = null)
    {
        mark ??= $"mark{Guid.NewGuid():N}";
        var signup = await new Api(system.CreateClient(null)).SendAsync(
            HttpMethod.Post,
            Accounts + "signup",
            new
            {
                email = EmailOf(mark),
                password = Suite.Password,
                first_name = mark,
                last_name = $"van {mark}",
                time_zone = "Europe/Berlin",
            },
            $"signup-{Guid.NewGuid():N}");
        return new MarkedUser(system, mark, signup.Created());
    }

    /// <summary>
    /// Does something in every service, and leaves a session running. Of the day only focus time is missing, so that the next session that
    /// counts completes it.
    /// </summary>
    public async Task LiveAsync()
    {
        Enrollment = await Api.BeginAsync();
        for (var task = 0; task < TasksADay; task++)
        {
            (await Api.TaskAsync(Enrollment, 1, task)).Ok();
        }

        var session = (await Api.PostAsync(
            "sessions/start/",
            new { enrollment_id = Enrollment, day_number = 1, duration_minutes = 1, task_description = $"Work on {Mark}" },
            Key())).Created().Word("session_id");
        _sessions.Add(session);
        (await Api.PostAsync("sessions/distraction/", new { session_id = session, distraction_note = $"A call from {Mark}" }, Key())).Ok();
        (await Api.PostAsync("sessions/complete/", new { session_id = session, notes = $"Done with {Mark}" }, Key())).Ok();
        (await Api.PostAsync("reflections/add/", new { enrollment_id = Enrollment, day_number = 1, question = $"Who is {Mark}?", answer = $"I am {Mark}." }, Key())).Created();
        (await Api.PostAsync("days/rate/", new { enrollment_id = Enrollment, day_number = 1, difficulty_rating = 2, notes = $"Rated by {Mark}" }, Key())).Ok();
        (await Api.SendAsync(HttpMethod.Patch, "/api/v1/account/settings", new { time_zone = "Asia/Tokyo", day_start_hour = 4 })).Ok();
        _sessions.Add(await Api.StartSessionAsync(Enrollment));
        await Eventually.Async(SessionsCreditedAsync, sessions => sessions == 1, CreditBound);
        (await LoginAsync("not the password")).Is(HttpStatusCode.Unauthorized);
    }

    /// <summary>
    /// Lets a session of half an hour complete the day, as sessions would tell of it: nobody waits for it, and the enrollment advances.
    /// </summary>
    public async Task CompleteDayAsync(DeadLetterBox letters)
    {
        var session = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray().AsSpan(0, 12));
        _sessions.Add(session);
        await letters.TellCompletedAsync(UserId, Enrollment, session, Journey.FourteenDays, day: 1);
        await Eventually.Async(() => Api.DetailsAsync(Enrollment), details => (int)details["current_day"]! == 2, CreditBound);
    }

    public async Task<Reply> LoginAsync(string password = Suite.Password)
    {
        // All users of these tests sign in from one address, which ten failures would shut out.
        await using var database = NpgsqlDataSource.Create(_system.DatabaseOf(PartNames.Identity));
        await using var command = database.CreateCommand("DELETE FROM login_failures");
        await command.ExecuteNonQueryAsync();
        return await Anonymous.SendAsync(HttpMethod.Post, Accounts + "login", new { email = Email, password });
    }

    public Task<Reply> RefreshAsync() => Anonymous.SendAsync(HttpMethod.Post, Accounts + "refresh", new { refresh = Refresh });

    public Task<Reply> EraseAsync(Guid? requestId = null) =>
        Api.SendAsync(HttpMethod.Delete, "/api/v1/account" + (requestId is { } id ? $"?request_id={id}" : string.Empty));

    /// <summary>Nobody knows this user any more.</summary>
    public async Task ShouldBeUnknownAsync()
    {
        foreach (
            var path in new[] { "focus/programs/", "focus/sessions/active/", $"focus/programs/{Enrollment}/days/1/", "account/settings", "subscriptions/me" })
        {
            (await Api.SendAsync(HttpMethod.Get, "/api/v1/" + path)).Problem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
        }

        var stranger = await Anonymous.SendAsync(
            HttpMethod.Post, Accounts + "login", new { email = Suite.NewEmail(), password = Suite.Password });
        var login = await LoginAsync();
        login.Problem(HttpStatusCode.Unauthorized, "INVALID_CREDENTIALS").Word("detail").ShouldBe(stranger.Word("detail"));
        (await RefreshAsync()).Problem(HttpStatusCode.Unauthorized, "INVALID_REFRESH_TOKEN");
    }

    /// <summary>What Progress has heard of: completing a session does not wait for it beyond a bound.</summary>
    private async Task<int> SessionsCreditedAsync() => (int)(await Api.DetailsAsync(Enrollment))["progress"]!["total_sessions"]!;

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string EmailOf(string mark) => $"{mark}@example.com";

    private static string Key() => $"key-{Guid.NewGuid():N}";
}
