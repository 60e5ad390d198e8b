using System.Net;
using FocusSuite.EndToEnd.Tests.Support;
using FocusSuite.TestSupport.Waiting;
using FocusSuite.TestSystem;
using Shouldly;

namespace FocusSuite.EndToEnd.Tests.Erasure;

/// <summary>
/// Handing out and erasing all that the suite holds about a user. Of the erasures in which something dies one of each kind is drawn;
/// FOCUS_TEST_ERASURES sets how many.
/// </summary>
[Collection(nameof(ErasingSystem))]
public sealed class ErasureTests(ErasingSystem erasing)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(1);
    private static readonly int Drawn = Sizes.Of("FOCUS_TEST_ERASURES", 1);

    /// <summary>Who is away.</summary>
    public static TheoryData<string> Away =>
        [.. Sizes.Draw([PartNames.Enrollment, PartNames.Sessions, PartNames.Progress], Drawn, nameof(Away))];

    /// <summary>After how many milliseconds identity dies.</summary>
    public static TheoryData<int> Moments => [.. Sizes.Draw([0, 30, 150], Drawn, nameof(Moments))];

    [Fact]
    public async Task Erase_OfAUserWhoDidEverything_LeavesNothingInAnyStoreOrLog()
    {
        var (user, neighbour) = (await MarkedUser.SignUpAsync(erasing.System), await MarkedUser.SignUpAsync(erasing.System));
        await user.LiveAsync();
        await neighbour.LiveAsync();
        await user.CompleteDayAsync(erasing.Letters);
        foreach (var one in new[] { user, neighbour })
        {
            await erasing.Letters.PoisonAsync(one.UserId, one.Enrollment, one.Mark);
            await Eventually.Async(
                erasing.Letters.ReadAsync,
                letters => letters.Any(letter => letter.Contains("_error: ") && letter.Contains(one.Mark)),
                Bound);
        }

        (await erasing.FindAsync(user.Words)).Count(place => !place.StartsWith("log", StringComparison.Ordinal)).ShouldBeGreaterThan(8);

        var begun = new Receipt((await user.EraseAsync()).Ok());
        await user.ShouldBeUnknownAsync();

        var receipt = await erasing.ReceiptAsync(begun.Id, "completed", Bound);
        receipt.CompletedAt.ShouldNotBeNull();
        receipt.Removed.ShouldSatisfyAllConditions(
            removed => removed["identity.accounts"].ShouldBe(1),
            removed => removed["enrollment.enrollments"].ShouldBe(1),
            removed => removed["sessions.focus_sessions"].ShouldBe(2),
            removed => removed["progress.program_days"].ShouldBe(1),
            removed => removed["progress.program_progress"].ShouldBe(1),
            removed => removed["sessions.idempotency_keys"].ShouldBe(3));
        (await erasing.FindAsync(user.Words)).ShouldBeEmpty();

        // Nobody else has lost anything.
        (await erasing.Letters.ReadAsync()).ShouldContain(letter => letter.Contains(neighbour.Mark));
        (await neighbour.Api.DetailsAsync(neighbour.Enrollment))["progress"]!["total_sessions"]!.GetValue<int>().ShouldBe(1);
        (await neighbour.LoginAsync()).Ok();

        // The same address is somebody new.
        var anew = await MarkedUser.SignUpAsync(erasing.System, user.Mark);
        anew.UserId.ShouldNotBe(user.UserId);
        (await anew.Api.GetAsync("history/")).Ok().Text.ShouldBe("[]");
        await anew.LiveAsync();
        await user.Api.SendAsync(HttpMethod.Get, "/api/v1/account/settings")
            .ContinueWith(reply => reply.Result.Is(HttpStatusCode.Unauthorized), TaskScheduler.Default);
    }

    [Fact]
    public async Task Export_OfAUserWhoDidEverything_IsOneDocumentOfAllStores()
    {
        var (user, neighbour) = (await MarkedUser.SignUpAsync(erasing.System), await MarkedUser.SignUpAsync(erasing.System));
        await user.LiveAsync();
        await neighbour.LiveAsync();

        var export = (await user.Api.SendAsync(HttpMethod.Get, "/api/v1/account/export")).Ok();

        export.ContentType.ShouldBe("application/json");
        var document = export.Json!;
        ((string)document["accounts"]![0]!["email"]!).ShouldBe(user.Email);
        ((long)document["enrollments"]![0]!["enrollment_id"]!).ShouldBe(user.Enrollment);
        document["calendars"]!.AsArray().Select(one => (string)one!["time_zone"]!).ShouldBe(["Europe/Berlin", "Asia/Tokyo"]);
        document["focus_sessions"]!.AsArray().Count.ShouldBe(2);
        // D10: the length of the program stands there before a day is complete.
        ((int)document["program_progress"]!.AsArray().ShouldHaveSingleItem()!["total_days"]!).ShouldBe(14);
        foreach (
            var text in new[] { $"Work on {user.Mark}", $"A call from {user.Mark}", $"Done with {user.Mark}", $"I am {user.Mark}.", $"Rated by {user.Mark}" })
        {
            export.Text.ShouldContain(text);
        }

        export.Text.ShouldNotContain(neighbour.Mark);
        export.Text.ShouldNotContain("password", Case.Insensitive);

        // S8: nothing by which anything can be done, neither half of a token nor the key of a request.
        document["sign_ins"]!.AsArray()
            .ShouldAllBe(one => one!.AsObject().Select(member => member.Key).SequenceEqual(new[] { "last_used_at", "expires_at" }));
        export.Text.ShouldNotContain(
            new Guid(System.Buffers.Text.Base64Url.DecodeFromChars(user.Refresh).AsSpan(0, 16), bigEndian: true).ToString());
        export.Text.ShouldNotContain("key-");
        export.Text.ShouldNotContain("_key\"");
        export.Text.ShouldNotContain("receipts");
        (await user.Anonymous.SendAsync(HttpMethod.Get, "/api/v1/account/export")).Problem(HttpStatusCode.Unauthorized, "UNAUTHENTICATED");
    }

    [Theory]
    [MemberData(nameof(Away))]
    public async Task Erase_WhileAServiceIsAwayAndIdentityDies_GoesOnWhereItWas(string away)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var user = await MarkedUser.SignUpAsync(erasing.System);
        await user.LiveAsync();
        await erasing.System.Part(away).KillAsync(bound.Token);

        var id = Guid.NewGuid();
        new Receipt((await user.EraseAsync(id)).Ok()).Status.ShouldBe("in_progress");
        (await user.LoginAsync()).Is(HttpStatusCode.Unauthorized);
        await erasing.System.Part(PartNames.Identity).KillAsync(bound.Token);
        await erasing.System.Part(PartNames.Identity).StartAgainAsync(bound.Token);
        await erasing.ReceiptAsync(id.ToString(), "in_progress", Bound);
        await erasing.System.Part(away).StartAgainAsync(bound.Token);

        var receipt = await erasing.ReceiptAsync(id.ToString(), "completed", TimeSpan.FromMinutes(2));
        receipt.Removed["sessions.focus_sessions"].ShouldBe(2);
        receipt.Removed["enrollment.enrollments"].ShouldBe(1);
        (await erasing.FindAsync(user.Words)).ShouldBeEmpty();
        await user.ShouldBeUnknownAsync();
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Erase_IdentityKilledSomewhereInIt_HappensWhollyOrNotAtAll(int milliseconds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var user = await MarkedUser.SignUpAsync(erasing.System);
        await user.LiveAsync();
        var id = Guid.NewGuid();

        var erase = user.EraseAsync(id);
        await Task.WhenAny(erase, Task.Delay(milliseconds, bound.Token));
        await erasing.System.Part(PartNames.Identity).KillAsync(bound.Token);
        await erasing.System.Part(PartNames.Identity).StartAgainAsync(bound.Token);
        await erase;

        if ((await user.Anonymous.SendAsync(HttpMethod.Get, $"/api/v1/account/erasures/{id}")).Status == HttpStatusCode.NotFound)
        {
            // Not at all.
            (await user.LoginAsync()).Ok();
            (await user.Api.DetailsAsync(user.Enrollment))["progress"]!["total_sessions"]!.GetValue<int>().ShouldBe(1);
            (await user.EraseAsync(id)).Ok();
        }

        var receipt = await erasing.ReceiptAsync(id.ToString(), "completed", TimeSpan.FromMinutes(2));
        receipt.Removed["progress.program_days"].ShouldBe(1);
        (await erasing.FindAsync(user.Words)).ShouldBeEmpty();
        await user.ShouldBeUnknownAsync();
    }

    [Theory]
    [InlineData("0b7f4d1c-6a53-4c0e-9d0a-2f5c8e1b7a34", HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData("nonsense", HttpStatusCode.NotFound, "NOT_FOUND")]
    public async Task Receipt_OfNoErasure_IsNotFound(string id, HttpStatusCode status, string code) =>
        (await new Api(erasing.System.CreateClient(null)).SendAsync(HttpMethod.Get, $"/api/v1/account/erasures/{id}"))
            .Problem(status, code);

    [Fact]
    public async Task Erase_WithAnIdThatIsNoUuid_IsRefusedAndErasesNothing()
    {
        var user = await MarkedUser.SignUpAsync(erasing.System);
        (await user.Api.SendAsync(HttpMethod.Delete, "/api/v1/account?request_id=nonsense"))
            .Problem(HttpStatusCode.BadRequest, "VALIDATION_FAILED", "request_id");
        (await user.LoginAsync()).Ok();
    }
}
