using System.Collections.Concurrent;
using System.Globalization;
using FocusSuite.Web.Tests.Support;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace FocusSuite.Web.Tests.Journeys;

/// <summary>
/// Random sequences of what somebody does and of what goes wrong meanwhile. After each step every open tab shows all that was done; at the
/// end the server has what it would have if nothing had gone wrong. <c>FOCUS_WEB_SEQUENCES</c> says how many sequences, and
/// <c>FOCUS_WEB_SEED</c> repeats those from that seed on.
/// </summary>
public sealed class SequenceTests(WebSuite suite) : BrowserTest(suite)
{
    private const int FewestSteps = 12;
    private const int MostSteps = 20;
    private const int MostTroubles = 2;

    private static readonly int First = Of("FOCUS_WEB_SEED", Random.Shared.Next(1, 1_000_000));

    protected override double TimeScale => 600;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(First, Of("FOCUS_WEB_SEQUENCES", 6))];

    [Theory]
    [MemberData(nameof(Seeds), DisableDiscoveryEnumeration = true)]
    public async Task Sequences_OfTroubles_EndAsTheIdealRun(int seed)
    {
        // Offline, an answer that was lost, and one that said no.
        Expect("ERR_INTERNET_DISCONNECTED");
        Expect("ERR_FAILED");
        Expect("status of 503");
        var user = await SignUpAsync();
        using var api = new UserApi(System, user);
        var enrollment = await api.BeginAsync();
        var run = new Run(new Random(seed), await api.QuestionAsync(enrollment), Page);
        await run.BeginAsync(user);

        var steps = new Random(seed).Next(FewestSteps, MostSteps + 1);
        for (var step = 1; step <= steps; step++)
        {
            var name = await run.StepAsync();
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step}. {name}"));
            await run.ShouldShowAllAsync();
        }

        await run.EndAsync();
        var progress = await api.ProgressAsync(enrollment, 1);
        progress["tasks"]!.AsArray().Select(task => (bool)task!["is_completed"]!).ShouldBe(run.Tasks);
        progress["reflections"]!.AsArray().Select(one => (string)one!["answer"]!).ShouldBe(run.Answers);
    }

    private static int Of(string variable, int byDefault) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : byDefault;

    private enum Trouble
    {
        AnswerLost,
        Refused,
    }

    /// <summary>One sequence, with what has been done so far.</summary>
    private sealed class Run(Random dice, string question, IPage first)
    {
        private readonly IBrowserContext _browser = first.Context;
        private readonly List<IPage> _tabs = [first];
        private readonly ConcurrentQueue<Trouble> _troubles = new();
        private readonly bool[] _tasks = new bool[3];
        private readonly List<string> _answers = [];
        private bool _isOffline;

        public IReadOnlyList<bool> Tasks => _tasks;

        public IReadOnlyList<string> Answers => _answers;

        /// <summary>Signs in, and waits until the client would open without a connection, too.</summary>
        public async Task BeginAsync(TestUser user)
        {
            await _browser.RouteAsync("**/api/v1/focus/{tasks,reflections}/**", MeetAsync);
            await first.SignInAsync(user);
            await Assertions.Expect(first.TaskBox(0)).ToBeVisibleAsync();
            await first.WaitUntilKeptAsync();
        }

        /// <summary>Does one thing, and says which.</summary>
        public async Task<string> StepAsync()
        {
            switch (dice.Next(10))
            {
                case 0 or 1 or 2:
                    return await TickAsync(AnyTab());
                case 3 or 4:
                    return await ReflectAsync(AnyTab());
                case 5:
                    _isOffline = !_isOffline;
                    await _browser.SetOfflineAsync(_isOffline);
                    return _isOffline ? "offline" : "online";
                case 6:
                    var closed = AnyTab();
                    await _tabs[closed].CloseAsync();
                    _tabs[closed] = await OpenAsync();
                    return $"tab {closed} closed and opened";
                case 7:
                    if (_tabs.Count == 1)
                    {
                        _tabs.Add(await OpenAsync());
                    }

                    return await TickAsync(1);
                case 8:
                    return Await(Trouble.AnswerLost, "the next answer will be lost");
                default:
                    return Await(Trouble.Refused, "the next request will be refused");
            }
        }

        public async Task ShouldShowAllAsync()
        {
            foreach (var tab in _tabs)
            {
                for (var task = 0; task < _tasks.Length; task++)
                {
                    await Assertions.Expect(tab.TaskBox(task)).ToBeCheckedAsync(new() { Checked = _tasks[task] });
                }

                await Assertions.Expect(tab.Answers()).ToHaveTextAsync(_answers);
            }
        }

        public async Task EndAsync()
        {
            _isOffline = false;
            await _browser.SetOfflineAsync(false);
            await _tabs[0].WaitUntilSentAsync();
            await ShouldShowAllAsync();
        }

        // The client waits twice as long after each failure: with more of them in a row the test would only wait.
        private string Await(Trouble trouble, string name)
        {
            if (_troubles.Count == MostTroubles)
            {
                return "nothing";
            }

            _troubles.Enqueue(trouble);
            return name;
        }

        private int AnyTab() => dice.Next(_tabs.Count);

        private async Task<IPage> OpenAsync()
        {
            var tab = await _browser.NewPageAsync();
            await tab.GotoAsync("/app/");
            return tab;
        }

        private async Task<string> TickAsync(int tab)
        {
            var task = dice.Next(_tasks.Length);
            _tasks[task] = !_tasks[task];
            await _tabs[tab].TickAsync(task, _tasks[task]);
            return $"task {task} in tab {tab}: {_tasks[task]}";
        }

        private async Task<string> ReflectAsync(int tab)
        {
            var answer = $"Answer {_answers.Count + 1}.";
            _answers.Add(answer);
            await _tabs[tab].ReflectAsync(question, answer);
            return $"{answer} in tab {tab}";
        }

        private async Task MeetAsync(IRoute route)
        {
            try
            {
                if (!_troubles.TryDequeue(out var trouble))
                {
                    await route.ContinueAsync();
                }
                else if (trouble == Trouble.Refused)
                {
                    await route.FulfillAsync(new()
                    {
                        Status = 503,
                        ContentType = "application/problem+json",
                        Body = """{"title":"Service Unavailable","status":503,"code":"UNAVAILABLE","detail":"Nobody is there."}""",
                    });
                }
                else
                {
                    await route.FetchAsync();
                    await route.AbortAsync();
                }
            }
            catch (PlaywrightException)
            {
                // The tab was closed meanwhile.
            }
        }
    }
}
