using FocusSuite.Protocol.Overload;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace FocusSuite.ServiceDefaults.Tests.Overload;

/// <summary>S2: what takes calls and says nothing is broken off, and nothing else is.</summary>
public sealed class SilenceBreakerTests
{
    private static readonly TimeSpan ALittle = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly SilenceBreaker _breaker;

    public SilenceBreakerTests() => _breaker = new SilenceBreaker(_time);

    [Fact]
    public void Admits_EnoughHaveWaitedForTheWholeTime_OnlyOneInAPeriod()
    {
        Begin(SilenceBreaker.MinWaiting);
        _time.Advance(SilenceBreaker.MaxSilence - ALittle);
        _breaker.Admits().ShouldBeTrue();
        _breaker.IsSilent.ShouldBeFalse();

        _time.Advance(ALittle);

        _breaker.IsSilent.ShouldBeTrue();
        Enumerable.Range(0, 10).Count(_ => _breaker.Admits()).ShouldBe(1, "one goes to see");
        _time.Advance(SilenceBreaker.ProbePeriod);
        Enumerable.Range(0, 10).Count(_ => _breaker.Admits()).ShouldBe(1);
    }

    [Fact]
    public void IsSilent_OneOfThemIsAnswered_Ends()
    {
        var calls = Begin(SilenceBreaker.MinWaiting + 3);
        _time.Advance(SilenceBreaker.MaxSilence);
        _breaker.IsSilent.ShouldBeTrue();

        calls[0].End(wasAnswered: true);

        _breaker.IsSilent.ShouldBeFalse();
        Enumerable.Range(0, 10).ShouldAllBe(_ => _breaker.Admits());
    }

    [Fact]
    public void IsSilent_FewWait_IsNot()
    {
        Begin(SilenceBreaker.MinWaiting - 1);

        _time.Advance(SilenceBreaker.MaxSilence * 10);

        _breaker.IsSilent.ShouldBeFalse();
    }

    [Fact]
    public void IsSilent_OthersAreAnsweredWhileSomeWait_IsNot()
    {
        // Calls that are slow by their nature, such as those that wait for effects, beside others that are not.
        Begin(SilenceBreaker.MinWaiting * 4);
        for (var second = 0; second < 20; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _breaker.Begin().End(wasAnswered: true);
            _breaker.IsSilent.ShouldBeFalse();
        }
    }

    [Fact]
    public void IsSilent_OnlyThoseWaitThatMay_IsNot()
    {
        // A burst of completions that wait for their effects, and nobody else there.
        var calls = Enumerable.Range(0, 60).Select(_ => _breaker.Begin(mayWait: true)).ToList();
        _time.Advance(SilenceBreaker.MaxSilence * 3);
        _breaker.IsSilent.ShouldBeFalse();

        // Others who may not show it; and one of the burst that is answered ends it.
        Begin(SilenceBreaker.MinWaiting);
        _time.Advance(SilenceBreaker.MaxSilence);
        _breaker.IsSilent.ShouldBeTrue();
        calls[0].End(wasAnswered: true);
        _breaker.IsSilent.ShouldBeFalse();
    }

    [Fact]
    public void IsSilent_CallersGiveUpEarly_SaysNothing()
    {
        // Deadlines of a moment, whether by mistake or on purpose, must not shut a service that answers.
        for (var round = 0; round < 500; round++)
        {
            var calls = Begin(SilenceBreaker.MinWaiting * 2);
            _time.Advance(TimeSpan.FromMilliseconds(20));
            calls.ForEach(call => call.End(wasAnswered: false));
            _breaker.IsSilent.ShouldBeFalse();
        }
    }

    [Fact]
    public void IsSilent_AfterAnHourOfNothing_TheFirstCallsGetTheirTime()
    {
        _time.Advance(TimeSpan.FromHours(1));
        Begin(SilenceBreaker.MinWaiting * 2);

        _breaker.IsSilent.ShouldBeFalse();
        _time.Advance(SilenceBreaker.MaxSilence - ALittle);
        _breaker.IsSilent.ShouldBeFalse();
    }

    [Fact]
    public void End_Twice_CountsOnce()
    {
        var calls = Begin(SilenceBreaker.MinWaiting);
        calls[0].End(wasAnswered: false);
        calls[0].End(wasAnswered: true);
        Begin(1);

        _time.Advance(SilenceBreaker.MaxSilence);

        _breaker.IsSilent.ShouldBeTrue();
    }

    private List<SilenceBreaker.Call> Begin(int count) => [.. Enumerable.Range(0, count).Select(_ => _breaker.Begin())];
}
