using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Sessions.Domain;
using FocusSuite.Sessions.Tests.Support;
using Shouldly;
using Xunit;

namespace FocusSuite.Sessions.Tests.Domain;

public sealed class CancelTests
{
    [Theory]
    [InlineData(nameof(SessionStatus.Active), 600)]
    [InlineData(nameof(SessionStatus.Paused), 300)]
    public void Cancel_OfALiveSession_EndsItWithoutCredit(string status, int actual)
    {
        var change = Some.In(Enum.Parse<SessionStatus>(status)).Cancel(Some.Operation(10));

        change.State!.Status.ShouldBe(SessionStatus.Canceled);
        change.State!.EndedAt.ShouldBe(Some.At(10));
        change.State!.ActualSeconds.ShouldBe(actual);
        change.State!.CreditedSeconds.ShouldBe(0);
        change.State!.Pauses.ShouldAllBe(pause => pause.To != null);
        change.Events.ShouldHaveSingleItem().ShouldBeOfType<SessionCanceled>().SessionId.ShouldBe(change.State!.Id);
    }

    [Theory]
    [InlineData(nameof(SessionStatus.Completed))]
    [InlineData(nameof(SessionStatus.Canceled))]
    public void Cancel_OfAnEndedSession_IsRefused(string status)
    {
        var session = Some.In(Enum.Parse<SessionStatus>(status));

        session.Cancel(Some.Operation(20, Some.Key)).ShouldRefuse(ErrorCodes.SessionEnded);
    }

    [Fact]
    public void Cancel_RepeatedWithItsKey_ChangesNothing()
    {
        var canceled = Some.Active().Cancel(Some.Operation(10, Some.Key)).State!;

        canceled.Cancel(Some.Operation(11, Some.Key)).ChangesNothing.ShouldBeTrue();
    }

    [Fact]
    public void Cancel_RepeatedWithAnotherKey_IsRefused()
    {
        var canceled = Some.Active().Cancel(Some.Operation(10, Some.Key)).State!;

        canceled.Cancel(Some.Operation(11, "another key")).ShouldRefuse(ErrorCodes.SessionEnded);
    }
}
