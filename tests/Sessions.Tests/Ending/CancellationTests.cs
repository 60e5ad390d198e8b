using FocusSuite.Messaging.Events;
using FocusSuite.ServiceDefaults.Errors;
using FocusSuite.Sessions.Ending;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Ending;

public sealed class CancellationTests
{
    [Theory]
    [InlineData(nameof(SessionStatus.Active), 600)]
    [InlineData(nameof(SessionStatus.Paused), 300)]
    public void Cancel_OfALiveSession_EndsItWithoutCredit(string status, int actual)
    {
        var change = Cancellation.Decide(Some.In(Enum.Parse<SessionStatus>(status)), Some.Operation(10));

        change.Session.Status.ShouldBe(SessionStatus.Canceled);
        change.Session.EndedAt.ShouldBe(Some.At(10));
        change.Session.ActualSeconds.ShouldBe(actual);
        change.Session.CreditedSeconds.ShouldBe(0);
        change.Session.Pauses.ShouldAllBe(pause => pause.To != null);
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCanceled>().SessionId.ShouldBe(change.Session.Id);
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Cancel_OfAnEndedSession_IsRefused(string status)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        new Func<object>(() => Cancellation.Decide(session, Some.Operation(20, Some.Key))).ShouldRefuse(ErrorCodes.SessionEnded);
    }

    [Fact]
    public void Cancel_RepeatedWithItsKey_ChangesNothing()
    {
        var canceled = Cancellation.Decide(Some.Active(), Some.Operation(10, Some.Key)).Session;

        Cancellation.Decide(canceled, Some.Operation(11, Some.Key)).IsNone.ShouldBeTrue();
    }
}
