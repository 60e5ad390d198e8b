using FocusSuite.Enrollment.Tests.Support;
using FocusSuite.Messaging.Events;
using FocusSuite.Protocol.Errors;
using FocusSuite.Protos.Identity.V1;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace FocusSuite.Enrollment.Tests.Service;

/// <summary>One rule at every door that makes an enrollment work: a pro-only program takes Pro.</summary>
public class ProTests(EnrollmentHost host)
{
    private readonly TestUser _user = host.NewUser();

    /// <summary>D4: two doors lead from paused to in progress.</summary>
    [Theory]
    [InlineData("start")]
    [InlineData("resume")]
    public async Task GoingOn_WithAPausedProProgramWhenProHasEnded_IsRefusedAndChangesNothing(string door)
    {
        _user.Subscribe();
        var id = await _user.EnrollAndStartAsync(2);
        await _user.Pause(id);
        _user.Subscribe(SubscriptionStatus.Expired);

        await RefusesAsync(door, id);
        (await StatusAsync(id)).ShouldBe("paused");

        _user.Subscribe();
        await GoThroughAsync(door, id);
        (await StatusAsync(id)).ShouldBe("in_progress");
    }

    /// <summary>D4: who may not go on anyhow is not sent to buy something.</summary>
    [Theory]
    [InlineData("start")]
    [InlineData("resume")]
    public async Task GoingOn_WithAnAbandonedProProgramWithoutPro_NamesTheStatus(string door)
    {
        _user.Subscribe();
        var id = await _user.EnrollAndStartAsync(2);
        await _user.Abandon(id);
        _user.Subscribe(SubscriptionStatus.Expired);

        (await Should.ThrowAsync<RpcException>(() => GoThroughAsync(door, id))).Reason().ShouldBe(ErrorCodes.InvalidProgramStatus.Word);
    }

    /// <summary>D4: what was answered is answered again, whatever became of the subscription.</summary>
    [Fact]
    public async Task Resume_RepeatedAfterACrashAndTheEndOfPro_AnswersAsTheFirstTime()
    {
        _user.Subscribe();
        var id = await _user.EnrollAndStartAsync(2);
        await _user.Pause(id);
        var first = await _user.Resume(id, "resume");
        await _user.ForgetAnswerAsync("resume");
        _user.Subscribe(SubscriptionStatus.Expired);

        (await _user.Resume(id, "resume")).ShouldBe(first);
        _user.Events<EnrollmentStatusChanged>().Count.ShouldBe(3);
    }

    /// <summary>D4: as long as identity cannot be asked, nobody gets in on trust.</summary>
    [Theory]
    [InlineData("start")]
    [InlineData("resume")]
    public async Task GoingOn_WithAProProgramWhileIdentityIsAway_IsNotPossible(string door)
    {
        _user.Subscribe();
        var id = await _user.EnrollAndStartAsync(2);
        await _user.Pause(id);
        host.Peers.IdentityAwayFor[_user.Id] = true;

        (await Should.ThrowAsync<RpcException>(() => GoThroughAsync(door, id))).Reason().ShouldBe(ErrorCodes.Unavailable.Word);
        (await StatusAsync(id)).ShouldBe("paused");
    }

    /// <summary>S16: what is removed does not become open to all.</summary>
    [Theory]
    [InlineData("start")]
    [InlineData("resume")]
    public async Task GoingOn_WithAProProgramThatWasRemoved_StillTakesPro(string door)
    {
        var program = host.OfferProgram(proOnly: true);
        _user.Subscribe();
        var id = await _user.EnrollAndStartAsync(program);
        await _user.Pause(id);
        await host.ChangeProgramAsync(program, change: null);
        _user.Subscribe(SubscriptionStatus.Expired);

        await RefusesAsync(door, id);
        (await _user.SeenByServices(id)).IsProOnly.ShouldBeTrue();

        _user.Subscribe();
        await GoThroughAsync(door, id);
    }

    /// <summary>S16: nor does it become closed to who is in it.</summary>
    [Fact]
    public async Task Start_OfAFreeProgramThatWasRemoved_TakesNoPro()
    {
        var program = host.OfferProgram(proOnly: false);
        var id = await _user.EnrollAsync(program);
        await host.ChangeProgramAsync(program, change: null);

        (await _user.Start(id)).Started.ShouldBeTrue();
        (await _user.SeenByServices(id)).IsProOnly.ShouldBeFalse();
    }

    /// <summary>S16: an enrollment keeps what its program was when it began; the doors and the other services tell the same.</summary>
    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Start_OfAProgramThatBecameAnotherKind_GoesByWhatItWasAtTheBeginning(bool was, bool became)
    {
        var program = host.OfferProgram(was);
        _user.Subscribe();
        var id = await _user.EnrollAsync(program);
        await host.ChangeProgramAsync(program, next => next.IsProOnly = became);
        _user.Subscribe(SubscriptionStatus.Expired);

        (await _user.SeenByServices(id)).IsProOnly.ShouldBe(was);
        if (was)
        {
            await RefusesAsync("start", id);
        }
        else
        {
            await _user.Start(id);
        }
    }

    /// <summary>
    /// S16: an enrollment of a version that did not keep the kind goes by the catalog, and by caution where that knows nothing.
    /// </summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, true)]
    public async Task Start_OfAnEnrollmentOfTheVersionBefore_GoesByTheCatalogAndTakesProWhereThatKnowsNothing(bool? offered, bool takesPro)
    {
        var program = host.OfferProgram(offered ?? false);
        if (offered is null)
        {
            await host.ChangeProgramAsync(program, change: null);
        }

        var id = await host.Database.ScalarAsync<long>($"""
            INSERT INTO enrollments (id, user_id, program_id, status, current_day, completed_days, total_days, enrolled_at)
            VALUES (nextval('enrollment_ids'), {_user.Id}, {program}, 'not_started', 1, '{"{}"}', 3, now())
            RETURNING id
            """);

        (await _user.SeenByServices(id)).IsProOnly.ShouldBe(takesPro);
        if (takesPro)
        {
            await RefusesAsync("start", id);
        }
        else
        {
            await _user.Start(id);
        }
    }

    private async Task RefusesAsync(string door, long id)
    {
        var refusal = await Should.ThrowAsync<RpcException>(() => GoThroughAsync(door, id));
        (refusal.Reason(), refusal.StatusCode).ShouldBe((ErrorCodes.ProRequired.Word, StatusCode.PermissionDenied));
    }

    private Task GoThroughAsync(string door, long id) => door == "start" ? _user.Start(id).ResponseAsync : _user.Resume(id).ResponseAsync;

    private Task<string> StatusAsync(long id) => host.Database.ScalarAsync<string>($"SELECT status FROM enrollments WHERE id = {id}");
}
